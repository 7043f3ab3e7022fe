"""The case list and the pages around a case: adding, setting aside, a live risk, the tally."""

import pytest

from tests.web.capture.conftest import CASES


@pytest.fixture
def add(owner, case):
    """`add(reference)`: adds a case by the form; gives back the answer."""

    def post(reference="", **more):
        page = owner.see(f"{CASES}/new")
        key = page.find(attrs={"name": "client_key"})["value"]
        data = {"case--reference": reference, "case--summary": "", "client_key": key, **more}
        return owner.post_form(f"{CASES}/new", data)

    return post


def references(page):
    """The references in the list, in order."""
    return [link.get_text(strip=True) for link in page.find_all(class_="cases__reference")]


def test_it_lists_this_studys_cases_only(owner, case):
    page = owner.see(CASES)
    assert references(page) == ["R1", "R2", "R3"]
    assert "0 of 8 done" in page.get_text(" ", strip=True)


def test_an_empty_list_says_what_to_do_next(owner, study):
    assert "There are no cases yet" in owner.see(CASES).get_text()


def test_it_is_searched_by_reference(owner, case):
    assert references(owner.see(f"{CASES}?q=r2")) == ["R2"]
    assert "No case has “zz” in its reference." in owner.see(f"{CASES}?q=zz").get_text()


def test_a_colleagues_half_done_case_says_so(owner, form, sign_in):
    other = sign_in("second@example.org", "riverside", "facilitator")
    other.see(form)
    body = {"ref": "chance", "values": ["yes"], "other": "", "version": 0, "client_key": "a"}
    other.post(f"{form}/answers", json=body, headers={"X-CSRFToken": other.token})
    words = owner.see(CASES).get_text(" ", strip=True)
    assert "In progress 1 R1 Workshop 1, table A second@example.org," in words


def test_a_reference_is_issued_where_none_is_given(owner, add):
    assert add("").status_code == 302
    assert "R001" in references(owner.see(CASES))


def test_a_case_is_added_with_its_facts(owner, add):
    response = add("N-1", area="south", then="review", **{"area--edition": "0.x"})
    assert "Area South" in owner.get(response.location).text.replace("</dt><dd>", " ")


def test_a_fact_that_is_not_in_the_list_is_refused_without_the_hidden_field_too(owner, add):
    assert add("N-1", area="elephant").status_code == 422
    assert "Not one of the answers." in owner.page.get_text()
    assert len(references(owner.see(CASES))) == 3
    response = add("N-1", area="south", then="review")
    assert "Area South" in owner.get(response.location).text.replace("</dt><dd>", " ")


@pytest.mark.parametrize("reference", ["943 476 5919", "AB 12 34 56 C"])
def test_a_reference_that_names_somebody_is_refused_in_words(owner, add, reference):
    response = add(reference, **{"case--summary": "Kept while you correct it"})
    assert response.status_code == 422
    assert "looks like" in owner.page.get_text()
    assert "Kept while you correct it" in owner.page.get_text()
    assert len(references(owner.see(CASES))) == 3


def test_a_reference_in_use_is_refused(owner, add):
    assert add("R2").status_code == 422
    assert "already a case" in owner.page.get_text()


def test_a_double_click_adds_one_case(owner, case):
    key = owner.see(f"{CASES}/new").find(attrs={"name": "client_key"})["value"]
    for _ in range(2):
        owner.post_form(f"{CASES}/new", {"case--reference": "D-1", "client_key": key})
    assert references(owner.see(CASES)).count("D-1") == 1


@pytest.mark.parametrize("status", ["parked", "skipped", "withdrawn"])
def test_a_case_is_set_aside_with_a_reason_and_brought_back(owner, form, status):
    owner.see(f"{form}/aside")
    owner.post_form(f"{form}/aside", {"status": status, "reason": "No notes", "version": "1"})
    assert f"{status.capitalize()} 1" in owner.see(CASES).get_text(" ", strip=True)
    assert owner.get(form).location.endswith("/aside")
    owner.see(f"{form}/aside")
    assert owner.post_form(f"{form}/back", {"version": "2"}).status_code == 302
    assert references(owner.see(CASES)) == ["R1", "R2", "R3"]
    assert "No notes" in owner.see(f"{form}/history").get_text()


def test_setting_aside_needs_a_reason_and_a_choice(owner, form):
    owner.see(f"{form}/aside")
    assert owner.post_form(f"{form}/aside", {"status": "parked", "version": "1"}).status_code == 422
    assert "Give a reason" in owner.page.get_text()
    assert owner.post_form(f"{form}/aside", {"reason": "x", "version": "1"}).status_code == 422


def test_setting_aside_from_a_stale_page_is_told_and_keeps_the_words(owner, form):
    owner.see(f"{form}/aside")
    data = {"status": "parked", "reason": "No notes at all", "version": "7"}
    assert owner.post_form(f"{form}/aside", data).status_code == 409
    assert "No notes at all" in owner.page.get_text()


def test_a_live_risk_is_noted_and_in_no_number(owner, form):
    key = owner.see(f"{form}/risk").find(attrs={"name": "client_key"})["value"]
    data = {"to_whom": "Duty team", "day": "20 November 2026", "hour": "14.05", "note": "Rang", "client_key": key}
    for _ in range(2):
        assert owner.post_form(f"{form}/risk", data).status_code == 302
    words = owner.see(f"{form}/risk").get_text(" ", strip=True)
    assert words.count("Duty team Rang 20 November 2026, 14:05") == 1
    assert "0 of 8 done" in owner.see(CASES).get_text(" ", strip=True)


@pytest.mark.parametrize(("name", "value"), [("to_whom", ""), ("day", "01/02/2026"), ("hour", "noon")])
def test_a_live_risk_needs_whom_and_when(owner, form, name, value):
    owner.see(f"{form}/risk")
    data = {"to_whom": "Duty team", "day": "20 November 2026", "hour": "14:05", "client_key": "k", name: value}
    assert owner.post_form(f"{form}/risk", data).status_code == 422


def test_the_tally_is_hidden_until_the_facilitator_shows_it(owner, form):
    assert not owner.see(CASES).find(class_="cases__tally")
    owner.post_form(f"{CASES}/tally", {"shown": "yes"})
    assert "The tally is shown" in owner.see(CASES).get_text()
    owner.post_form(f"{CASES}/tally", {"shown": "no"})
    assert "The tally is hidden" in owner.see(CASES).get_text()


def test_the_next_case_is_the_first_to_do(owner, case):
    owner.get(f"{CASES}/next", follow_redirects=True)
    assert owner.page.h1.get_text(strip=True) == "R1"


def test_outsiders_find_nothing_and_an_analyst_sees_no_case(stranger, colleague, client, form):
    for path in (CASES, f"{CASES}/new", f"{CASES}/next", f"{form}/aside", f"{form}/risk", f"{form}/next"):
        stranger.see(path, status=404)
        colleague.see(path, status=403)
        client.see(path, status=401)


@pytest.mark.parametrize("page", ["new", "tally", "R/aside", "R/back", "R/risk", "R/check", "R"])
def test_nothing_is_done_without_a_token(owner, case, page):
    path = f"{CASES}/{page.replace('R', case)}"
    assert owner.post(path, data={"status": "parked", "reason": "x", "version": "1"}).status_code == 400


def delete(client, form):
    """Deletes the case from its page."""
    version = client.see(f"{form}/aside").find_all(attrs={"name": "version"})[-1]["value"]
    return client.post_form(f"{form}/delete", {"version": version})


def test_a_deleted_case_leaves_the_list_and_comes_back_with_everything(owner, form, case, kept):
    body = {"ref": "chance", "values": ["yes"], "other": "", "version": 0, "client_key": "a"}
    owner.see(form)
    owner.post(f"{form}/answers", json=body, headers={"X-CSRFToken": owner.token})
    assert delete(owner, form).status_code == 302
    page = owner.see(CASES)
    assert references(page) == ["R2", "R3"]
    assert "R1 is deleted. It can be restored" in page.get_text()
    owner.see(form, status=404)
    owner.post_form(f"{CASES}/deleted/{case}/restore")
    assert references(owner.see(CASES)) == ["R1", "R2", "R3"]
    assert kept(case).value("chance") == "yes"


def test_a_case_changed_meanwhile_is_not_deleted(owner, form):
    assert owner.post_form(f"{form}/delete", {"version": "99"}).status_code == 302
    page = owner.see(CASES)
    assert "Nothing was overwritten" in page.get_text()
    assert references(page) == ["R1", "R2", "R3"]


def test_a_case_whose_reference_was_taken_is_not_restored(owner, form, case, add):
    delete(owner, form)
    add("R1")
    owner.post_form(f"{CASES}/deleted/{case}/restore")
    assert "There is already a case" in owner.see(CASES).get_text()


def test_only_a_deleted_case_of_this_study_is_restored(owner, case, noise):
    for each in (case, noise, "nothing"):
        assert owner.post_form(f"{CASES}/deleted/{each}/restore").status_code == 404
