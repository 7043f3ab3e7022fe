"""Checking and submitting: named absences, confirmed warnings, one submission however often it is sent."""

import pytest

from tests.web.capture.test_review import fields


@pytest.fixture
def fill(owner, form):
    """`fill(chance=..., means=...)`: saves these answers through the form."""

    def save(**answers):
        for ref, values in answers.items():
            page = owner.see(form)
            assert owner.post_form(form, {**fields(page), ref: values}).status_code == 302

    return save


def submit(client, form, **more):
    """Sends the check page as it stands."""
    page = client.see(f"{form}/check")
    data = {e["name"]: e["value"] for e in page.find("main").find_all("input", type="hidden")}
    return client.post_form(f"{form}/check", {**data, **more})


def test_what_is_missing_is_marked_and_stops_it(owner, form, kept, case):
    response = submit(owner, form)
    assert response.status_code == 422
    assert "Needs an answer" in owner.page.get_text()
    assert kept(case).submitted == 0


def test_what_was_typed_behind_a_closed_gate_is_named(owner, form, fill):
    fill(chance=["yes"], means=["friend"])
    fill(chance=["no"])
    words = owner.see(f"{form}/check").get_text(" ", strip=True)
    assert "By what? Not asked. “A friend” was typed before the question closed" in words


def test_blank_is_called_blank(owner, form, fill):
    fill(chance=["no"])
    assert "Where ideally? Left blank" in owner.see(f"{form}/check").get_text(" ", strip=True)


def test_a_warning_is_confirmed_before_it_counts(owner, form, fill, kept, case):
    fill(chance=["no"], lives=["home"], ideal=["ward"])
    assert submit(owner, form).status_code == 422
    assert "unusual" in owner.page.get_text()
    assert kept(case).submitted == 0
    assert submit(owner, form, confirmed="worse").status_code == 302
    assert kept(case).submitted == 1


def test_sent_twice_is_one_submission(owner, form, fill, kept, case):
    fill(chance=["no"])
    page = owner.see(f"{form}/check")
    data = {e["name"]: e["value"] for e in page.find("main").find_all("input", type="hidden")}
    assert [owner.post_form(f"{form}/check", data).status_code for _ in range(2)] == [302, 302]
    assert kept(case).submitted == 1


def test_after_it_the_next_case_is_one_key_away(owner, form, fill):
    fill(chance=["no"])
    page = owner.get(submit(owner, form).location)
    assert page.status_code == 200
    assert "R1 is done" in owner.page.h1.get_text()
    owner.get(owner.page.find(id="next-case")["href"], follow_redirects=True)
    assert owner.page.h1.get_text(strip=True) == "R2"


def test_a_case_not_done_has_no_done_page(owner, form):
    assert owner.get(f"{form}/done").status_code == 302


def test_a_later_change_counts_when_it_is_submitted_and_stands_in_the_history(owner, form, fill):
    fill(chance=["no"])
    submit(owner, form)
    fill(chance=["maybe"])
    assert "counts as it was submitted" in owner.see(form).get_text()
    submit(owner, form)
    words = owner.see(f"{form}/history").get_text(" ", strip=True)
    assert "Was there a chance? Before: No After: Maybe owner@example.org" in words


def test_the_history_says_which_warnings_were_confirmed(owner, form, fill):
    fill(chance=["no"], lives=["home"], ideal=["ward"])
    assert submit(owner, form, confirmed="worse").status_code == 302
    words = owner.see(f"{form}/history").get_text(" ", strip=True)
    assert "Submitted After: Confirmed all the same: The ideal is worse." in words


def test_a_submission_from_a_stale_page_is_told(owner, form, fill):
    fill(chance=["no"])
    submit(owner, form)
    response = submit(owner, form, version="1", client_key="another")
    assert response.status_code == 409
    assert "Nothing was overwritten" in owner.page.get_text()


def test_an_answer_saved_by_somebody_else_after_the_check_page_is_told(owner, sign_in, form, fill, kept, case):
    fill(chance=["no"])
    page = owner.see(f"{form}/check")
    data = {e["name"]: e["value"] for e in page.find("main").find_all("input", type="hidden")}
    ann = sign_in("ann@example.org", "riverside", "facilitator")
    assert ann.post_form(form, {**fields(ann.see(form)), "chance": ["maybe"]}).status_code == 302
    assert owner.post_form(f"{form}/check", data).status_code == 409
    words = owner.page.get_text(" ", strip=True)
    assert "ann@example.org changed an answer after this page was shown. Nothing was submitted." in words
    assert "Was there a chance? Maybe" in words
    assert kept(case).submitted == 0
    assert submit(owner, form).status_code == 302
    assert kept(case).value("chance") == "maybe"


@pytest.mark.parametrize("field", ["version", "draft"])
def test_a_missing_version_never_forces_it(owner, form, fill, kept, case, field):
    fill(chance=["no"])
    assert submit(owner, form, **{field: ""}).status_code == 409
    assert kept(case).submitted == 0


def test_only_members_who_may_enter_cases(stranger, colleague, client, form):
    for page in ("check", "done", "history"):
        stranger.see(f"{form}/{page}", status=404)
        client.see(f"{form}/{page}", status=401)
        colleague.see(f"{form}/{page}", status=403)
