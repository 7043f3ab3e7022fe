"""The store adds no case and no workshop to a survey, whoever asks."""

import pytest

from casereview.database import write
from casereview.store import cases, many_cases, workshops
from casereview.store.errors import Refused
from casereview.store.many_cases import NewCase
from tests.builders import make_world
from tests.surveys import add_survey


@pytest.mark.parametrize(
    "act",
    [lambda *here: cases.add_case(*here, reference="R1"),
     lambda *here: many_cases.add_cases(*here, [NewCase("R1", "", {})]),
     lambda *here: workshops.add_workshop(*here, title="Monday")],
)  # fmt: skip
def test_a_survey_has_none(engine, act):
    with write(engine) as session:
        world = make_world(session)
        act(session, world.owner, world.study)
        survey = add_survey(session, world.owner, "readiness")
        study = session.get_one(type(world.study), survey.study_id)
        with pytest.raises(Refused, match="there are no cases"):
            act(session, world.owner, study)
