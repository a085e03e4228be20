"""What a state can bring to bear: the six components of COW's material capabilities, and shares of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from casus.errors import InputError
from casus.world.series import Series
from casus.world.value import Value, unknown

_COMPONENTS = ("milex", "milper", "irst", "pec", "tpop", "upop", "cinc")
NMC = Series("nmc", _COMPONENTS)


@dataclass(frozen=True, slots=True)
class Forces:
    """National Material Capabilities of a state: spending, personnel, iron and steel, energy, people, town people.

    ``cinc`` is their composite index, the mean share of the world's total.
    """

    milex: Value[float]
    milper: Value[float]
    irst: Value[float]
    pec: Value[float]
    tpop: Value[float]
    upop: Value[float]
    cinc: Value[float]

    def __str__(self) -> str:
        return "\n".join(f"{field.name:7}{getattr(self, field.name)}" for field in dataclasses.fields(self))


def of(state: str, day: date, knowing: date | None = None) -> Forces:
    """The capabilities of a state that count on a day."""
    found = [NMC.value(name, state, day, knowing) for name in _COMPONENTS]
    spending = found[0]
    if spending.year is not None:
        unit = "thousand pounds" if spending.year < 1914 else "thousand current US dollars"
        found[0] = replace(spending, unit=unit)
    return Forces(*found)


def share(side: Iterable[str], against: Iterable[str], day: date, knowing: date | None = None) -> Value[float]:
    """The capabilities (cinc) of one side as a share of those of both; not known if those of any state are not."""
    one, two = (list(dict.fromkeys([group] if isinstance(group, str) else group)) for group in (side, against))
    if not one or not two or set(one) & set(two):
        raise InputError("a capability share needs two sides, each of at least one state, and no state on both")
    figures = [NMC.value("cinc", state, day, knowing) for state in (*one, *two)]
    amounts = [figure.value for figure in figures if figure.value is not None]
    if len(amounts) < len(figures):
        return unknown("nmc", next(f.missing for f in figures if f.missing) or "")
    years = [figure.year for figure in figures if figure.year is not None]
    return Value(
        sum(amounts[: len(one)]) / sum(amounts), "share of the capabilities of both sides", min(years), "nmc",
        any(figure.carried for figure in figures), "; ".join(str(figure.row) for figure in figures),
    )  # fmt: skip
