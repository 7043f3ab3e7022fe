"""A headline says what its number is of, also where nobody is in the base yet."""

from casereview.findings.counting import count_all
from casereview.findings.frame import Frame
from casereview.models import Study
from casereview.summary.headlines import Headline, of_finding
from casereview.summary.shown import Shown
from tests import every_finding


def headline(finding: str, n: int) -> Headline:
    frame = every_finding.frame(1, n)
    return of_finding(shown(frame), finding) or Headline("", "", "", "")


def shown(frame: Frame) -> Shown:
    study = Study(project_id=1, key="mood", title="Mood", instrument_id="every-finding", instrument_version=1)
    return Shown(study, frame.instrument, len(frame), {}, frame, tuple(count_all(frame)))


def test_a_share_says_how_many_of_how_many_and_a_mean_of_how_many():
    assert headline("share", 8).base.endswith(" responses")
    assert " of " in headline("share", 8).base
    assert " of " not in headline("mean", 8).base


def test_with_nobody_in_the_base_it_keeps_to_the_words_of_the_instrument():
    nobody = headline("share", 0)
    assert (nobody.number, nobody.sentence) == ("", "share: no responses")
    assert nobody.base == "no responses with a known answer to “Happy?”"
