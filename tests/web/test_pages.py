"""The checks of pages.py see what they should: each broken page is refused, and the sound one passes."""

import pytest

from tests.web import pages

SOUND = """<!DOCTYPE html><html lang="en"><head><title>T</title></head><body><main><h1>One</h1>
<form method="post"><input type="hidden" name="csrf_token" value="x"><label for="a">A</label><input id="a"></form>
</main></body></html>"""


def test_a_sound_page_passes():
    assert pages.check(SOUND).h1.string == "One"


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("<!DOCTYPE html>", "", "doctype"),
        ("</form>", "", "end-tag"),
        (' lang="en"', "", "no lang"),
        ("<title>T</title>", "<title></title>", "no title"),
        ("<h1>One</h1>", "<h1>One</h1><h1>Two</h1>", "2 h1"),
        ("<h1>One</h1>", "<h1>One</h1><h3>Three</h3>", "followed by h3"),
        ("<h1>One</h1>", '<h1 id="a">One</h1>', "stands 2 times"),
        ("<h1>One</h1>", '<h1 aria-describedby="gone">One</h1>', "leads nowhere"),
        ('<label for="a">A</label>', "", "no label"),
        ("<h1>One</h1>", "<h1>One</h1><fieldset></fieldset>", "no legend"),
        ("<h1>One</h1>", '<h1 style="color:red">One</h1>', "style attribute"),
        ("<h1>One</h1>", "<h1>One</h1><script>alert(1)</script>", "inline script"),
        ("<h1>One</h1>", '<h1 onclick="go()">One</h1>', "onclick"),
        ("<h1>One</h1>", '<h1>One</h1><script src="https://example.org/a.js"></script>', "another host"),
        ('<input type="hidden" name="csrf_token" value="x">', "", "csrf_token"),
        ("<h1>One</h1>", '<h1>One</h1><img src="a.png">', "no alt"),
    ],
)
def test_a_broken_page_is_refused(old, new, complaint):
    assert old in SOUND
    with pytest.raises(AssertionError, match=complaint):
        pages.check(SOUND.replace(old, new, 1))
