"""Pages for respondents' phones: no account, no cookie, light, and safe against a lost connection.

Forms here carry no CSRF token, and need none: such a token guards what a browser may do because somebody is signed in
with it. These pages read no cookie, know nobody, and do nothing that anybody with the link could not do by hand. A post
that a browser marks as coming from another site is refused all the same (`light.own_site`).
"""

from casereview.web.phone import join, survey
from casereview.web.phone.blueprint import blueprint

WITHOUT_TOKEN = True

__all__ = ["WITHOUT_TOKEN", "blueprint", "join", "survey"]
