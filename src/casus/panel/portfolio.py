"""Alliance-portfolio similarity as columns of pairs."""

from __future__ import annotations

from functools import cache

import numpy as np
import polars as pl

from casus.panel import similarity
from casus.panel.columns import Column, PairTable, ints, read
from casus.panel.spine import FIRST, Spine, calendar_years, cow_spells

YEARS = (FIRST, 2018)
_WHAT = {"s": "Signorino and Ritter's S", "kappa": "Cohen's kappa", "pi": "Scott's pi"}
COLUMNS = tuple(
    Column(
        name,
        f"{fpsim} of FPSIM: {_WHAT[name.partition('_')[0]]} of the two alliance portfolios, "
        + ("any promise or none" if "binary" in name else "3 defence, 2 neutrality or no attack, 1 talks")
        + (", weighted by CINC" if name.endswith("cinc") else ""),
        "-1 to 1",
        "nmc" if name.endswith("cinc") else "atop-dyads",
    )
    for name, fpsim in similarity.MEASURES.items()
)


def similar(spine: Spine) -> pl.DataFrame:
    """Ten measures of how alike the alliances of the two are; the same in both orders of a pair."""
    table = _scores()
    return table.lay(spine, table.match(spine), [c.name for c in COLUMNS])


@cache
def _scores() -> PairTable:
    flags = read("atop-dyads", ("ccode1", "ccode2", "year", *(f"atop_{p}" for p in similarity.PLEDGES)))
    pledged = np.column_stack([flags[f"atop_{p}"].fill_null(False).to_numpy() for p in similarity.PLEDGES])
    nmc = read("nmc", ("ccode", "year", "cinc")).drop_nulls()
    code, start, end = cow_spells()
    scores = similarity.similarity(
        range(YEARS[0], YEARS[1] + 1),
        similarity.States(code, calendar_years(start), calendar_years(end)),
        similarity.Flags(ints(flags["ccode1"]), ints(flags["ccode2"]), ints(flags["year"]), pledged),
        similarity.Capabilities(ints(nmc["ccode"]), ints(nmc["year"]), nmc["cinc"].to_numpy()),
        directed=False,
    )
    return PairTable.of(scores, either_way=True)
