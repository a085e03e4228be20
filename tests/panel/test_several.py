"""Which of several disputes a year is kept: each rule alone, on a table by hand, and in the panel."""

from __future__ import annotations

import polars as pl
import pytest

from casus.errors import InputError
from casus.panel import dyad_years
from casus.panel.several import PEER, RULES, one_a_year

#        dispute  onset  fatality  hostlev  mindur  maxdur  recip  stmon
TABLE = [
    (1, 0, 6, 5, 900, 950, 1, 3),  # a war that goes on
    (2, 1, 0, 2, 1, 1, 0, 9),  # a threat that begins
    (3, 1, -9, 3, 20, 20, 1, 7),  # begins, deaths unknown: more than none
    (4, 1, 1, 4, 20, 60, 0, 5),  # begins, with a few deaths
    (5, 0, None, 4, 20, 60, 0, 1),  # goes on; unknown as missing
]
NAMES = ("dispnum", "onset", "fatality", "hostlev", "mindur", "maxdur", "recip", "stmon")


def table(rows: list[tuple[int | None, ...]]) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(NAMES, pl.Int32), orient="row")
    return frame.with_columns(ccode1=pl.lit(2), ccode2=pl.lit(20), year=pl.lit(1914))


@pytest.mark.parametrize(
    ("rules", "kept"),
    [
        (PEER, 4),  # of the three that begin the one with deaths
        (("onset", "hostility"), 4),
        (("onset", "reciprocation"), 3),
        (("onset", "start-month"), 4),
        (("fatality",), 1),
        (("hostility",), 1),
        (("duration",), 1),
        (("start-month",), 5),
        (("reciprocation", "start-month"), 1),
        ((), 1),  # no rule: the order of the rows
    ],
)
def test_rules_in_turn(rules: tuple[str, ...], kept: int) -> None:
    assert one_a_year(table(TABLE), rules)["dispnum"].to_list() == [kept]


def test_unknown_deaths_stand_between_none_and_some() -> None:
    for few, more in ((2, 3), (3, 4), (2, 5)):
        rows = [row for row in TABLE if row[0] in (few, more)]
        assert one_a_year(table(rows), ("fatality",))["dispnum"].to_list() == [more]
        assert one_a_year(table(rows[::-1]), ("fatality",))["dispnum"].to_list() == [more]


def test_least_days_go_before_most() -> None:
    assert one_a_year(table([(1, 1, 0, 2, 5, 99, 0, 1), (2, 1, 0, 2, 6, 6, 0, 1)]), ("duration",))[
        "dispnum"
    ].to_list() == [2]


@pytest.mark.parametrize("name", ["mids", "cow_mids"])
@pytest.mark.parametrize("rule", RULES)
def test_a_rule_changes_which_dispute_and_not_whether_there_is_one(name: str, rule: str) -> None:
    ours = dyad_years(last=1945).add(name).polars()
    other = dyad_years(last=1945).add(name, several=(rule,)).polars()
    ongoing = f"{'gml' if name == 'mids' else 'cow'}midongoing"
    assert ours[ongoing].equals(other[ongoing])
    if rule != "onset":
        assert ours["dispnum"].ne_missing(other["dispnum"]).sum() > 0


def test_a_wrong_rule_lists_the_right_ones() -> None:
    with pytest.raises(InputError) as refused:
        dyad_years().add("mids", several=("onset", "fatalities"))
    assert "fatalities" in str(refused.value) and "did you mean fatality?" in str(refused.value)
    assert all(rule in str(refused.value) for rule in RULES)
