"""From a sample to a year: the uncertain parts of a product, each drawn many times with a fixed seed.

The pattern is H. Hogan et al., Preventable deaths due to problems in care in English acute hospitals, BMJ Qual. Saf. 21
(2012), 737-745: a share of reviewed cases, with its interval, times the year's volume.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod, sqrt
from typing import TYPE_CHECKING, Any
from zlib import crc32

from casereview.statistics import SEED, z

if TYPE_CHECKING:
    from numpy.random import Generator
    from numpy.typing import NDArray

DRAWS = 20_000
MOST = 100_000_000_000  # of any number typed, so that twelve of them multiplied are a number still


@dataclass(frozen=True)
class Share:
    """k of n, drawn from Beta(k + ½, n - k + ½): what is known of a share after n cases (Jeffreys' prior)."""

    k: float
    n: float

    @property
    def stated(self) -> float:
        return self.k / self.n

    def draw(self, random: "Generator", draws: int) -> "NDArray[Any]":
        return random.beta(self.k + 0.5, self.n - self.k + 0.5, draws)


@dataclass(frozen=True)
class Mean:
    """A mean of n numbers with their standard deviation, drawn from Student's t, never below zero."""

    mean: float
    deviation: float
    n: int

    @property
    def stated(self) -> float:
        return self.mean

    def draw(self, random: "Generator", draws: int) -> "NDArray[Any]":
        import numpy as np

        drawn = self.mean + random.standard_t(self.n - 1, draws) * self.deviation / sqrt(self.n)
        above: NDArray[Any] = np.maximum(drawn, 0.0)
        return above


@dataclass(frozen=True)
class Range:
    """A volume or an assumption somebody states with its lowest and highest: drawn from the triangle over the three."""

    low: float
    stated: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.stated <= self.high:
            raise ValueError("The stated figure must lie between its lowest and its highest.")

    def draw(self, random: "Generator", draws: int) -> "NDArray[Any]":
        import numpy as np

        if self.low == self.high:
            return np.full(draws, self.stated)
        return random.triangular(self.low, self.stated, self.high, draws)


@dataclass(frozen=True)
class Cited:
    """A figure from elsewhere with its own 95% interval, drawn from the normal curve through its wider side."""

    stated: float
    low: float
    high: float

    def draw(self, random: "Generator", draws: int) -> "NDArray[Any]":
        spread = max(self.high - self.stated, self.stated - self.low) / z()
        return random.normal(self.stated, spread, draws)


@dataclass(frozen=True)
class Bill:
    """A mean bill of n cases: how much of each thing a case takes, times what one costs, less what is paid towards it.

    The means are drawn from Student's t with the spread (covariance) between cases, so that things that go together
    in a case do so in a draw; each price is drawn from its range by its name, the same wherever that price stands.
    """

    means: tuple[float, ...]
    spread: tuple[tuple[float, ...], ...]
    n: int
    prices: tuple[Range, ...]
    names: tuple[str, ...]
    paid: tuple[float, ...]

    @property
    def stated(self) -> float:
        return sum(m * (price.stated - paid) for m, price, paid in zip(self.means, self.prices, self.paid, strict=True))

    def draw(self, random: "Generator", draws: int) -> "NDArray[Any]":
        import numpy as np

        total: NDArray[Any] = np.sum(self.taken(random, draws) * self.costs(draws), axis=1)
        return total

    def taken(self, random: "Generator", draws: int) -> "NDArray[Any]":
        """How much of each thing, drawn: a row a draw."""
        import numpy as np

        values, vectors = np.linalg.eigh(np.array(self.spread) / self.n)
        root = vectors * np.sqrt(np.maximum(values, 0.0))
        scale = np.sqrt(random.chisquare(self.n - 1, (draws, 1)) / (self.n - 1))
        found: NDArray[Any] = np.array(self.means) + random.standard_normal((draws, len(self.means))) @ root.T / scale
        return found

    def costs(self, draws: int) -> "NDArray[Any]":
        """What one of each costs after what is paid towards it, drawn: a row a draw."""
        import numpy as np

        each = zip(self.prices, self.names, self.paid, strict=True)
        return np.column_stack([price.draw(luck(price, name), draws) - paid for price, name, paid in each])


Part = Share | Mean | Range | Cited | Bill


def luck(part: Part, name: str) -> "Generator":
    """The fixed seed's random numbers for one part: `name` and its numbers say which draw it is."""
    import numpy as np

    return np.random.default_rng([SEED, crc32(f"{name} {part!r}".encode())])


def together(shares: Sequence[float]) -> float:
    """Shares saved one after the other, each of what is left: 25%, 9% and 6.8% save 36.4%."""
    return 1 - prod(1 - share for share in shares)
