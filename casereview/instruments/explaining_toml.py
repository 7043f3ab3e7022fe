"""What is wrong with a file that is not TOML yet: the line, as it stands, and what is usually the matter with it."""

import re
from tomllib import TOMLDecodeError

from casereview.instruments.problem import Problem

CURLED = re.compile("[“”„‘’]")
WORDS = (  # what the reader of TOML says, and what an author does about it
    ("Cannot overwrite", "the same key stands here a second time; keep one"),
    ("Cannot declare", "this heading stands twice; one that is repeated has double brackets, such as [[findings]]"),
    ("Cannot mutate", "this adds to something that is already closed; put it together with the rest"),
    ("Expected '=' after a key", 'there is no = after the key; write it like  title = "Lunch club"'),
    ("Invalid initial character", "a key is missing; what stands in { } has to stand on one line"),
    ("Unclosed array", "a comma or a closing ] is missing on this line or the one before"),
    ("Unclosed inline table", "a comma or a closing } is missing"),
    ("Illegal character '\\n'", "a quotation mark is not closed on this line"),
    ("Unterminated string", "a quotation mark is not closed"),
    ("Unescaped '\\'", r"write \ as \\ , or put the text in 'single' quotation marks"),
    ("Invalid value", 'text stands in straight quotation marks, "like this"; true, false and numbers stand without'),
    ("Expected newline", "something stands after the end of the value; put it on a line of its own"),
    ("Expected ']", "a closing bracket is missing; headings are [one] or [[many]]"),
    ("Invalid statement", 'this line is neither a heading such as [[findings]] nor  key = "value"'),
)


def explain_toml(error: TOMLDecodeError, text: str) -> Problem:
    """The mistake at which reading stopped, in words. There may be more behind it."""
    said = str(error)
    where = re.search(r"\(at line (\d+), column \d+\)", said)
    lines = text.splitlines()
    number = min(int(where.group(1)), len(lines)) if where else len(lines)
    line = lines[number - 1].strip() if lines else ""
    shown = f", `{line if len(line) <= 60 else line[:60] + ' …'}`" if line else ""
    place = f"line {number}" if where else "at the end"
    return Problem(f"{place}{shown if where else ''}", f"it is not valid TOML: {_what(said, line)}")


def _what(said: str, line: str) -> str:
    if CURLED.search(line) and '"' not in line:
        return 'these quotation marks are curled; type straight ones, "like this"'
    return next((words for start, words in WORDS if said.startswith(start)), said)
