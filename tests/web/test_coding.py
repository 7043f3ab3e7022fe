"""The coding pages: one text at a time, a blind second reader, settling, quotes and figures."""

import pytest

from casereview import database
from casereview.access import operator
from casereview.store import cases, coding, responses, studies, texts
from tests.builders import draft
from tests.coding import SAID, TEXT

ROOT = "/p/riverside/said/coding"


@pytest.fixture
def said(app, owner, colleague):
    """A study `said` of `riverside` with four contributions. Returns the keys of their texts."""
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        study = studies.add_study(session, member, key="said", instrument_text=TEXT)
        for number, words in enumerate(SAID):
            made = cases.add_case(session, member, study, facts=draft({"role": "driver" if number == 3 else "nurse"}))
            responses.enter(session, member, made, draft=draft({"point": words}))
        return [text.key for text in texts.texts(session, member, study)]


def stored(app, work):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        return work(session, member, studies.study(session, member, "said"))


def states(app):
    return stored(app, lambda session, member, study: [text.state for text in texts.texts(session, member, study)])


def draw(app, count=4):
    stored(app, lambda session, member, study: coding.choose_twice(session, member, study, count=count))


def text(page):
    return " ".join(page.get_text(" ", strip=True).split())


def ticked(page):
    return [box["value"] for box in page.select("input[name=codes][checked]")]


def post(client, path, **data):
    return client.post_form(f"{ROOT}/{path}", data)


def test_it_leads_through_the_texts_and_says_how_far_it_is(app, owner, said):
    page = owner.see(ROOT)
    assert "0 of 4 coded" in text(page)
    assert owner.get(f"{ROOT}/next").location.endswith(f"/texts/{said[0]}")
    page = owner.see(f"{ROOT}/texts/{said[0]}")
    assert SAID[0] in text(page)
    assert [box["data-key"] for box in page.select("input[name=codes]")] == ["1", "2", "3"]
    answer = post(owner, f"texts/{said[0]}", codes=["no_bus"], version="0")
    assert answer.location.endswith(f"/texts/{said[1]}")
    assert states(app) == ["coded", "to_code", "to_code", "to_code"]
    assert ticked(owner.see(f"{ROOT}/texts/{said[0]}")) == ["no_bus"]


def test_nothing_chosen_and_a_stale_page_are_answered_in_words_and_lose_nothing(app, owner, said):
    assert post(owner, f"texts/{said[0]}", version="0").status_code == 422
    assert "Choose at least one code" in text(owner.page)
    post(owner, f"texts/{said[0]}", codes=["no_bus"], version="0")
    answer = post(owner, f"texts/{said[0]}", codes=["no_car", "full"], version="0")
    assert answer.status_code == 409
    assert ticked(owner.page) == ["no_car", "full"]
    assert stored(app, lambda *here: texts.texts(*here)[0].codes) == ("no_bus",)


def test_the_second_reader_finds_no_trace_of_the_first_anywhere(app, owner, colleague, said):
    draw(app)
    post(owner, f"texts/{said[0]}", codes=["no_bus"], version="0")
    assert colleague.get(f"{ROOT}/next?reading=second").location.split("?")[0].endswith(f"/texts/{said[0]}")
    for path in (f"{ROOT}/texts/{said[0]}?reading=second", f"{ROOT}/texts/{said[0]}"):
        assert ticked(colleague.see(path)) == []
    assert colleague.get(f"{ROOT}/texts/{said[0]}/settle").status_code == 302
    counted = colleague.get("/p/riverside/said/findings/ways.json").get_json()
    assert [row["numerator"] for row in counted["rows"]] == [0, 0]
    assert counted["left_out"][0]["count"] == 4
    assert "0 of 4 coded" in text(colleague.see(ROOT))
    post(colleague, f"texts/{said[0]}?reading=second", codes=["no_bus"], version="0")
    assert states(app)[0] == "coded"


def test_what_differs_is_settled_and_agreement_is_shown(app, owner, colleague, said):
    draw(app)
    for place, codes in ((0, ["no_bus"]), (1, ["no_bus"])):
        post(owner, f"texts/{said[place]}", codes=codes, version="0")
    for place, codes in ((0, ["no_bus"]), (1, ["no_car", "no_bus"])):
        post(colleague, f"texts/{said[place]}", codes=codes, version="0")
    page = owner.see(ROOT)
    assert "50% read exactly alike, 1 of 2" in text(page)
    assert page.select_one(f'a[href$="/texts/{said[1]}/settle"]')
    page = owner.see(f"{ROOT}/texts/{said[1]}/settle")
    assert ticked(page) == ["no_bus"]
    assert "both readers" in text(page)
    version = page.select_one("input[name=version]")["value"]
    assert post(owner, f"texts/{said[1]}/settle", codes=["no_car"], version=version).status_code == 302
    assert states(app)[:2] == ["coded", "coded"]
    assert post(colleague, f"texts/{said[1]}/settle", codes=["full"], version=version).status_code == 409


def test_a_quote_stands_on_the_findings_page_with_the_role_and_nothing_else(app, owner, colleague, said):
    post(owner, f"texts/{said[3]}", codes=["no_car"], version="0")
    post(owner, f"texts/{said[2]}", codes=["full"], version="0")
    assert post(owner, f"texts/{said[3]}/quotes", words="Nonsense", code="no_car").status_code == 422
    assert "Nonsense" in owner.page.select_one("#quote-words").get_text()
    post(owner, f"texts/{said[3]}/quotes", words="No car.", code="no_car")
    post(owner, "figures/no_car", words="One household in five has no car", source="Census 2021", version="0")
    page = colleague.see("/p/riverside/said/findings")
    spoken = text(page.select_one("#finding-ways .spoken"))
    assert spoken == "No car “No car.” Driver One household in five has no car Census 2021"
    assert not page.select("#finding-kinds .spoken")
    assert "2 “Matters” not yet coded" in text(page.select_one("#finding-ways"))
    filtered = colleague.see("/p/riverside/said/findings?role=nurse")
    assert "“No car.”" not in text(filtered)


def test_an_administrator_sees_the_figures_but_nobodys_words(app, owner, sign_in, said):
    post(owner, f"texts/{said[3]}", codes=["no_car"], version="0")
    post(owner, f"texts/{said[3]}/quotes", words="No car.", code="no_car")
    post(owner, "figures/no_car", words="One household in five", source="Census", version="0")
    admin = sign_in("admin@example.org", "riverside", "administrator")
    page = admin.see("/p/riverside/said/findings")
    assert not page.select(".spoken__quote")
    assert "One household in five" in text(page)
    assert admin.get(ROOT).status_code == 403


def test_more_are_drawn_to_be_read_twice_and_a_wrong_number_is_answered_in_words(app, owner, said):
    post(owner, "twice", count="three")
    assert "1 or more" in text(owner.see(ROOT))
    post(owner, "twice", count="3")
    assert "3 of 4 are" in text(owner.see(ROOT))


def test_what_was_drawn_by_mistake_is_taken_back(app, owner, said):
    post(owner, f"texts/{said[0]}", codes=["no_bus"], version="0")
    post(owner, "twice", count="4")
    assert states(app) == ["second", "to_code", "to_code", "to_code"]
    page = owner.see(ROOT)
    assert "4 are drawn and not yet read by two people" in text(page)
    assert owner.post_form(page.select_one('form[action$="/once"]')["action"]).status_code == 302
    assert states(app)[0] == "coded"
    page = owner.see(ROOT)
    assert "4 taken back: one reading is enough for them again" in text(page)
    assert not page.select('form[action$="/once"]')


def test_a_long_list_of_texts_is_shown_by_pages_and_by_state(app, owner, said, monkeypatch):
    monkeypatch.setattr("casereview.web.coding.overview.A_PAGE", 3)
    post(owner, f"texts/{said[1]}", codes=["no_bus"], version="0")

    def numbers(query):
        return [link.text for link in owner.see(f"{ROOT}?{query}").select("#every ~ * td a, #every ~ * th a")]

    assert numbers("") == ["1", "2", "3"]
    assert "Texts 1 to 3 of 4" in text(owner.page)
    assert numbers("page=2") == ["4"]
    assert numbers("state=to_code") == ["1", "3", "4"]
    assert numbers("state=coded&page=9") == ["2"]
    assert "No text is in this state" in text(owner.see(f"{ROOT}?state=differs"))


def test_contributions_are_typed_one_after_the_other_and_sent_twice_are_one(app, owner, said):
    page = owner.see("/p/riverside/said/contributions?role=driver")
    assert page.select_one("select[name=role] option[selected]")["value"] == "driver"
    data = {field["name"]: field.get("value", "") for field in page.select("form.live input[name]")}
    data |= {"role": "driver", "point": "The road floods."}
    for _ in range(2):
        answer = owner.post_form("/p/riverside/said/contributions", data)
        assert answer.status_code == 302
        assert "role=driver" in answer.location
    assert states(app) == ["to_code"] * 5
    data |= {"point": " ", "client_key": "another"}
    assert owner.post_form("/p/riverside/said/contributions", data).status_code == 422
    assert "Type what was said" in text(owner.page)


LIVE = "/p/riverside/said/contributions"


def type_live(owner, words, **more):
    """Types a contribution into the page as it stands."""
    page = owner.page if more.pop("again", False) else owner.see(LIVE)
    data = {field["name"]: field.get("value", "") for field in page.select("form.live input[name]")}
    return owner.post_form(LIVE, data | {"role": "driver", "point": words} | more)


def test_words_that_may_name_somebody_get_a_warning_before_they_are_kept_and_no_block(app, owner, said):
    assert type_live(owner, "Ring 01603 555 123 and nobody answers.").status_code == 422
    assert "phone number" in text(owner.page.select_one(".answer__warning"))
    assert "Ring 01603 555 123" in owner.page.select_one("textarea").get_text()
    assert states(app) == ["to_code"] * 4
    assert type_live(owner, "Ring 01603 555 123 and nobody answers.", again=True).status_code == 302
    assert states(app) == ["to_code"] * 5


def test_going_back_to_mend_what_was_kept_is_answered_in_words_and_loses_nothing(app, owner, said):
    page = owner.see(LIVE)
    key = page.select_one("input[name=client_key]")["value"]
    assert type_live(owner, "The rode floods.", client_key=key).status_code == 302
    assert type_live(owner, "The road floods.", client_key=key).status_code == 422
    assert "has kept another text already" in text(owner.page)
    assert "The road floods." in owner.page.select_one("textarea").get_text()
    newest = owner.page.select_one("#newest ~ ul li")
    assert "The rode floods." in text(newest)
    assert type_live(owner, "The road floods.", again=True).status_code == 302
    assert states(app) == ["to_code"] * 6
    assert "The rode floods." in text(owner.see(newest.a["href"]))


def test_a_study_without_texts_to_code_has_no_coding_page(owner, study, said):
    assert owner.get("/p/riverside/review/coding").status_code == 404
    assert not owner.see("/p/riverside/review/cases").select('a[href$="/coding"]')
    assert owner.see("/p/riverside/said/cases").select('a[href$="/coding"]')


def test_a_reviewer_codes_nothing_and_a_stranger_finds_nothing(owner, sign_in, stranger, said):
    reviewer = sign_in("reviewer@example.org", "riverside", "reviewer")
    assert reviewer.get(ROOT).status_code == 403
    assert stranger.get(ROOT).status_code == 404
    assert stranger.get(f"{ROOT}/texts/{said[0]}").status_code == 404


def test_the_history_of_a_contribution_names_its_codes_in_words(app, owner, said):
    post(owner, f"texts/{said[0]}", codes=["no_bus"], version="0")
    case = stored(app, lambda *here: texts.texts(*here)[0].case)
    assert "No bus" in text(owner.see(f"/p/riverside/said/cases/{case}/history"))
