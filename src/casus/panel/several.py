"""Which of several disputes a pair and year keeps: rules that are applied in turn until one dispute is left."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

import polars as pl

from casus.errors import InputError

#: Each rule: what it says, and the columns by which the first is kept, with whether the highest comes first.
RULES: dict[str, tuple[str, tuple[tuple[str, bool], ...]]] = {
    "onset": ("a dispute that begins in the year before one that goes on", (("onset", True),)),
    "fatality": ("the most deaths, unknown between none and some", (("deaths", True),)),
    "hostility": ("the highest hostility", (("hostlev", True),)),
    "duration": ("the longest, by its least and then its most days", (("mindur", True), ("maxdur", True))),
    "reciprocation": ("one in which both sides acted", (("recip", True),)),
    "start-month": ("the earliest month", (("stmon", False),)),
}
#: The order of peacesciencer, which is ours unless another is asked for.
PEER: tuple[str, ...] = tuple(RULES)


def checked(names: Sequence[str]) -> tuple[str, ...]:
    """The names of rules, if all are known."""
    for name in names:
        if name not in RULES:
            near = get_close_matches(name, RULES, 1)
            hint = f"did you mean {near[0]}? " if near else ""
            raise InputError(
                f'no rule called "{name}" for several disputes a year; {hint}There are: {", ".join(RULES)}'
            )
    return tuple(names)


def one_a_year(disputes: pl.DataFrame, rules: Sequence[str]) -> pl.DataFrame:
    """One row for each ccode1, ccode2 and year; what the rules leave equal is settled by the order of the rows.

    ``disputes`` has onset, fatality (-9 or missing: unknown), hostlev, mindur, maxdur, recip and stmon.
    """
    known = (pl.col("fatality") >= 0).fill_null(False)
    deaths = pl.when(known).then(pl.col("fatality").cast(pl.Float32)).otherwise(0.5)
    by = [column for rule in rules for column in RULES[rule][1]]
    pair = ["ccode1", "ccode2", "year"]
    ordered = disputes.with_columns(deaths=deaths).sort(
        [*pair, *(name for name, _ in by)], descending=[False] * 3 + [high for _, high in by], maintain_order=True,
        nulls_last=True,
    )  # fmt: skip
    return ordered.unique(pair, keep="first", maintain_order=True).drop("deaths")
