"""`flask purge` removes what was deleted long enough ago, and says how much."""

from datetime import timedelta

from casereview import database
from casereview.access import operator
from casereview.store import cases, studies


def test_it_counts_what_went_in_each_project(app, study):
    with database.write(app.extensions["engine"]) as session:
        member = operator(session, "riverside")
        found = studies.study(session, member, study)
        for name in ("OLD", "NEW"):
            case = cases.add_case(session, member, found, reference=name)
            cases.delete_case(session, member, case, expected_version=case.version)
            case.deleted_at = database.now() - timedelta(days=40 if name == "OLD" else 1)
    result = app.test_cli_runner().invoke(args=["purge", "--older-than", "30"])
    assert result.exit_code == 0, result.output
    assert "riverside: 1 case removed for good (history 2, reviewed_case 1)" in result.output
    assert "elsewhere: 0 cases removed for good" in result.output
    with database.read(app.extensions["engine"]) as session:
        left = cases.deleted_cases(session, operator(session, "riverside"), studies.study(session, member, study))
        assert [each.reference for each in left] == ["NEW"]


def test_a_project_that_is_not_there_is_a_sentence(app):
    result = app.test_cli_runner().invoke(args=["purge", "--project", "nowhere"])
    assert result.exit_code == 1
    assert "Traceback" not in result.output
