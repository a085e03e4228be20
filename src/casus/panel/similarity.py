"""How alike the alliance portfolios of every two states are: Signorino and Ritter's S, Cohen's kappa, Scott's pi.

A state's portfolio is what it has promised to each state of the system. `s_score`, `kappa` and `pi` compare all rows of
a table of portfolios at once; `portfolios` makes that table for a year; `similarity` makes dyad-years.

Conventions, and where they come from:

- A state's tie to itself is a defence pact: 3, or 1 where ties are yes or no (Signorino & Ritter 1999, table 6; Häge's
  do-file msim-data03-allydyad).
- S is measured against the largest distance that the scale allows, not the largest one seen. Weights need not sum to 1.
- kappa and pi of valued ties use squared distances (Häge 2011, msim-data11-simmeasures). Undefined is missing, not 0.
- Portfolios are directed: the row is who promised, the column to whom. The protected side of a one-sided guarantee has
  promised nothing. (COW alliance types, under FPSIM, are the same for both sides.)
- The columns are the members of the COW system in that year; pledges by or to others are left out.
- ATOP's pure non-aggression pacts link rivals, above all from 1975 (Helsinki): yes-or-no ties then rank West Germany as
  near to the USSR as Poland is. Coding "atop" values these pacts lowest.
- ATOP counts a pledge in each year that it touches: Britain and Poland are allies in all of 1939. Whoever forecasts a
  war joins the scores of the year before.

Sources: Signorino & Ritter 1999, "Tau-b or Not Tau-b", International Studies Quarterly 43(1):115-144. Cohen 1960,
Educational and Psychological Measurement 20(1):37-46; with distances: Cohen 1968, Psychological Bulletin 70(4):213-220.
Scott 1955, Public Opinion Quarterly 19(3):321-325. Häge 2011, "Choice or Circumstance?", Political Analysis
19(3):287-305, with its do-files and the FPSIM data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

Ints: TypeAlias = npt.NDArray[np.integer[Any]]
Floats: TypeAlias = npt.NDArray[np.float64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Metric: TypeAlias = Literal["absolute", "squared", "nominal"]
Coding: TypeAlias = Literal["fpsim", "atop"]

PLEDGES = ("defense", "offense", "neutral", "nonagg", "consul")  # ATOP's names, the columns of Flags.pledged
STRONGEST = 3

# The worth of each pledge, in the order of PLEDGES; the strongest one counts. Offence is active support, as defence is.
# fpsim: the order of COW's types under FPSIM: defence, neutrality or non-aggression, entente (here: consultation).
# atop: non-aggression last; the order that svmiller/fpsim credits to Chiba et al. (their text was not at hand).
VALUES: Mapping[Coding, tuple[int, ...]] = {"fpsim": (3, 3, 2, 2, 1), "atop": (3, 3, 2, 1, 2)}

# Column → the name of the same measure in FPSIM 2.0 and in peacesciencer::add_fpsim.
MEASURES = {
    "s_absolute": "srsvaa",
    "s_squared": "srsvas",
    "s_absolute_cinc": "srswvaa",
    "s_squared_cinc": "srswvas",
    "s_binary": "srsba",
    "s_binary_cinc": "srswba",
    "kappa": "kappava",
    "kappa_binary": "kappaba",
    "pi": "piva",
    "pi_binary": "piba",
}
SCHEMA = {**dict.fromkeys(("ccode1", "ccode2", "year"), pl.Int32), **dict.fromkeys(MEASURES, pl.Float64)}


@dataclass(frozen=True, eq=False)
class States:
    """Spells of system membership, each in the years first..last, both included; arrays of one length.

    A spell that reaches `complete_to`, the last year that the list knows, is taken to go on.
    """

    ccode: Ints
    first: Ints
    last: Ints
    complete_to: int = 2016


@dataclass(frozen=True, eq=False)
class Flags:
    """Directed dyad-years with a pledge: what ccode1 owes ccode2. `pledged` is (rows, 5), in the order of PLEDGES.

    In `years` a pair without a row has promised nothing; outside them nothing is known. The default is ATOP 5.1.
    """

    ccode1: Ints
    ccode2: Ints
    year: Ints
    pledged: Bools
    years: range = range(1815, 2019)


@dataclass(frozen=True, eq=False)
class Capabilities:
    """CINC scores by state-year (shares of the system's capabilities, 0..1; NaN = not known); arrays of one length."""

    ccode: Ints
    year: Ints
    cinc: Floats


def s_score(portfolios: Ints, weights: Floats | None = None, metric: Metric = "absolute", *, top: int = 3) -> Floats:
    """S of every two rows: 1 - 2 × (weighted sum of distances) / (sum of weights × largest distance), from -1 to 1.

    portfolios: (n, m) whole numbers from 0 to `top`. weights: (m,), not negative; None weighs all ties alike.
    metric: "absolute" or "squared". Returns (n, n), symmetric, 1 on the diagonal.
    """
    ties = _checked(portfolios)
    if metric == "nominal":
        raise ValueError("S has no nominal metric: use 'absolute' or 'squared', or kappa or pi")
    if (highest := int(ties.max(initial=0))) > top:
        raise ValueError(f"a portfolio holds {highest}, but the scale ends at {top}: pass top={highest} or recode")
    if weights is not None:
        weights = np.asarray(weights, dtype=np.float64)
        if weights.shape != ties.shape[1:] or not (weights >= 0).all() or not 0 < weights.sum() < np.inf:
            raise ValueError(f"weights must be {ties.shape[1]} known numbers, none negative and not all 0")
    total = ties.shape[1] if weights is None else weights.sum()
    largest = top if metric == "absolute" else top**2
    scores: Floats = 1 - 2 * _distances(_coded(ties, metric), weights) / (total * largest)
    return scores


def kappa(portfolios: Ints, metric: Metric = "squared") -> Floats:
    """Cohen's kappa of every two rows: 1 - observed / expected distance, where each row keeps its own mix of ties.

    portfolios: (n, m) whole numbers from 0. metric "nominal" is the kappa of 1960, the others are weighted (1968).
    Returns (n, n), symmetric, from -1 to 1; NaN where no distance is expected: both rows hold one and the same value.
    """
    return _corrected(portfolios, metric, pooled=False)


def pi(portfolios: Ints, metric: Metric = "squared") -> Floats:
    """Scott's pi of every two rows: 1 - observed / expected distance, where both rows share one pooled mix of ties.

    Arguments and result as in `kappa`; never above it. metric "nominal" is the pi of 1955.
    """
    return _corrected(portfolios, metric, pooled=True)


def members(year: int, states: States) -> Ints:
    """COW numbers of the states that were in the system on some day of the year: sorted, each once."""
    last = np.where(states.last >= states.complete_to, max(year, states.complete_to), states.last)
    return np.unique(states.ccode[(states.first <= year) & (year <= last)])


def portfolios(year: int, states: States, flags: Flags, coding: Coding = "fpsim") -> tuple[Ints, Ints]:
    """The members' COW numbers (n,) and their valued portfolios (n, n), 0..3: [i, k] is what i has promised to k."""
    codes = members(year, states)
    in_year = flags.year == year
    who, whom = flags.ccode1[in_year], flags.ccode2[in_year]
    inside = np.isin(who, codes) & np.isin(whom, codes)
    worth = (flags.pledged[in_year][inside] * np.asarray(VALUES[coding], dtype=np.int8)).max(axis=1, initial=0)
    ties = np.zeros((codes.size, codes.size), dtype=np.int8)
    np.maximum.at(ties, (np.searchsorted(codes, who[inside]), np.searchsorted(codes, whom[inside])), worth)
    np.fill_diagonal(ties, STRONGEST)
    return codes, ties


def similarity(
    years: Iterable[int],
    states: States,
    flags: Flags,
    capabilities: Capabilities | None = None,
    *,
    coding: Coding = "fpsim",
    directed: bool = True,
) -> pl.DataFrame:
    """Dyad-years with the ten MEASURES, by year, ccode1, ccode2 (see SCHEMA).

    The measures are symmetric: `directed` gives each pair in both orders, for directed panels; else ccode1 < ccode2.
    Missing: all measures in years that `flags` does not cover; those weighted by CINC also in years in which it is not
    known for every member; kappa and pi where they are undefined.
    """
    return pl.concat([
        pl.DataFrame(schema=SCHEMA), *(_year(year, states, flags, capabilities, coding, directed) for year in years)
    ])  # fmt: skip


def _year(
    year: int, states: States, flags: Flags, capabilities: Capabilities | None, coding: Coding, directed: bool
) -> pl.DataFrame:
    codes, valued = portfolios(year, states, flags, coding)
    pairs = ~np.eye(codes.size, dtype=bool) if directed else np.triu(np.ones(valued.shape, dtype=bool), 1)
    first, second = np.nonzero(pairs)
    known = _measures(valued, _weights(year, codes, capabilities)) if year in flags.years else {}
    columns = {"ccode1": codes[first], "ccode2": codes[second], "year": np.full(first.size, year)}
    nothing = np.full(first.size, np.nan)
    scores = {name: known[name][pairs] if name in known else nothing for name in MEASURES}
    return pl.DataFrame({**columns, **scores}, schema=SCHEMA, nan_to_null=True)


def _measures(valued: Ints, cinc: Floats | None) -> dict[str, Floats]:
    binary = (valued > 0).astype(np.int8)
    scores = {
        "s_absolute": s_score(valued),
        "s_squared": s_score(valued, metric="squared"),
        "s_binary": s_score(binary, top=1),
        "kappa": kappa(valued),
        "kappa_binary": kappa(binary),
        "pi": pi(valued),
        "pi_binary": pi(binary),
    }
    if cinc is not None:
        scores["s_absolute_cinc"] = s_score(valued, cinc)
        scores["s_squared_cinc"] = s_score(valued, cinc, "squared")
        scores["s_binary_cinc"] = s_score(binary, cinc, top=1)
    return scores


def _weights(year: int, codes: Ints, capabilities: Capabilities | None) -> Floats | None:
    """CINC of each member (n,), or None if it is not known for all of them."""
    if capabilities is None:
        return None
    in_year = capabilities.year == year
    cinc = dict(zip(capabilities.ccode[in_year].tolist(), capabilities.cinc[in_year].tolist(), strict=True))
    weights = np.array([cinc.get(code, np.nan) for code in codes.tolist()], dtype=np.float64)
    return None if np.isnan(weights).any() or not weights.any() else weights


def _checked(portfolios: Ints) -> Ints:
    ties = np.asarray(portfolios)
    if ties.dtype == np.bool_:
        ties = ties.astype(np.int8)
    if ties.ndim != 2 or not ties.shape[1]:
        raise ValueError(f"portfolios must be a table of states × ties, not an array of shape {ties.shape}")
    if not np.issubdtype(ties.dtype, np.integer) or ties.min(initial=0) < 0:
        raise ValueError("portfolios must hold whole numbers from 0 (no tie) up: recode, leave out missing columns")
    return ties


def _coded(ties: Ints, metric: Metric) -> Floats:
    """(n, m, q): each value as a point, so placed that the metric is the squared Euclidean distance of two points.

    "absolute" counts the steps climbed (2 → 1, 1, 0); "nominal" has one axis a value, which doubles all its distances:
    that cancels out of kappa and pi, and S does not use it.
    """
    if metric == "squared":
        return ties[:, :, np.newaxis].astype(np.float64)
    levels = np.arange(int(ties.max(initial=0)) + 1)
    if metric == "absolute":
        return np.asarray(ties[:, :, np.newaxis] >= levels[1:], dtype=np.float64)
    if metric == "nominal":
        return np.asarray(ties[:, :, np.newaxis] == levels, dtype=np.float64)
    raise ValueError(f"no metric called {metric!r}: use 'absolute', 'squared' or 'nominal'")


def _distances(points: Floats, weights: Floats | None = None) -> Floats:
    """(n, n): the sum over ties of weight × distance, by |a - b|² = |a|² + |b|² - 2ab, so by one matrix product."""
    if weights is not None:
        points = points * np.sqrt(weights)[:, np.newaxis]
    rows = points.reshape(points.shape[0], points.shape[1] * points.shape[2])
    products = rows @ rows.T
    squares = products.diagonal()
    sums: Floats = np.maximum(squares[:, np.newaxis] + squares - 2 * products, 0)  # rounding could leave -1e-16
    return sums


def _corrected(portfolios: Ints, metric: Metric, *, pooled: bool) -> Floats:
    """1 - observed / expected, both times m² so that all sums are whole or half numbers and 0 is exactly 0.

    Two values drawn from the mixes of rows i and j are E|a|² + E|b|² - 2 E(a)E(b) apart (kappa); two values from the
    pooled mix of both rows are E|a|² + E|b|² - |E(a) + E(b)|² / 2 apart (pi).
    """
    points = _coded(_checked(portfolios), metric)
    m = points.shape[1]
    square = np.einsum("nmq,nmq->n", points, points)
    total = points.sum(axis=1)
    product = total @ total.T
    expected = m * (square[:, np.newaxis] + square)
    if pooled:
        own = product.diagonal()
        expected = expected - (own[:, np.newaxis] + own) / 2 - product
    else:
        expected = expected - 2 * product
    scores = np.full(expected.shape, np.nan)
    np.divide(m * _distances(points), expected, out=scores, where=expected > 0)
    return 1 - scores
