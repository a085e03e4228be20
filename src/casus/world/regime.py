"""How a state is ruled, by three scores that cannot be compared with each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from casus.world.series import Series
from casus.world.value import Value

#: Polity5 ends in 2018; 2019 and 2020 hold one state.
SCORES = Series("democracy", ("v2x_polyarchy", "polity2", "euds"), ends=(("polity2", 2018),))
_SCALES = {
    "v2x_polyarchy": "(V-Dem polyarchy, 0 to 1)",
    "polity2": "(Polity, -10 to 10)",
    "euds": "(extended Unified Democracy Score)",
}


@dataclass(frozen=True, slots=True)
class Regime:
    """V-Dem's electoral democracy, Polity's combined score, the extended Unified Democracy Score."""

    polyarchy: Value[float]
    polity2: Value[float]
    euds: Value[float]

    def __str__(self) -> str:
        return f"{self.polyarchy}\n{self.polity2}\n{self.euds}"


def of(state: str, day: date, knowing: date | None = None) -> Regime:
    """The scores of a state that count on a day."""
    found = (SCORES.value(name, state, day, knowing) for name in SCORES.columns)
    return Regime(*(replace(v, unit=_SCALES[name]) for name, v in zip(SCORES.columns, found, strict=True)))
