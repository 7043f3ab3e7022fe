"""A project's colour: written as #rrggbb, and dark enough to carry text (WCAG 2.2, 1.4.3)."""

import re

LEAST_CONTRAST = 4.5


def is_colour(text: str) -> bool:
    """Whether `text` is #rrggbb: nothing else may stand in a style sheet."""
    return re.fullmatch(r"#[0-9a-fA-F]{6}", text) is not None


def check_colour(text: str) -> None:
    """Raises ValueError unless `text` is empty (the product's own) or a colour that white text can stand on."""
    if not text:
        return
    if not is_colour(text):
        raise ValueError(f"“{text}” is not a colour. Write it like #0b5f6b.")
    if contrast_with_white(text) < LEAST_CONTRAST:
        raise ValueError(f"{text} is too light: white text on it could not be read. Choose a darker one.")


def contrast_with_white(colour: str) -> float:
    """The contrast ratio of #rrggbb with white, 1 to 21, by the formula of WCAG 2.2 (relative luminance)."""
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return 1.05 / (luminance + 0.05)
