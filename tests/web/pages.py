"""What every HTML page must be, whoever built it. The client of conftest.py calls `check` on every response."""

from collections import Counter
from itertools import pairwise

import html5lib
from bs4 import BeautifulSoup, Tag
from bs4.builder import HTML5TreeBuilder

UNLABELLED = {"hidden", "submit", "button", "image", "reset"}


class Parser(HTML5TreeBuilder):
    """Beautiful Soup's way to html5lib, which keeps what a browser would have to repair."""

    def feed(self, markup: str | bytes) -> None:
        parser = html5lib.HTMLParser(tree=self.create_treebuilder)
        self.underlying_builder.parser = parser
        parser.parse(markup)
        self.errors = [f"line {line}: {name} {detail}" for (line, _), name, detail in parser.errors]


def parse(html: str) -> tuple[BeautifulSoup, list[str]]:
    """The page, and what a browser would have to repair in it."""
    builder = Parser()
    page = BeautifulSoup(html, builder=builder)
    for inert in page.find_all("template"):  # shown by a script, one part at a time
        inert.decompose()
    return page, builder.errors


def check(html: str) -> BeautifulSoup:
    """The page, parsed. Raises AssertionError with every promise it breaks."""
    page, errors = parse(html)
    problems = [*errors, *frame(page), *ids(page), *labels(page), *inline(page), *forms(page)]
    assert not problems, "\n".join(problems)
    return page


def frame(page: BeautifulSoup) -> list[str]:
    """A language, a title, one h1, one main, no level of heading left out."""
    problems = []
    if not (page.html and page.html.get("lang")):
        problems.append("html has no lang")
    if not (page.title and page.title.get_text(strip=True)):
        problems.append("no title")
    for name in ("h1", "main"):
        if len(page.find_all(name)) != 1:
            problems.append(f"{len(page.find_all(name))} {name} elements, not 1")
    levels = [int(heading.name[1]) for heading in page.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])]
    jumps = [f"h{a} is followed by h{b}" for a, b in pairwise(levels) if b > a + 1]
    return problems + jumps


def ids(page: BeautifulSoup) -> list[str]:
    """No id twice; every reference to an id leads somewhere."""
    counted = Counter(str(element["id"]) for element in page.find_all(id=True))
    problems = [f"id {name!r} stands {n} times" for name, n in counted.items() if n > 1]
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
        for element in page.find_all(attrs={attribute: True}):
            wanted = str(" ".join(element.get_attribute_list(attribute))).split()
            problems += [f"{attribute}={name!r} leads nowhere" for name in wanted if name not in counted]
    return problems


def labels(page: BeautifulSoup) -> list[str]:
    """Every field has a label, every group of options a legend, every image a text."""
    labelled = {label["for"] for label in page.find_all("label", attrs={"for": True})}
    problems = []
    for field in page.find_all(["input", "select", "textarea"]):
        if field.get("type") in UNLABELLED or field.get("aria-label") or field.get("aria-labelledby"):
            continue
        if field.get("id") not in labelled and not field.find_parent("label"):
            problems.append(f"no label: {field}")
    problems += [f"no legend: {f.get('id') or f.get('class')}" for f in page.find_all("fieldset") if not f.legend]
    return problems + [f"no alt: {image}" for image in page.find_all("img") if not image.has_attr("alt")]


def inline(page: BeautifulSoup) -> list[str]:
    """Nothing the Content Security Policy would block: no inline script or style, nothing from another host."""
    problems = [f"style attribute: {element.name} {element['style']}" for element in page.find_all(style=True)]
    problems += ["style element" for _ in page.find_all("style")]
    for script in page.find_all("script"):
        if not script.get("src") and script.get("type") != "application/json":
            problems.append(f"inline script: {script.string!r}")
    for element in page.find_all(True):
        problems += [f"{name} on {element.name}" for name in element.attrs if name.startswith("on")]
        problems += [f"from another host: {element}" for name in ("src", "srcset") if _away(element, name)]
    return problems


def forms(page: BeautifulSoup) -> list[str]:
    """Every form that posts carries a token, but for those of respondents, who are signed in nowhere."""
    posting = [form for form in page.find_all("form") if str(form.get("method", "get")).lower() == "post"]
    posting = [form for form in posting if not form.has_attr("data-without-token")]
    return [f"no csrf_token: {f.get('action')}" for f in posting if not f.find("input", attrs={"name": "csrf_token"})]


def _away(element: Tag, name: str) -> bool:
    return str(element.get(name, "")).startswith(("http:", "https:", "//"))
