"""Two reviewers share an ordinary case: each finds a form of their own, and the facilitator finds both."""

import pytest

from tests.web.capture.conftest import CASES

ALLOTMENTS = "/p/riverside/review/allotments"


@pytest.fixture
def people(sign_in, owner, case):
    """Ann and Ben, who were both given R1."""
    found = {name: sign_in(f"{name}@example.org", "riverside", "reviewer") for name in ("ann", "ben")}
    for link in owner.see(ALLOTMENTS).select(".allot__person a"):
        owner.see(link["href"])
        assert owner.post_form(f"{link['href']}/more", {"how": "named", "references": "R1"}).status_code == 302
    return found


def words(page) -> str:
    return " ".join(page.get_text(" ").split())


def say(client, form: str, chance: str, status: int = 200) -> None:
    """Saves one answer as the page does."""
    client.see(form)
    body = {"ref": "chance", "values": [chance], "other": "", "version": 0, "client_key": "k"}
    saved = client.post(f"{form}/answers", json=body, headers={"X-CSRFToken": client.token})
    assert saved.status_code == status, saved.text


def chosen(page) -> list[str]:
    return [each["value"] for each in page.select("input[name=chance][checked]")]


def test_each_finds_a_form_of_their_own(people, owner, form, case):
    say(people["ann"], form, "yes")
    assert chosen(people["ben"].see(form)) == []
    assert "stands beside it" not in words(people["ben"].page)
    say(people["ben"], form, "no")
    assert chosen(people["ben"].see(form)) == ["no"]
    assert chosen(people["ann"].see(form)) == ["yes"]
    assert "stands beside it" not in words(people["ben"].page)


def test_nothing_tells_one_of_the_other(people, owner, form, case):
    say(people["ann"], form, "yes")
    for page in (form, f"{form}/reviews", f"{form}/history", f"{form}/check", CASES, "/p/riverside/review/queue"):
        told = words(people["ben"].see(page))
        assert "ann" not in told.lower().split()
        assert "In progress" not in told
        assert "Begun" not in told
    anns = next(each["href"] for each in owner.see(f"{form}/reviews").select(".reviews a") if "ann" in each.text)
    people["ben"].see(anns, 404)


def test_the_facilitator_is_led_to_the_review_that_counts_and_finds_both(people, owner, form):
    say(people["ann"], form, "yes")
    say(people["ben"], form, "no")
    led = owner.get(form)
    assert led.status_code == 302
    assert chosen(owner.see(led.location)) == ["yes"]
    told = words(owner.see(f"{form}/reviews").main)
    assert "ann@example.org, Workshop 1, table A Counts once submitted" in told
    assert "ben@example.org, Workshop 1, table A In progress" in told
    assert "R1" in words(owner.see(CASES).select_one("#in_progress").find_parent("section"))


def test_nobody_sets_a_shared_case_aside_alone(people, form):
    page = people["ann"].see(f"{form}/aside")
    version = page.select_one("input[name=version]")["value"]
    fields = {"status": "parked", "reason": "Not for me", "version": version}
    assert people["ann"].post_form(f"{form}/aside", fields).status_code == 409
    assert "with other reviewers too" in words(people["ann"].page)
