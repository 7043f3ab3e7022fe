"""The one next step of a project: the first thing that is missing, in the order a study needs it."""

from dataclasses import dataclass

from casereview.access import Member
from casereview.store import surveys
from casereview.web.standing import Line


@dataclass(frozen=True)
class Step:
    """The next thing to do: a title, the reason, and where (`where` is a rule of the navigation, below the study)."""

    title: str
    text: str
    action: str
    where: str
    study: str = ""
    needs: str = "see_project"


def next_step(lines: tuple[Line, ...], member: Member) -> Step | None:
    """The first thing that is missing, in the order a study needs it."""
    if not lines:
        return Step(
            "Choose your questions",
            "A study is one set of questions put to one list of cases. Choose the questions first.",
            "Set up a study",
            "/p/<project>/studies/new",
            needs="manage_studies",
        )
    return next((step for found in lines if (step := step_of(found, member))), None)


def step_of(found: Line, member: Member) -> Step | None:
    """What one study needs next: its cases, their reviews, or to be read."""
    if found.survey:
        return survey_step(found, member)
    if not found.cases and member.may("enter_cases"):
        return bring_step(found)
    if found.left and not found.complete and member.may("enter_cases"):
        return review_step(found)
    if found.done and member.may("see_findings"):
        return read_step(found)
    return None


def bring_step(found: Line) -> Step:
    """A study without cases."""
    text = (
        f"{found.study.title} has its questions and no cases yet. Paste references, type them, or upload the template."
    )
    return Step("Bring the case list", text, "Bring the cases", "/p/<project>/<study>/cases", found.study.key)


def review_step(found: Line) -> Step:
    """A study with open cases."""
    title, text = f"Review {counted(found.left, 'case')}", f"{found.study.title}: {found.so_far}. {found.when}."
    return Step(title, text, "Open the case list", "/p/<project>/<study>/cases", found.study.key)


def read_step(found: Line) -> Step:
    """A study with nothing left to do that it needs."""
    title = f"Read what {counted(found.done, 'case')} show" + ("s" if found.done == 1 else "")
    text = f"{found.study.title}: {found.so_far}." + (f" {counted(found.left, 'case')} open." if found.left else "")
    return Step(title, text, "Open the findings", "/p/<project>/<study>/findings", found.study.key)


def survey_step(found: Line, member: Member) -> Step | None:
    """What a survey needs next: to be opened, or closed. A closed one needs nothing."""
    if found.survey == "closed" or not member.may("run_surveys"):
        return None
    do, title = {"draft": ("Open", "Open the survey"), "paused": ("Go to", "Go on with the survey")}.get(
        found.survey, ("Go to", "Gather the answers")
    )
    told = f"{found.study.title} is {surveys.WORDS[found.survey]}. {counted(found.done, 'answer')} so far."
    return Step(title, told, f"{do} the survey", "/p/<project>/<study>/survey", found.study.key)


def counted(n: int, one: str) -> str:
    many = one.removesuffix("y") + "ies" if one.endswith("y") else one + "s"
    return f"{n} {one if n == 1 else many}"
