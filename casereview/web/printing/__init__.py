"""Paper forms: chosen and printed before a workshop, typed in when the Wi-Fi is back."""

from casereview.web.printing import choosing, forms
from casereview.web.printing.blueprint import blueprint

__all__ = ["blueprint", "choosing", "forms"]
