"""How good the odds are on conflicts that the model has not seen: forward by decade, only earlier conflicts known.

For each decade from 1900 the model is fitted to the conflicts that began before it, with the joiners that had come by
then, and calibrated on its own forecasts of the earlier decades since 1850, which were made in the same way.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from casus.odds import joining, logit, score
from casus.odds.features import Rows
from casus.odds.joining import Calibration, Reals
from casus.odds.names import NAMES
from casus.odds.score import Score

FIRST, WARM_UP, LAST = 1900, 1850, 2020
#: How firmly shift and slope are held, by kind: a hundred wars tell little.
HOLD: Final = {"mid": (0.6, 9.0), "war": (20.0, 300.0)}
WORLD_WARS: Final = frozenset({"war-106", "war-139"})
PERIODS: Final = ((1900, 1914), (1914, 1946), (1946, 1990), (1990, 2015))
PENALTY: Final = 600.0


@dataclass(frozen=True)
class Backtest:
    """Odds (cases, 2) of joining side a and side b, and those of each baseline; ``came`` is what happened.

    Cases are those of `joining.cases` from 1900 on; ``last`` is the calibration that all forecasts together give.
    """

    rows: Rows
    cases: npt.NDArray[np.intp]
    odds: Reals
    baselines: dict[str, Reals]
    last: dict[str, Calibration]

    @property
    def came(self) -> Reals:
        """(cases, 2): who came."""
        return self.rows.came[self.cases].astype(np.float64)

    @property
    def conflict(self) -> npt.NDArray[np.int32]:
        """(cases,): the place of the conflict."""
        found: npt.NDArray[np.int32] = self.rows.conflict[self.cases[:, 0]]
        return found

    def of(self, kind: str, keep: Callable[[Any], bool] = lambda conflict: True) -> npt.NDArray[np.bool_]:
        """(cases,): those of wars, or of disputes, among the conflicts that are kept."""
        kept = np.array([one.kind == kind and keep(one) for one in self.rows.conflicts])
        found: npt.NDArray[np.bool_] = kept[self.conflict]
        return found

    def sets(self) -> dict[str, npt.NDArray[np.bool_]]:
        """The outcomes that are told apart in print."""
        return {
            "wars": self.of("war"), "mids": self.of("mid"),
            "wars_without_world_wars": self.of("war", lambda one: one.id not in WORLD_WARS),
        }  # fmt: skip

    def score(self, here: npt.NDArray[np.bool_], odds: Reals | None = None) -> Score:
        """Of our odds, or others, on some of the cases."""
        p = self.odds if odds is None else odds
        return score.score(p[here], self.baselines["base rate"][here], self.came[here], self.conflict[here])

    def as_json(self, draws: int = 1000) -> dict[str, Any]:
        """The contract of ``casus backtest``."""
        base = self.baselines["base rate"]
        told: dict[str, Any] = {}
        for name, here in self.sets().items():
            around = score.intervals(self.odds[here], base[here], self.came[here], self.conflict[here], draws)
            told[name] = _told(self.score(here)) | {"intervals": {k: [v.low, v.high] for k, v in around.items()}}
        told["baselines"] = {
            name: {part: _told(self.score(here, p)) | {"ahead": self._ahead(here, p, draws)}
                   for part, here in self.sets().items()}
            for name, p in self.baselines.items()
        }  # fmt: skip
        told["by_period"] = list(self._by_period())
        told["by_side"] = list(self._by_side())
        told["worst"] = self.worst()
        return told

    def _ahead(self, here: npt.NDArray[np.bool_], p: Reals, draws: int) -> list[float]:
        """How much of the baseline's log loss we save: 5th and 95th percentile over draws of conflicts."""
        found = score.intervals(self.odds[here], p[here], self.came[here], self.conflict[here], draws)["log_skill"]
        return [found.low, found.high]

    def _by_period(self) -> Iterable[dict[str, Any]]:
        for name, kind in (("wars", "war"), ("mids", "mid")):
            for first, last in PERIODS:
                here = self.of(kind, lambda one, first=first, last=last: first <= one.onset.year < last)  # type: ignore[misc]
                if self.came[here].any():
                    yield {"kind": name, "from": first, "until": last} | _told(self.score(here))

    def _by_side(self) -> Iterable[dict[str, Any]]:
        for name, kind in (("wars", "war"), ("mids", "mid")):
            here = self.of(kind)
            for side in (0, 1):
                p, y = self.odds[here, side], self.came[here, side]
                yield {"kind": name, "side": "ab"[side], "joiners": int(y.sum()), "predicted": float(p.sum()),
                       "auc": score.auc(p, y), "average_precision": score.average_precision(p, y)}  # fmt: skip

    def worst(self, most: int = 20) -> list[dict[str, Any]]:
        """The joiners that were least expected, wars first, and the states that were most expected and stayed out."""
        told = []
        for kind in ("war", "mid"):
            p = np.where(self.of(kind)[:, None], self.odds, np.nan)
            missed = np.where(self.came > 0, p, np.nan).reshape(-1)
            false = np.where(self.came == 0, p, np.nan).reshape(-1)
            for what, order in (("came", np.argsort(missed)), ("stayed out", np.argsort(-false))):
                for at in order[: most // 4]:
                    case, side = divmod(int(at), 2)
                    row = self.cases[case, side]
                    one = self.rows.conflicts[self.rows.conflict[row]]
                    told.append({"what": what, "conflict": one.id, "name": one.name, "year": one.onset.year,
                                 "state": int(self.rows.state[row]), "side": "ab"[side],
                                 "p": float(self.odds[case, side])})  # fmt: skip
        return told

    def write(self, path: Path) -> None:
        """Every forecast as CSV: a line for each conflict, state (COW number) and side."""
        with path.open("w", newline="", encoding="utf-8") as out:
            table = csv.writer(out)
            table.writerow(["conflict", "kind", "onset", "state", "side", "p", "base", "joined"])
            base = self.baselines["base rate"]
            for case, (row, _) in enumerate(self.cases):
                one = self.rows.conflicts[self.rows.conflict[row]]
                for side in (0, 1):
                    p, rate = f"{self.odds[case, side]:.6g}", f"{base[case, side]:.6g}"
                    came = int(self.rows.came[self.cases[case, side]])
                    table.writerow([one.id, one.kind, one.onset, self.rows.state[row], "ab"[side], p, rate, came])


def run(rows: Rows, seeds: int = 2, done: Callable[[int], None] = lambda decade: None) -> Backtest:
    """Forecast every decade from 1900 on from what came before it; ``done`` is told each decade."""
    years = np.array([one.onset.year for one in rows.conflicts])[rows.conflict]
    war = np.array([one.kind == "war" for one in rows.conflicts])[rows.conflict]
    z, plain = np.full(len(rows), np.nan), np.full(len(rows), np.nan)
    for decade in range(WARM_UP, LAST, 10):
        here = (years >= decade) & (years < decade + 10)
        start = date(decade, 1, 1).toordinal()
        if here.any():
            z[here] = joining.fit(rows, before=start, seeds=seeds, now=decade).margin(rows.x[here], war[here])
            if decade >= FIRST:
                plain[here] = _plain(rows, start).margin(rows.x[here])
        done(decade)
    odds, base, bound, flag = (np.full(len(rows), np.nan) for _ in range(4))
    defence = rows.x[:, NAMES.index("own:owes-defence")] > 0
    called = rows.x[:, [NAMES.index(f"own:found-{owed}") for owed in ("defence", "offence")]].max(1) > 0
    for decade in range(FIRST, LAST, 10):
        here = (years >= decade) & (years < decade + 10)
        line = _calibrations(rows, z, years, war, decade)
        y, earlier = joining.came_by(rows, date(decade, 1, 1).toordinal()), years < decade
        for kind, of in (("mid", ~war), ("war", war)):
            odds[here & of] = joining.probability(line[kind](z[here & of]))
            for side in (0, 1):
                row = of & (rows.side == side)
                base[here & row] = _rate(y[earlier & row])
            bound[here & of] = np.where(called[here & of], 0.5, base[here & of])
            for has in (False, True):
                flag[here & of & (defence == has)] = _rate(y[earlier & of & (defence == has)])
    cases = joining.cases(rows)
    cases = cases[years[cases[:, 0]] >= FIRST]
    told = {"base rate": base, "bound at 50 %": bound, "defence flag": flag, "plain logit": joining.probability(plain)}
    last = _calibrations(rows, z, years, war, LAST)
    return Backtest(
        rows, cases, joining.compete(odds[cases]), {k: joining.compete(p[cases]) for k, p in told.items()}, last
    )


def _rate(y: Reals) -> float:
    return float((y.sum() + 0.5) / (len(y) + 1))


def _plain(rows: Rows, before: int) -> logit.Logit:
    _, x, y, weight, war = joining.sample(rows, before)
    return logit.fit(x, y, weight * np.where(war, joining.WAR_WEIGHT, 1), PENALTY)


def _calibrations(
    rows: Rows, z: Reals, years: npt.NDArray[np.int_], war: npt.NDArray[np.bool_], decade: int
) -> dict[str, Calibration]:
    """From the forecasts of the decades before this one."""
    y = joining.came_by(rows, date(decade, 1, 1).toordinal())
    found = {}
    for kind, of in (("mid", ~war), ("war", war)):
        here = of & (years >= WARM_UP) & (years < decade)
        fading = 0.5 ** ((decade - years[here]) / joining.HALF_LIFE) if kind == "mid" else np.ones(here.sum())
        shift, slope = HOLD[kind]
        found[kind] = joining.calibrate(z[here], y[here], fading, hold_shift=shift, hold_slope=slope)
    return found


def _told(found: Score) -> dict[str, Any]:
    return {name: value if value == value else None for name, value in asdict(found).items()}
