"""The numerator and the denominator of every number of a finding, as formulas over the Responses sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from casereview.findings.column import options_for
from casereview.findings.groups import for_groups, later_round
from casereview.findings.options import headed
from casereview.findings.profile import dimensions, is_profile
from casereview.instruments.conditions import Compare
from casereview.instruments.finding import Base, Finding
from casereview.instruments.question import Item, Option, items_of
from casereview.instruments.question import Row as GridRow
from exports.workbook import terms
from exports.workbook.layout import Layout

RELATIONS = {"more": "lower", "right": "same", "less": "higher"}


@dataclass(frozen=True)
class Pair:
    """Two formulas without their "=". `denominator` is empty where it is the sum of the numerators: mentions."""

    numerator: str
    denominator: str


@dataclass(frozen=True)
class Compiler:
    """Writes the formulas of one finding. `within`: terms of the group it is shown for; `among`: who counts."""

    finding: Finding
    layout: Layout
    within: tuple[str, ...] = ()
    among: str = "place"
    _under: dict[str, list[Option]] = field(default_factory=dict)

    def for_group(self, code: str) -> "Compiler":
        """The same finding among the responses of one group of its `by`."""
        if self.finding.by != "kind":
            return Compiler(self.finding, self.layout, (terms.has(self.layout, self.finding.by, [code]),))
        apart = for_groups(self.finding, self.layout.instrument)
        if code in {kind.code for kind in self.layout.instrument.kinds}:
            return Compiler(apart, self.layout, (terms.kind_is(self.layout, code),))
        kind, number = later_round(code)
        within = (terms.kind_is(self.layout, kind), terms.round_is(self.layout, number))
        return Compiler(apart, self.layout, within, "again")

    def pair(self, code: str) -> Pair:
        """Numerator and denominator of the row `code`; of the finding's own number where it has one, code ""."""
        found: Pair = getattr(self, f"_{self.finding.kind}")(code)
        return found

    def bounds(self, code: str) -> dict[str, Pair]:
        """`lowest` and `highest`: the row without, and with, every unsure response counted."""
        if self.finding.unsure is None:
            return {}
        unsure = terms.condition(self.layout, self.finding.unsure)
        counted, weight, people = self._parts(code)
        sure = terms.not_(unsure)
        lowest = self._total([*people, *counted, sure], weight)
        base = self._total(people) if isinstance(self.finding.base, Base) else ""
        return {"lowest": Pair(lowest, base), "highest": Pair(f"{lowest}+{self._total([*people, unsure])}", base)}

    def flow(self, actual: str, ideal: str) -> str:
        """How many went from one answer to the other, over all whose two answers are known, whatever the base."""
        left, right = self.finding.actual, self.finding.ideal
        inside = [*terms.level(self.layout, left, "known"), *terms.level(self.layout, right, "known")]
        chosen = [terms.has(self.layout, left, [actual]), terms.has(self.layout, right, [ideal])]
        return terms.total(self.layout, [*inside, *chosen])

    def _total(self, found: Sequence[str], numbers: str = "") -> str:
        return terms.total(self.layout, [*self.within, *found], numbers, self.among)

    def _people(self, ref: str = "", row: GridRow | None = None) -> list[str]:
        if not isinstance(self.finding.base, Base):
            return terms.level(self.layout, self.finding.of, "known")
        known: tuple[str, ...] = {"comparison": (self.finding.actual, self.finding.ideal)}.get(self.finding.kind, ())
        known = (self.finding.of,) if self.finding.kind in ("mean", "rating", "agreement") else known
        return terms.base(self.layout, self.finding.base, ref, row, known)

    def _parts(self, code: str) -> tuple[list[str], str, list[str]]:
        """Terms that count a row, the range of its weights (or none), and the terms of its base."""
        if self.finding.kind == "share" and self.finding.counts is not None:
            return [terms.condition(self.layout, self.finding.counts)], "", self._people()
        question = self.layout.instrument.question.get(self.finding.of)
        if question is not None and question.type == "grid":
            item = next(each for each in items_of(question) if each.row is not None and each.row.code == code)
            return self._grid_parts(item)
        return self._option_parts(code)

    def _grid_parts(self, item: Item) -> tuple[list[str], str, list[str]]:
        base = self.finding.base
        ref = item.ref if isinstance(base, Base) and base.of == self.finding.of else ""
        return [terms.has(self.layout, item.ref, self.finding.codes)], "", self._people(ref, item.row)

    def _option_parts(self, code: str) -> tuple[list[str], str, list[str]]:
        if not self._under:
            self._under.update({row.code: leaves for row, leaves in headed(self.finding, self.layout.frame)})
        question = self.layout.instrument.options_of(self.finding.of)
        leaves = [leaf.code for leaf in self._under[code]]
        label = next((option.label for option in options_for(question) if option.code == code), code)
        people = self._people(row=GridRow(code=code, label=label))
        if self.finding.weight == "split" and question.multiple:
            only_known = not isinstance(self.finding.base, Base) or self.finding.base.level == "known"
            known = only_known and self.layout.has(self.finding.of, "weight_known")
            weight = self.layout.name(self.finding.of, "weight_known" if known else "weight")
            return [terms.ticks(self.layout, self.finding.of, leaves)], weight, people
        return [terms.has(self.layout, self.finding.of, leaves)], "", people

    def _share(self, code: str) -> Pair:
        counted, weight, people = self._parts(code)
        return Pair(self._total([*people, *counted], weight), self._total(people))

    def _distribution(self, code: str) -> Pair:
        pair = self._share(code)
        return Pair(pair.numerator, "") if self.finding.base == "mentions" else pair

    def _comparison(self, code: str) -> Pair:
        people = self._people()
        if code in RELATIONS:
            relation = Compare(RELATIONS[code], self.finding.ideal, self.finding.actual)  # type: ignore[arg-type]
            counted = terms.condition(self.layout, relation)
        else:
            side, _, option = code.partition(".")
            counted = terms.has(self.layout, getattr(self.finding, side), [option])
        return Pair(self._total([*people, counted]), self._total(people))

    def _mean(self, _: str) -> Pair:
        people = self._people()
        return Pair(self._total(people, self.layout.name(self.finding.of)), self._total(people))

    def _rating(self, code: str) -> Pair:
        if is_profile(self.finding, self.layout.frame):
            return self._rated(dict(dimensions(self.finding, self.layout.frame))[code])
        if not code:
            return self._mean(code)
        people = self._people()
        return Pair(self._total([*people, terms.has(self.layout, self.finding.of, [code])]), self._total(people))

    def _rated(self, item: Item) -> Pair:
        """The sum of the points given to one row of a profile, and by how many."""
        if not isinstance(self.finding.base, Base):
            raise ValueError(f"finding {self.finding.id}: a rating needs a base of responses")
        people = terms.base(self.layout, self.finding.base, item.ref, item.row, (item.ref,))
        return Pair(self._total(people, self.layout.name(item.ref)), self._total(people))

    def _agreement(self, _: str) -> Pair:
        """Of every response, how much of its case's agreeing pairs it stands for; and how much of its case."""
        case = self.layout.name("case_number", "place")
        inside = self.layout.name(self.finding.id, "in_base")
        code = self.layout.name(self.finding.of, "rank" if self.finding.scale == "ordinal" else "code")
        reviews = f"COUNTIFS({case},{case},{inside},1)"
        same = f"COUNTIFS({case},{case},{code},{code},{inside},1)"
        twice = f"{inside}*({reviews}>1)"
        agreed = f"SUMPRODUCT({twice}*({same}-1)/({reviews}*({reviews}-1)+({reviews}<2)))"
        return Pair(agreed, f"SUMPRODUCT({twice}/({reviews}+({reviews}=0)))")
