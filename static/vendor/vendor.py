"""Fetches the front-end files we serve, strips what a council may not use, and records checksums in VENDORED.toml.

Run by hand when a version changes: `python static/vendor/vendor.py` (needs npm, once). What is served is committed.
"""

import hashlib
import io
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Package:
    """One npm package: the files taken from it (path in the package -> name here)."""

    name: str
    version: str
    licence: str
    files: dict[str, str]


PACKAGES = (
    Package(
        "govuk-frontend",
        "6.6.0",
        "MIT",
        {
            "dist/govuk/govuk-frontend.min.css": "govuk-frontend.min.css",
            "dist/govuk/govuk-frontend.min.js": "govuk-frontend.min.js",
        },
    ),
    Package(
        "plotly.js-cartesian-dist-min",
        "4.1.1",
        "MIT",
        {"plotly-cartesian.min.js": "plotly-cartesian.min.js", "LICENSE": "plotly.js.LICENSE"},
    ),
)


def without_identity(css: str) -> str:
    """The GOV.UK style sheet without what only GOV.UK may use: its font, its crest and its crown."""
    css = re.sub(r"@font-face\{[^}]*GDS Transport[^}]*\}", "", css)
    css = css.replace("GDS Transport,arial", "arial").replace('"GDS Transport",arial', "arial")
    css = re.sub(r"[^{}]*\{[^{}]*govuk-crest\.svg[^{}]*\}", "", css)
    return re.sub(r"[^{}]*govuk-footer__crown[^{}]*\{[^{}]*\}", "", css)


def without_source_map(text: str) -> str:
    """Without the line that makes a browser's tools ask for a file we do not serve."""
    return re.sub(r"\n?/[/*]# sourceMappingURL=\S+(?: \*/)?", "", text).rstrip() + "\n"


def strip(name: str, content: bytes) -> bytes:
    """The content of `name` as we serve it."""
    if not name.startswith("govuk-frontend"):
        return content
    text = without_source_map(content.decode())
    return (without_identity(text) if name.endswith(".css") else text).encode()


def fetch(package: Package) -> Callable[[str], bytes]:
    """Downloads the package with `npm pack`; returns a function that reads one of its files."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", f"{package.name}@{package.version}", "--silent", "--pack-destination", folder]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
        archive = io.BytesIO(next(Path(folder).glob("*.tgz")).read_bytes())
    tar = tarfile.open(fileobj=archive)  # noqa: SIM115 - read for as long as the returned function lives

    def read(path: str) -> bytes:
        member = tar.extractfile(f"package/{path}")
        if member is None:
            raise FileNotFoundError(f"{package.name}@{package.version} has no {path}")
        return member.read()

    return read


def record(package: Package) -> str:
    """The package's entry in VENDORED.toml, with the checksum of each file as it stands on disk."""
    lines = ["[[package]]", f'name = "{package.name}"', f'version = "{package.version}"']
    lines += [f'licence = "{package.licence}"', "", "[package.sha256]"]
    for name in package.files.values():
        lines.append(f'"{name}" = "{hashlib.sha256((HERE / name).read_bytes()).hexdigest()}"')
    return "\n".join(lines) + "\n"


def main() -> None:
    """Writes the files and VENDORED.toml beside this script."""
    for package in PACKAGES:
        read = fetch(package)
        for path, name in package.files.items():
            (HERE / name).write_bytes(strip(name, read(path)))
    head = "# Written by vendor.py. Front-end files of others, as served: version, licence, sha256.\n\n"
    (HERE / "VENDORED.toml").write_text(head + "\n".join(record(package) for package in PACKAGES))


if __name__ == "__main__":
    main()
