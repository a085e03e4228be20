"""Peace years against a plain loop, and by hand."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casus.panel import dyad_years, state_years
from casus.panel.spells import peace_years


def counted(event: list[int], unit: list[int]) -> list[int]:
    """The rule as one would say it: count the rows of peace, one unit at a time; what is unknown makes the rest so."""
    out: list[int] = []
    count, lost = 0, False
    for row in range(len(event)):
        if row == 0 or unit[row] != unit[row - 1]:
            count, lost = 0, False
        elif event[row - 1] == 1:
            count = 0
        else:
            count += 1
        lost = lost or event[row] < 0
        out.append(-1 if lost else count)
    return out


@st.composite
def panels(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Events (-1: unknown) of a few units, one after the other."""
    units = draw(st.lists(st.lists(st.sampled_from([0, 0, 0, 1, -1]), max_size=12), max_size=6))
    numbers = draw(st.lists(st.integers(0, 500), min_size=len(units), max_size=len(units), unique=True))
    event = [value for of_unit in units for value in of_unit]
    return event, [number for number, of_unit in zip(numbers, units, strict=True) for _ in of_unit]


@given(panels())
def test_equal_to_the_plain_loop(panel: tuple[list[int], list[int]]) -> None:
    event, unit = panel
    made = peace_years(np.array(event, np.int8), np.array(unit, np.int32))
    assert made.tolist() == counted(event, unit)


@pytest.mark.parametrize(
    ("event", "unit", "years"),
    [
        ([], [], []),
        ([0], [7], [0]),
        ([1], [7], [0]),
        ([0, 0, 0], [1, 1, 1], [0, 1, 2]),  # the first year counts nothing
        ([0, 0, 1, 0], [1, 1, 1, 1], [0, 1, 2, 0]),  # the year of the event keeps its count
        ([1, 1, 1, 0, 0], [1, 1, 1, 1, 1], [0, 0, 0, 0, 1]),  # an event that goes on
        ([0, 0, 1, 0], [1, 1, 2, 2], [0, 1, 0, 0]),  # another unit
        ([0, 1, 0, 0], [1, 1, 2, 2], [0, 1, 0, 1]),  # an event at the end of the unit before
        ([0, -1, 0, 1, 0], [1, 1, 1, 1, 1], [0, -1, -1, -1, -1]),  # after an unknown year nothing is known
        ([0, -1, 0, 0], [1, 1, 2, 2], [0, -1, 0, 1]),  # of that unit
    ],
)
def test_by_hand(event: list[int], unit: list[int], years: list[int]) -> None:
    assert peace_years(np.array(event, np.int8), np.array(unit, np.int32)).tolist() == years


def test_the_rule_on_all_pairs_and_states() -> None:
    for panel in (dyad_years(last=2012), state_years(last=2012)):
        frame = panel.add("mids", "peace_years").polars()
        event = frame["gmlmidongoing"].fill_null(-1).to_list()
        codes = [name for name in frame.columns if "code" in name]
        unit = (frame[codes[0]].cast(pl.Int32) * (1000 if len(codes) == 2 else 1)).to_numpy()
        unit = unit + (frame[codes[1]].to_numpy() if len(codes) == 2 else 0)
        assert frame["gmlmidspell"].fill_null(-1).to_list() == counted(event, unit.tolist())


def test_square_and_cube() -> None:
    frame = dyad_years(directed=False).add("peace_years").polars()
    one = frame["gmlmidspell"].cast(pl.Int64)
    assert one.max() == 194  # 1816-2010 without a dispute
    assert frame["gmlmidspell2"].cast(pl.Int64).equals(one**2)
    assert frame["gmlmidspell3"].cast(pl.Int64).equals(one**3)


def test_years_outside_the_system_are_neither_counted_nor_a_break() -> None:
    frame = dyad_years(last=2010).add("peace_years").polars()
    keys = ["ccode1", "ccode2"]
    after = frame.filter(pl.col("year") > pl.col("year").shift(1).over(keys) + 1)
    assert (len(after), len(after.filter(pl.col("gmlmidspell") > 0))) == (2_830, 2_628)
