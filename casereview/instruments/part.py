"""What every piece of an instrument file has in common, and the kinds of text that pieces are made of."""

from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from casereview.instruments.conditions import Condition, parse


def _not_blank(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("blank", "empty")
    return text


Words = Annotated[str, AfterValidator(_not_blank)]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=60)]
When = Annotated[Condition, BeforeValidator(parse)]


class Part(BaseModel):
    """What every piece of an instrument has in common: fixed once read, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    def replace(self, **changes: object) -> Self:
        """A copy with `changes`. (pydantic's model_copy would carry stale cached properties along.)"""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return self.model_construct(**fields | changes)
