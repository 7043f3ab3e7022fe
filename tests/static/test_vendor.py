"""What we serve of others is what VENDORED.toml says, without anything only GOV.UK may use, and charts match plotly."""

import hashlib
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

VENDOR = Path(__file__).parents[2] / "static" / "vendor"
RECORD = tomllib.loads((VENDOR / "VENDORED.toml").read_text())
FILES = {name: sha for package in RECORD["package"] for name, sha in package["sha256"].items()}
OURS = {"vendor.py", "VENDORED.toml", "govuk-frontend.LICENSE"}


@pytest.mark.parametrize("name", FILES)
def test_each_file_has_its_recorded_checksum(name):
    assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == FILES[name]


def test_nothing_lies_there_unrecorded():
    found = {path.name for path in VENDOR.iterdir() if path.suffix not in {".gz", ".br"} and path.is_file()}
    assert found == set(FILES) | OURS


@pytest.mark.parametrize("package", RECORD["package"], ids=lambda package: package["name"])
def test_each_package_has_a_version_and_its_licence_beside_it(package):
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert package["licence"] == "MIT"
    assert (VENDOR / f"{package['name'].removesuffix('-cartesian-dist-min')}.LICENSE").exists()


@pytest.mark.parametrize("name", [name for name in FILES if name.startswith("govuk-frontend.min")])
@pytest.mark.parametrize("word", ["gds transport", "crown", "crest", "@font-face", "sourcemappingurl", "/assets/"])
def test_nothing_of_govuks_identity_is_left(name, word):
    assert word not in (VENDOR / name).read_text().lower()


def test_the_style_sheet_still_has_its_components_and_balanced_braces():
    css = (VENDOR / "govuk-frontend.min.css").read_text()
    assert css.count("{") == css.count("}")
    assert all(
        f".govuk-{part}" in css for part in ("button", "radios", "error-summary", "footer", "service-navigation")
    )


def test_plotly_js_is_the_version_that_the_python_package_draws_for():
    bundled = files("plotly").joinpath("package_data/plotly.min.js").read_text()[:400]
    ours = next(p["version"] for p in RECORD["package"] if p["name"].startswith("plotly"))
    assert f"plotly.js v{ours}\n" in bundled
    assert f"v{ours}" in (VENDOR / "plotly-cartesian.min.js").read_text()[:400]
