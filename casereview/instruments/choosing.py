"""Finds the file somebody means by `case-review`, `case-review@1` or a path."""

from pathlib import Path

from casereview.instruments.loading import load, shipped


def instrument_file(name: str) -> Path:
    """The file of an instrument that comes with the product (latest version unless `@N`), or the path itself.

    Raises ValueError with what there is instead.
    """
    path = Path(name)
    if path.suffix == ".toml" or path.is_file():
        if not path.is_file():
            raise ValueError(f"There is no file {name}.")
        return path
    wanted, _, version = name.partition("@")
    files = shipped().get(wanted, [])
    if not files:
        known = ", ".join(sorted(shipped())) or "none"
        raise ValueError(f"There is no instrument called {wanted}. There is: {known}. Or give the path of a TOML file.")
    return _version(files, wanted, version) if version else files[-1]


def _version(files: list[Path], wanted: str, version: str) -> Path:
    by_version = {str(load(file).version): file for file in files}
    if version not in by_version:
        raise ValueError(f"{wanted} has no version {version}. It has: {', '.join(by_version)}.")
    return by_version[version]
