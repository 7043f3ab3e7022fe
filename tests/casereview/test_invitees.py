"""A pasted list of people: one a line, a team after a semicolon or a tab, and mistakes named by line."""

import pytest

from casereview.invitees import MOST, Invitee, ListError, read_list, read_upload
from exports.links import links_xlsx


def test_a_list_is_read_line_by_line():
    found = read_list("Ann Smith; Front door\n\n  bo@example.org\tReablement \r\nSmith, John\n")
    assert found == [
        Invitee("Ann Smith", "Front door"),
        Invitee("bo@example.org", "Reablement"),
        Invitee("Smith, John"),
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (" \n\n", "empty"),
        ("Ann\nBo\nANN", "Line 3.*twice"),
        ("Ann\n; Front door", "Line 2.*nobody"),
        ("Ann; Front door; Tuesday", "Line 1.*two parts"),
        ("A" * 201, "Line 1.*too long"),
        ("\n".join(f"person {n}" for n in range(MOST + 1)), "more than 2,000"),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_line(text, says):
    with pytest.raises(ListError, match=says):
        read_list(text)


def test_a_csv_and_a_workbook_are_read_without_their_headings():
    people = [Invitee("Smith, Ann", "Front door"), Invitee("bo@example.org")]
    assert read_upload('Name,Team\n"Smith, Ann",Front door\nbo@example.org,\n'.encode("utf-8-sig")) == people
    assert (
        read_upload(links_xlsx([("Smith, Ann", "Front door", "x"), ("bo@example.org", "", "y")], title="t")) == people
    )


@pytest.mark.parametrize("data", [b"PK\x03\x04 no workbook", b"\xff\xfe\x00", b""])
def test_a_file_that_is_no_list_is_said_in_words(data):
    with pytest.raises(ListError, match=r"\w+"):
        read_upload(data)
