"""How cells look: small named styles that can be joined, in the product's colours."""

from typing import Any

BRAND, REST, INK, SECONDARY = "#0b5f6b", "#868f93", "#0b0c0c", "#484949"
SURFACE, CHOSEN, RULE = "#f3f6f6", "#e2edef", "#c3cbcd"

TABS = (BRAND, "#b35900", "#54306f", "#2b5c1e", "#8a1c4a", "#1d4f91")  # of studies, one after the other

SHARE = '[=0]0%;[<0.005]"<1%";0%'
SHARE_OF_MANY = '[=0]0.0%;[<0.0005]"<0.1%";0.0%'

STYLES: dict[str, dict[str, Any]] = {
    "top": {"valign": "top"},
    "wrap": {"valign": "top", "text_wrap": True},
    "head": {"bold": True, "valign": "top", "text_wrap": True, "bg_color": CHOSEN, "bottom": 2, "bottom_color": INK},
    "headline": {"bold": True, "font_size": 20, "font_color": BRAND, "valign": "top", "text_wrap": True},
    "title": {"bold": True, "font_size": 28, "font_color": BRAND},
    "section": {"bold": True, "font_size": 14, "bottom": 2, "bottom_color": INK},
    "bold": {"bold": True},
    "said": {"font_color": SECONDARY, "valign": "top", "text_wrap": True},
    "rule": {"bottom": 1, "bottom_color": RULE, "valign": "top"},
    "lead": {"bold": True, "font_color": BRAND},
    "small": {"font_color": "#4d4100", "bg_color": "#fff4c4"},
    "right": {"align": "right"},
    "indent": {"indent": 1, "align": "left"},
    "left": {"align": "left"},
    "link": {"font_color": BRAND, "underline": 1, "valign": "top", "text_wrap": True},
    "absent": {"font_color": "#5f676b", "italic": True, "valign": "top"},
    "share": {"num_format": SHARE, "align": "right"},
    "share_many": {"num_format": SHARE_OF_MANY, "align": "right"},
    "pounds": {"num_format": "£#,##0.00;-£#,##0.00", "align": "right"},
    "pounds_whole": {"num_format": "£#,##0;-£#,##0", "align": "right"},
    "share_part": {"num_format": "0.0%", "align": "right"},
    "part": {"num_format": "#,##0.##", "align": "right"},
    "whole": {"num_format": "#,##0", "align": "right"},
    "tenth": {"num_format": "#,##0.0", "align": "right"},
    "coefficient": {"num_format": "0.00", "align": "right"},
    "weight": {"num_format": "0.000", "align": "right", "valign": "top"},
    "date": {"num_format": "d mmm yyyy", "align": "left", "valign": "top"},
    "tab": {"font_color": "#ffffff", "bold": True, "align": "center", "valign": "top"},
    **{f"tab_{number}": {"bg_color": colour} for number, colour in enumerate(TABS)},
    "flow": {"border": 1, "border_color": "#ffffff", "align": "center"},
}


def properties(style: str) -> dict[str, Any]:
    """What XlsxWriter takes for one style or several joined by spaces; the later ones win."""
    joined: dict[str, Any] = {"font_name": "Arial", "font_size": 11, "font_color": INK}
    for name in style.split():
        joined |= STYLES[name]
    return joined
