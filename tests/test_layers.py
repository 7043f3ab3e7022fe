"""The layers hold: the core knows no Flask, forms, exports or web; heavy libraries wait until they are needed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {"pandas", "plotly", "openpyxl", "xlsxwriter", "scipy", "python_calamine", "statsmodels"}
WEB_FRAMEWORK = {"flask", "flask_wtf", "wtforms", "jinja2", "werkzeug"}


def modules(*folders: str) -> list[Path]:
    """Every Python file below the folders, the generated migrations apart."""
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return sorted(path for path in found if "versions" not in path.parts)


def imports(path: Path, at_the_top_only: bool = False) -> Iterator[str]:
    """Full names of what a file imports; what only the type checker reads is left out."""
    yield from names(ast.parse(path.read_text()).body, at_the_top_only)


def names(body: list[ast.stmt], top: bool) -> Iterator[str]:
    for node in body:
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            continue
        if top and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        for part in ("body", "orelse", "finalbody", "handlers"):
            yield from names(getattr(node, part, []), top)


def inside(name: str, *packages: str) -> bool:
    return any(name == package or name.startswith(package + ".") for package in packages)


def breaches(paths: list[Path], *forbidden: str, top: bool = False) -> list[str]:
    """`file imports name`, for every import that may not be."""
    return [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in paths
        for name in imports(path, top)
        if inside(name, *forbidden)
    ]


CORE = [path for path in modules("casereview") if "web" not in path.relative_to(ROOT).parts]


def test_there_is_a_core_to_look_at():
    assert len(CORE) > 20


def test_the_core_knows_no_web_no_forms_no_exports():
    assert not breaches(CORE, *WEB_FRAMEWORK, "forms", "exports", "app", "casereview.web")


def test_forms_and_exports_do_not_know_the_web():
    assert not breaches(modules("forms", "exports"), "casereview.web", "app")


def test_exports_know_no_flask():
    assert not breaches(modules("exports"), "flask", "flask_wtf", "wtforms")


def test_nothing_imports_the_tests():
    assert not breaches([*modules("casereview", "forms", "exports"), ROOT / "app.py"], "tests", "pytest")


def test_heavy_libraries_are_imported_inside_the_functions_that_need_them():
    assert not breaches([*modules("casereview", "forms", "exports"), ROOT / "app.py"], *HEAVY, top=True)


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import flask", ["flask"]),
        ("from casereview.web import access", ["casereview.web.access"]),
        ("try:\n    import pandas\nexcept ImportError:\n    import scipy", ["pandas", "scipy"]),
        ("def f():\n    import pandas", []),
        ("class A:\n    import pandas", ["pandas"]),
        ("if TYPE_CHECKING:\n    import pandas", []),
    ],
)
def test_imports_are_seen_where_they_run_at_start(tmp_path, source, found):
    path = tmp_path / "module.py"
    path.write_text(source)
    assert list(imports(path, at_the_top_only=True)) == found


def test_an_import_inside_a_function_is_seen_too(tmp_path):
    (tmp_path / "core.py").write_text("def f():\n    from flask import g\n")
    assert [name for name in imports(tmp_path / "core.py") if inside(name, "flask")] == ["flask.g"]


def test_no_python_file_knows_a_word_of_care():
    words = ("reablement", "occupational", "assistive", "domiciliary", "safeguarding")
    paths = [*modules("casereview", "forms", "exports"), ROOT / "app.py"]
    suspects = [(path, word) for path in paths for word in words if word in path.read_text().lower()]
    found = [f"{path.relative_to(ROOT)}: {word}" for path, word in suspects if word in code(path).lower()]
    assert not found


def code(path: Path) -> str:
    """The file without its comments and docstrings, which may give examples."""
    tree = ast.parse(path.read_text())
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            node.body[0] = ast.Pass()
    return ast.unparse(tree)
