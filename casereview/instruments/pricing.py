"""What an instrument prices: the pairs of questions, actual and ideal, whose answers have a price in the project."""

from pydantic import Field

from casereview.instruments.part import Code, Part, Words


class Pair(Part):
    """One question asked twice: what is, and what would have been ideal."""

    actual: Code
    ideal: Code


class PricingLine(Pair):
    """One line of the bill. Without `unit` each option has a price a week of its own. With it, the option's `amount`
    (hours a week, say), times the amounts of `times` (carers at a time), is that many of the unit."""

    unit: str = Field(default="", pattern=r"^([a-z][a-z0-9_]*)?$", max_length=60)
    label: str = ""  # of the unit: "Hour of home care"
    times: tuple[Pair, ...] = ()


class Pricing(Part):
    """What the support of one case costs a week, as it is and as it would ideally have been: lines that add up."""

    id: Code
    title: Words
    lines: tuple[PricingLine, ...] = Field(min_length=1)
    note: str = ""
