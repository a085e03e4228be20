"""A value of the world on a day: what it is, of which year, from which row of which dataset; or why it is not known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from casus import states
from casus.sources import Citation, Source
from casus.states import State

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """One value of a dataset, as it counts on a day.

    ``year`` is the year that it is of, ``carried`` whether that is past: the series ends before the day, or later years
    were not yet known. ``unit`` is what it is counted in or, in brackets, what a code stands for; ``row`` the row of
    the dataset. A ``value`` of None is not known, and ``missing`` says why.

    >>> print(Value(0.5, "share of the world", 2022, "nmc", carried=True, row="ccode 2, 2022"))
    0.5 share of the world, 2022 figure, carried forward
    >>> print(unknown("leaders", "not known after 2015-12-31"))
    not known after 2015-12-31
    """

    value: T | None
    unit: str | None
    year: int | None
    dataset: str
    carried: bool = False
    row: str | None = None
    missing: str | None = None

    @property
    def cite(self) -> Citation:
        """The row of the dataset; of a value that is not known, the dataset."""
        return cite(self.dataset, self.row or "no row")

    def __str__(self) -> str:
        if self.value is None:
            return str(self.missing)
        told = f"{_words(self.value)} {self.unit}" if self.unit else _words(self.value)
        return f"{told}, {self.year}" + (" figure, carried forward" if self.carried else "")


def unknown(dataset: str, why: str) -> Value[Any]:
    """A value that is not known, and why."""
    return Value(None, None, None, dataset, missing=why)


def cite(dataset: str, row: str) -> Citation:
    """A row of a dataset of the shelf, or of the table of states."""
    if dataset == "states":
        title = "casus, table of states (capitals: Miller 2022, peacesciencer 1.2.9, corrected by hand)"
        return Citation(Source("states", title=title, publisher="casus"), row)
    from casus.datasets import shelf

    card = shelf.get(dataset).card
    source = Source(
        dataset, shelf.get(dataset).url, f"{card.name}: {card.citation}", card.producer, sha256=card.sha256,
        licence=card.terms,
    )  # fmt: skip
    return Citation(source, row)


def title(dataset: str) -> str:
    """What a dataset is called, in a sentence: ``COW 7.0 National Material Capabilities``."""
    from casus.datasets import shelf

    return shelf.get(dataset).card.name


def as_of(day: date, knowing: date | None, last: date) -> date:
    """The last day about which a record of days tells: the day itself, the last day known, or that of the record."""
    return min(day, last, knowing or day)


def absent(state: State, day: date) -> str | None:
    """Why a state has no value on a day on which it was none; None if it existed."""
    return None if state.exists(day) else f"{state.id} ({state.name}) did not exist on {day}"


def listed(ids: tuple[str, ...]) -> list[State]:
    """The states of these ids; `UnknownState` names the first that is none."""
    return [states.get(id) for id in ids]


def _words(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 1000 or value.is_integer() else f"{value:.3g}"
    return str(value)
