"""The case form in a real browser: keyboard only, a lost network, two people at once, a blank screen, no JavaScript."""

import re
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, Route, expect

from casereview import database
from casereview.access import operator
from casereview.answers import Given
from casereview.instruments.loading import load
from casereview.routing import asked
from casereview.store import cases, drafts, people, responses, studies, workshops
from forms.gates import route
from forms.personal import sentence
from tests.casereview.personal_cases import TABLE as PERSONAL
from tests.forms.gate_cases import TABLE
from tests.forms.gate_cases import drafts as some_drafts

INSTRUMENT = Path("forms/instruments/case_review.v1.toml")
STUDY = "/p/riverside/case-review"
VIEWPORTS = [{"width": 1440, "height": 900}, {"width": 390, "height": 844}, {"width": 1920, "height": 1080}]


@pytest.fixture
def form(app: Flask) -> str:
    """The address of the form of case R1 of a case review; R2 follows it."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        text = INSTRUMENT.read_text("utf-8")
        study = studies.add_study(session, member, key="case-review", instrument_text=text)
        facts = {"locality": Given("norwich"), "actual_setting": Given("residential")}
        made = [cases.add_case(session, member, study, reference=r, summary="S.", facts=facts) for r in ("R1", "R2")]
        return f"{STUDY}/cases/{made[0].public_id}"


@pytest.fixture
def stored(app: Flask, form: str):
    """`stored("prevention")`: the value that the database holds for R1."""

    def look(ref: str):
        with database.read(app.extensions["engine"]) as session:
            member = operator(session, "riverside")
            case = cases.case(session, member, form.rsplit("/", 1)[1])
            found = responses.responses_of(session, member, case)
            entry = drafts.entries(session, member, found[0]).get(ref) if found else None
            return entry.given and (entry.given.value, entry.given.other) if entry else None

    return look


def begin(page: Page, address: str) -> Page:
    """The form, once its scripts have started."""
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    return page


def press(page: Page, keys: str) -> None:
    """Presses the keys one after another."""
    for key in keys.split():
        page.keyboard.press(key)


def saved(page: Page) -> None:
    """Waits until the page says that everything is saved."""
    page.wait_for_selector('#saved[data-state="saved"]')


def test_a_case_is_entered_by_keyboard_alone(page, form, stored, axe, no_sideways_scrolling):
    begin(page, form)
    press(page, "1 Enter 2 Enter")  # at the door
    press(page, "1 Enter a c Enter")  # looking back, and by what
    expect(page.locator("#reads-text")).to_contain_text("community resources and assistive technology")
    press(page, "Enter 4 Enter 1 Enter 2 Enter")  # actual (from the case list), ideal, its hours, the outcome
    page.keyboard.type("risk")
    press(page, "Enter Enter Enter")  # the main reason found by typing; no other reasons
    press(page, "4 Enter 1 Enter 5 Enter 6 Enter 1 Enter")  # the grid row by row, and the best service
    press(page, "1 Enter 1 Enter 1 Enter")
    page.keyboard.type("All is well")
    press(page, "Control+Enter")
    page.wait_for_url("**/check")
    assert stored("services.occupational_therapy") == ("received_helped", "")
    assert stored("note") == ("All is well", "")
    page.get_by_role("button", name="Submit the case").focus()
    press(page, "Enter")
    page.wait_for_url("**/done")
    for viewport in VIEWPORTS[:2]:
        page.set_viewport_size(viewport)
        axe(page)
        no_sideways_scrolling(page)
    press(page, "F8")
    expect(page.locator("h1")).to_have_text("R2")


def test_keys_act_only_in_the_group_that_has_the_focus(page, form):
    begin(page, f"{form}?view=section&at=looking_back")
    press(page, "1 Enter")
    press(page, "1")  # no digit belongs to the ticks
    expect(page.locator("#prevention_by input:checked, [data-answer=prevention_by] input:checked")).to_have_count(0)
    page.locator("#on").focus()
    press(page, "4 a")
    expect(page.locator("#prevention-yes")).to_be_checked()
    expect(page.locator("[data-answer=prevention_by] input:checked")).to_have_count(0)


def test_keys_can_be_switched_off(page, form):
    begin(page, f"{form}?view=section&at=looking_back")
    page.get_by_role("button", name="Keys on").click()
    page.locator("#prevention-yes").focus()
    press(page, "3")
    expect(page.locator("[data-answer=prevention] input:checked")).to_have_count(0)
    page.get_by_role("button", name="Keys off").click()
    page.locator("#prevention-yes").focus()
    press(page, "3")
    expect(page.locator("#prevention-unclear")).to_be_checked()


def test_the_text_of_other_is_reached_by_enter(page, form, stored):
    begin(page, f"{form}?view=section&at=door")
    press(page, "1 Enter 5 Enter")
    page.keyboard.type("A garden 12")
    press(page, "Enter")
    saved(page)
    assert stored("wanted") == ("something_else", "A garden 12")


def test_the_button_names_the_key_that_goes_on(page, form):
    begin(page, f"{form}?view=section&at=decided")
    expect(page.locator("#on kbd")).to_have_text("Enter")
    page.locator("#note").focus()
    expect(page.locator("#on kbd")).to_have_text("Ctrl Enter")
    press(page, "Enter")  # a new line, and no way on
    expect(page.locator("#note")).to_have_value("\n")
    press(page, "Control+Enter")
    page.wait_for_url("**/check")


def test_a_gate_closes_and_opens_again_without_losing_a_word(page, form, stored):
    begin(page, f"{form}?view=section&at=looking_back")
    press(page, "1 Enter a d Tab")
    page.keyboard.press("Tab") if page.evaluate("document.activeElement.type") != "text" else None
    page.locator("#prevention_by-other-text").fill("a lift")
    page.locator("#prevention-yes").focus()
    press(page, "4")
    expect(page.locator("#q-prevention_by")).to_be_hidden()
    expect(page.locator("#reads-text")).to_contain_text("could not have been prevented")
    press(page, "1")
    expect(page.locator("#q-prevention_by")).to_be_visible()
    expect(page.locator("#prevention_by-community_resources")).to_be_checked()
    expect(page.locator("#prevention_by-other-text")).to_have_value("a lift")
    saved(page)
    assert stored("prevention_by") == (("community_resources", "other_unknown"), "a lift")


def test_opening_a_gate_moves_nothing_that_is_being_read(page, form):
    begin(page, f"{form}?view=section&at=looking_back")
    before = page.locator("#q-prevention").bounding_box()
    press(page, "1")
    expect(page.locator("#q-prevention_by")).to_be_visible()
    assert page.locator("#q-prevention").bounding_box() == before


def test_nothing_is_lost_when_the_network_goes_and_saved_is_never_said_too_early(page, form, stored):
    begin(page, f"{form}?view=section&at=decided")
    page.evaluate(
        """() => { window.said = []; new MutationObserver(() => window.said.push(
        document.getElementById("saved").textContent.trim())).observe(document.getElementById("saved"),
        { subtree: true, childList: true, characterData: true, attributes: true }); }"""
    )
    page.route("**/answers", lambda route: route.abort())
    press(page, "2")
    expect(page.locator("#saved")).to_contain_text("Not saved, will retry")
    page.locator("#minority_view").fill("The daughter saw it otherwise")
    page.locator("#confidence-sure").focus()
    press(page, "2")
    page.wait_for_timeout(1500)
    assert not [words for words in page.evaluate("window.said") if re.match(r"Saved", words)]
    assert stored("decision") is None
    page.unroute("**/answers")
    saved(page)
    assert stored("decision") == ("majority", "")
    assert stored("minority_view") == ("The daughter saw it otherwise", "")
    assert stored("confidence") == ("fairly", "")


def test_an_answer_that_was_kept_but_not_confirmed_is_sent_again_without_harm(page, form, stored):
    begin(page, f"{form}?view=section&at=looking_back")
    lost: list[int] = []

    def swallow(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/answers", swallow)
    press(page, "1 4")
    saved(page)
    assert lost == [200]
    expect(page.locator(".conflict")).to_have_count(0)
    assert stored("prevention") == ("no", "")


def test_leaving_with_unsaved_answers_warns(page, form):
    begin(page, f"{form}?view=section&at=looking_back")
    page.route("**/answers", lambda route: route.abort())
    press(page, "1")
    asked_to_stay: list[str] = []
    page.on("dialog", lambda dialog: (asked_to_stay.append(dialog.type), dialog.accept()))
    page.goto(f"{STUDY}/cases")
    assert asked_to_stay == ["beforeunload"]


@pytest.mark.parametrize(("choice", "end"), [("Keep mine", "no"), ("Keep theirs", "yes")])
def test_two_people_at_one_question_both_see_both_and_one_decides(page_as, form, stored, axe, choice, end):
    first = begin(page_as("facilitator", email="first@example.org"), f"{form}?view=section&at=looking_back")
    second = begin(page_as("facilitator", email="second@example.org"), f"{form}?view=section&at=looking_back")
    press(first, "1")
    saved(first)
    press(second, "4")
    box = second.locator(".conflict")
    expect(box).to_contain_text("first@example.org changed this answer")
    expect(box.locator('[data-place="mine"]')).to_have_text("No")
    expect(box.locator('[data-place="theirs"]')).to_have_text("Yes")
    expect(second.locator("#saved")).to_contain_text("Not saved")
    assert stored("prevention") == ("yes", "")
    axe(second)
    box.get_by_role("button", name=choice).click()
    saved(second)
    assert stored("prevention") == (end, "")
    expect(second.locator(f"#prevention-{end}")).to_be_checked()


def test_two_people_at_different_questions_are_left_in_peace(page_as, form, stored):
    first = begin(page_as("facilitator", email="first@example.org"), f"{form}?view=section&at=door")
    second = begin(page_as("facilitator", email="second@example.org"), f"{form}?view=section&at=looking_back")
    press(first, "1")
    press(second, "4")
    saved(first)
    saved(second)
    assert (stored("door_outcome"), stored("prevention")) == (("information", ""), ("no", ""))


def test_a_session_that_ended_keeps_the_text_until_the_person_is_back(page_as, app, form, stored):
    page = begin(page_as("facilitator", email="ann@example.org"), f"{form}?view=section&at=decided")
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.locator("#note").fill("Typed while signed out")
    page.locator("#note").blur()
    expect(page.locator("#notice")).to_contain_text("You have been signed out")
    assert stored("note") is None
    page.context.add_cookies(cookies)
    saved(page)
    expect(page.locator("#notice")).to_be_hidden()
    assert stored("note") == ("Typed while signed out", "")


def test_the_end_of_the_session_is_told_in_time_and_one_button_stays(page, form, axe):
    page.clock.install()
    begin(page, f"{form}?view=section&at=looking_back")
    warning = page.locator("#session-end")
    page.clock.fast_forward("54:00")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("03:00")
    expect(warning).to_contain_text("You will be signed out in 3 minutes")
    axe(page)
    with page.expect_response("**/stay-signed-in") as answer:
        warning.get_by_role("button", name="Stay signed in").click()
    assert answer.value.status == 200
    expect(warning).to_be_hidden()
    page.clock.fast_forward("54:00")
    expect(warning).to_be_hidden()
    page.clock.fast_forward("07:00")
    expect(warning).to_contain_text("You have been signed out")
    expect(warning.get_by_role("button")).to_be_hidden()


def test_an_answer_that_is_saved_counts_as_use(page, form):
    page.clock.install()
    begin(page, f"{form}?view=section&at=looking_back")
    page.clock.fast_forward("50:00")
    press(page, "1")
    saved(page)
    page.clock.fast_forward("20:00")
    expect(page.locator("#session-end")).to_be_hidden()
    page.clock.fast_forward("36:00")
    expect(page.locator("#session-end")).to_be_visible()


def test_esc_blanks_the_screen_and_brings_it_back(page, form, axe):
    begin(page, f"{form}?view=section&at=looking_back")
    press(page, "1 Escape")
    cover = page.locator("#cover")
    expect(cover).to_be_visible()
    assert cover.bounding_box() == {"x": 0, "y": 0, "width": 1440, "height": 900}
    assert page.title() == "Casereview"
    axe(page)
    press(page, "4 F8")
    expect(cover).to_be_visible()
    press(page, "Escape")
    expect(cover).to_be_hidden()
    expect(page.locator("#prevention-yes")).to_be_checked()
    expect(page.locator("#prevention-yes")).to_be_focused()


def test_backspace_goes_back_but_not_out_of_a_text(page, form):
    begin(page, f"{form}?view=question&at=prevention")
    press(page, "Backspace")
    expect(page.locator("#q-wanted")).to_be_visible()
    begin(page, f"{form}?view=question&at=note")
    page.keyboard.type("ab")
    press(page, "Backspace")
    expect(page.locator("#note")).to_have_value("a")


def test_the_address_keeps_what_is_on_the_screen(page, form):
    begin(page, f"{form}?view=question&at=prevention")
    press(page, "4 Enter")
    expect(page).to_have_url(re.compile("at=actual_setting"))
    saved(page)
    page.reload()
    expect(page.locator("#q-actual_setting")).to_be_visible()
    page.go_back()
    expect(page.locator("#q-prevention")).to_be_visible()


def test_a_word_that_names_somebody_gets_a_warning_before_it_is_saved_and_is_kept(page, form, stored, axe):
    begin(page, f"{form}?view=section&at=decided")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.url.endswith("/answers") else None)
    page.locator("#note").fill("Ring 01603 123456")
    expect(page.locator("#note-warning")).to_contain_text("a phone number")
    page.wait_for_timeout(1500)
    assert sent == []
    page.locator("#note").blur()
    saved(page)
    assert stored("note") == ("Ring 01603 123456", "")
    expect(page.locator("#note-warning")).to_be_visible()
    axe(page)
    page.locator("#note").fill("Ring the ward")
    expect(page.locator("#note-warning")).to_be_hidden()


def test_a_small_form_warns_while_it_is_typed(page, form, axe):
    page.goto(f"{form}/aside")
    page.locator("#reason").fill("Lives at NR1 3QG")
    expect(page.locator("#reason-warning")).to_contain_text("a postcode")
    axe(page)
    page.locator("#reason").fill("Lives alone")
    expect(page.locator("#reason-warning")).to_be_hidden()


def test_the_warnings_of_the_browser_are_those_of_the_server(page, form):
    page.goto(f"{form}/aside")
    texts = [case["text"] for case in PERSONAL]
    said = page.evaluate(
        """async (texts) => {
        const personal = await import("/static/js/capture/personal.js");
        return texts.map((text) => [personal.personalDetails(text), personal.warningFor([text])]); }""",
        texts,
    )
    assert said == [[case["found"], sentence([case["text"]])] for case in PERSONAL]


def test_the_ideal_is_shown_beside_the_actual(page, form):
    begin(page, f"{form}?view=question&at=ideal_setting")
    press(page, "4")
    row = page.locator('[data-answer="ideal_setting"]')
    expect(row.locator('[data-code="residential"] .option__tag--actual')).to_be_visible()
    expect(row.locator('[data-code="housing_with_care"] .option__tag--ideal')).to_be_visible()
    expect(row.locator(".option__tag:visible")).to_have_count(2)


def test_the_gates_of_the_browser_are_those_of_the_server(page, form):
    begin(page, form)
    instrument = load(INSTRUMENT)
    found = some_drafts(instrument, 60)
    codes = [{r: [*g.value] if isinstance(g.value, tuple) else [g.value] for r, g in d.items()} for d in found]
    said = page.evaluate(
        """async ([table, stops, answers]) => {
        const gates = await import("/static/js/capture/gates.js");
        const map = (each) => new Map(Object.entries(each));
        return [table.map((each) => gates.holds(each.gate, map(each.answers))),
                answers.map((each) => gates.asked(stops, {}, map(each)).map((stop) => stop.id))]; }""",
        [TABLE, route(instrument), codes],
    )
    assert said[0] == [case["open"] for case in TABLE]
    assert said[1] == [list(asked(instrument, draft)) for draft in found]


@pytest.mark.parametrize("viewport", VIEWPORTS, ids=lambda v: str(v["width"]))
@pytest.mark.parametrize("view", ["section", "question", "all"])
def test_it_is_accessible_and_fits_at_every_size(page_as, form, axe, no_sideways_scrolling, viewport, view):
    page = begin(page_as("facilitator", viewport=viewport), f"{form}?view={view}&at=services")
    press(page, "4")
    saved(page)
    axe(page)
    no_sideways_scrolling(page)


@pytest.mark.parametrize("viewport", VIEWPORTS[:2], ids=lambda v: str(v["width"]))
def test_giving_cases_out_is_accessible(page_as, app, form, axe, no_sideways_scrolling, viewport):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.study(session, member, "case-review")
        held = workshops.add_workshop(session, member, study, title="Workshop 1", tables=["A", "B"]).public_id
        reader = people.add_person(session, email="ann@example.org", name="Ann")
        people.grant(session, member, reader, "reviewer")
        number = reader.id
    page = page_as("facilitator", viewport=viewport)
    for address in (f"{STUDY}/cases", f"{STUDY}/workshops/{held}", f"{STUDY}/allotments/{number}"):
        page.goto(address)
        axe(page)
        no_sideways_scrolling(page)


@pytest.mark.parametrize("viewport", VIEWPORTS[:2], ids=lambda v: str(v["width"]))
def test_the_pages_around_it_are_accessible(page_as, form, axe, no_sideways_scrolling, viewport):
    page = page_as("facilitator", viewport=viewport)
    begin(page, f"{form}?view=section&at=looking_back")
    press(page, "1")
    saved(page)
    for address in (
        f"{STUDY}/cases",
        f"{STUDY}/cases/new",
        f"{STUDY}/cases/paste",
        f"{STUDY}/allotments",
        *(f"{form}/{p}" for p in ("check", "aside", "risk", "history", "edit", "reviews")),
    ):
        page.goto(address)
        axe(page)
        no_sideways_scrolling(page)


def test_forced_colours_still_show_the_choice(page_as, form, axe):
    page = begin(page_as("facilitator", forced_colors="active"), f"{form}?view=section&at=looking_back")
    press(page, "2")
    label = page.locator("#prevention-maybe + label")
    assert label.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    expect(label.locator("svg")).to_be_visible()


def test_a_case_is_entered_without_javascript(page_as, form, stored):
    page = page_as("facilitator", javascript=False)
    page.goto(f"{form}?view=section&at=looking_back")
    page.locator("#prevention-yes").check(force=True)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("#q-prevention_by")).to_be_visible()
    page.locator("#prevention_by-other_unknown").check(force=True)
    page.get_by_label("Say what: By what?").fill("a lift")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("#q-actual_setting")).to_be_visible()
    assert stored("prevention_by") == (("other_unknown",), "a lift")
