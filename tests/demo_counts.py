"""The demonstration counted a second time: loops over the plain drafts that know nothing of findings or conditions.

`count(cases)` gives, for every finding of the case review and each of its rows, (numerator, denominator) by
(finding, row); the row of a finding's own number is "".
"""

from collections import defaultdict

from casereview.access import operator
from casereview.findings.study import study_results
from casereview.store import studies
from casereview.store.case_list import case_list

SETTINGS = ["own_home", "shared_lives", "supported_living", "housing_with_care", "residential", "nursing"]
HOURS = ["none", "up_to_7", "up_to_14", "up_to_28", "over_28"]
SERVICES = ["reablement", "occupational_therapy", "assistive_technology", "community"]
MEANS = [
    "community_resources", "medical_input", "assistive_technology", "other_unknown", "alternative_accommodation",
    "sensory_support", "benefits", "day_services",
]  # fmt: skip
WANTED = ["stay_no_support", "stay_with_support", "move", "leave_to_others", "something_else"]
BARS = {
    "capacity": "service_constraints", "mdt": "decision_making", "risk": "decision_making",
    "wishes": "decision_making", "capability": "service_constraints", "review": "decision_making",
    "awareness": "service_constraints", "information": "decision_making", "not_used": "service_constraints",
    "other": "other_group",
}  # fmt: skip
GROUPS = ["decision_making", "service_constraints", "other_group"]
REACHED = ["received_helped", "received_little"]


class Plain(dict):
    """The values of a case by ref; None where there is no answer."""

    def __missing__(self, key):
        return None


def plain(case):
    """A case of the demonstration as its bare values, with where it was reviewed."""
    values = {ref: given.value for ref, given in case.answers.items()}
    return Plain(values | {"workshop number": case.workshop, "table": case.table})


def direction(case):
    """How the ideal stands to the actual: by_setting, by_package, right, or "needed more"."""
    here, there = SETTINGS.index(case["actual_setting"]), SETTINGS.index(case["ideal_setting"])
    if there != here:
        return "by_setting" if there < here else "needed more"
    if case["actual_setting"] in ("residential", "nursing"):
        return "right"
    now, then = HOURS.index(case["actual_hours"]), HOURS.index(case["ideal_hours"])
    if then != now:
        return "by_package" if then < now else "needed more"
    if case["actual_handling"] == case["ideal_handling"]:
        return "right"
    return "by_package" if case["ideal_handling"] == "single" else "needed more"


def shares(case):
    """The weight of each reason bar in one case: one in all, an equal part for each reason named."""
    named = [case["main_reason"]] if case["main_reason"] else []
    for reason in case["other_reasons"] or ():
        if reason not in named:
            named.append(reason)
    found = defaultdict(float)
    for reason in named:
        found["wishes" if reason in ("own_choice", "family_preference") else reason] += 1 / len(named)
    return found


def number_of(cases, test):
    """How many of `cases` pass `test`."""
    found = 0
    for case in cases:
        if test(case):
            found += 1
    return found


def count(cases):
    """Every number of the case review, by (finding, row): (numerator, denominator)."""
    cases = list(cases)
    counted = {}
    for part in (_prevention, _outcomes, _reasons, _services, _rest):
        counted |= part(cases)
    return counted


def _prevention(cases):
    n = len(cases)
    yes = number_of(cases, lambda case: case["prevention"] == "yes")
    found = {("prevented", ""): (yes, n), ("prevented_by_locality", ""): (yes, n)}
    for code in ("yes", "maybe", "unclear", "no"):
        found["looking_back", code] = (number_of(cases, lambda case, c=code: case["prevention"] == c), n)
    for code in MEANS:
        found["prevented_by", code] = (number_of(cases, lambda case, c=code: c in (case["prevention_by"] or ())), yes)
    found["by_community", ""] = found["prevented_by", "community_resources"]
    return found


def _outcomes(cases):
    n = len(cases)
    by_setting = number_of(cases, lambda case: direction(case) == "by_setting")
    by_package = number_of(cases, lambda case: direction(case) == "by_package")
    moved = number_of(cases, lambda case: case["actual_setting"] != case["ideal_setting"])
    return {
        ("more_independent", ""): (by_setting + by_package, n),
        ("direction", "more_independent"): (by_setting + by_package, n),
        ("direction", "right"): (number_of(cases, lambda case: direction(case) == "right"), n),
        ("direction", "needed_more"): (number_of(cases, lambda case: direction(case) == "needed more"), n),
        ("how_more_independent", "by_setting"): (by_setting, by_setting + by_package),
        ("how_more_independent", "by_package"): (by_package, by_setting + by_package),
        ("setting", ""): (by_setting, moved),
        ("not_ideal", ""): (number_of(cases, lambda case: case["outcome"] == "no"), n),
        ("both", ""): (number_of(cases, lambda case: case["prevention"] == "yes" and case["outcome"] == "no"), n),
    }


def _reasons(cases):
    n = len(cases)
    main, shared, bars = defaultdict(int), defaultdict(float), defaultdict(float)
    for case in cases:
        reason = case["main_reason"]
        if reason:
            main[BARS["wishes" if reason in ("own_choice", "family_preference") else reason]] += 1
        for bar, weight in shares(case).items():
            bars[bar] += weight
            shared[BARS[bar]] += weight
    found = {("reasons", bar): (bars[bar], n) for bar in BARS}
    for group in GROUPS:
        found["reason_groups", group] = (main[group], n)
        found["reason_groups_shared", group] = (shared[group], n)
    return found


def _services(cases):
    n, found = len(cases), {}
    for service in SERVICES:
        ref = f"services.{service}"
        best = [case for case in cases if case["best_service"] == service]
        reached = number_of(best, lambda case, r=ref: case[r] in REACHED)
        missed = number_of(cases, lambda case, r=ref: case[r] == "would_have_helped")
        found["missed_services", service] = (missed, n)
        found["reach", service] = (reached, len(best))
    found["reached_reablement", ""] = found["reach", "reablement"]
    known = number_of(cases, lambda case: case["best_service"] != "not_known")
    for code in (*SERVICES, "none"):
        found["best_service", code] = (number_of(cases, lambda case, c=code: case["best_service"] == c), known)
    small = [case for case in cases if case["actual_hours"] == "up_to_7"]
    helped = ("received_helped", "would_have_helped")
    could = number_of(small, lambda case: case["services.assistive_technology"] in helped)
    found["technology_low_package", ""] = (could, len(small))
    return found


def _rest(cases):
    n = len(cases)
    known = number_of(cases, lambda case: case["wanted"] != "not_recorded")
    hours = 0.0
    for case in cases:
        hours += case["home_care_hours"]
    found = {("home_care_before", ""): (hours, n)}
    for code in WANTED:
        found["wanted", code] = (number_of(cases, lambda case, c=code: case["wanted"] == c), known)
    for code in ("agreed", "majority", "split"):
        found["decision", code] = (number_of(cases, lambda case, c=code: case["decision"] == c), n)
    return found


def flow(cases):
    """How many went from each actual setting (first) to each ideal one (second)."""
    cells = defaultdict(int)
    for case in cases:
        cells[case["actual_setting"], case["ideal_setting"]] += 1
    return cells


def everything(session):
    """What the demonstration shows, without random ids and moments."""
    member = operator(session, "demo")
    study = studies.study(session, member, "case-review")
    listed = case_list(session, member, study)
    shown = [(row.reference, row.summary, row.state, row.by, row.reason, row.workshop, row.table) for row in listed]
    return shown, [result.to_json() for result in study_results(session, member, study)[1]]
