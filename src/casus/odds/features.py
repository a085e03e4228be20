"""The rows of the odds: one for each possible joiner and side, from what was known the day before.

`rows` is the one function that makes them, for fitting and for today. Nothing dated on or after the onset reaches it:
it sees the originals (or whoever fights by now), `Past.before(day)` and the promises and findings of that day.

A figure of a pair becomes two features: ``own:`` with the side that would be joined, ``opp:`` with the other one; of
several members the largest counts (of distances the smallest). These and ``side:`` depend on who is in already, so a
simulation makes them anew each round; ``state:`` and ``world:`` do not change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from casus.odds import duties, past
from casus.odds.conflicts import Conflict
from casus.odds.names import LEAST, OF_SIDE, OF_STATE, OF_WORLD, REGIONS, TIES
from casus.odds.past import Known, Past
from casus.odds.spells import Floats


@dataclass(frozen=True, slots=True)
class Rows:
    """``x``: (rows, `NAMES`); of each row the place of its conflict in ``conflicts``, the state (COW) and the side.

    ``came`` says whether the state joined that side later: an outcome, kept apart. Sides are 0 (a) and 1 (b).
    """

    conflicts: tuple[Conflict, ...]
    x: Floats
    conflict: npt.NDArray[np.int32]
    state: npt.NDArray[np.int32]
    side: npt.NDArray[np.int8]
    came: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.x)


def rows(
    conflicts: Iterable[Conflict],
    known: Past | None = None,
    owed: Sequence[duties.Promise] | None = None,
    found: dict[str, tuple[duties.Found, ...]] | None = None,
) -> Rows:
    """A row for each state of the system that does not fight yet, and side. For today give the findings of the day."""
    from casus.odds import tables  # which reads a model

    known = known or past.packaged()
    promised = duties.Promises.of(tables.promises() if owed is None else owed, known.place)
    found = tables.findings() if found is None else found
    conflicts = tuple(conflicts)
    parts = [_of(one, at, known, promised, found.get(one.id, ())) for at, one in enumerate(conflicts)]
    x, conflict, state, side, came = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Rows(conflicts, x, conflict, state, side, came)


def _of(
    conflict: Conflict, at: int, known: Past, owed: duties.Promises, found: Iterable[duties.Found]
) -> tuple[Floats, npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int8], npt.NDArray[np.int8]]:
    day = conflict.day_before
    world = known.before(day)
    pair = world.pair | owed.on(day, len(known.states)) | duties.lay(found, known.place)
    fighting = [[known.place[s] for s in side if s in known.place] for side in conflict.sides]
    free = world.there.copy()
    free[fighting[0] + fighting[1]] = False
    who = np.flatnonzero(free)
    x = of_day(world, pair, fighting, who, war=conflict.kind == "war", states=np.array(known.states))
    joined = {(one.state, "ab".index(one.side)) for one in conflict.joiners}
    states = np.array(known.states, np.int32)[who]
    came = np.array([[(int(s), side) in joined for s in states] for side in (0, 1)], np.int8).reshape(-1)
    n = len(who)
    return (x, np.full(2 * n, at, np.int32), np.tile(states, 2), np.repeat(np.array([0, 1], np.int8), n), came)


def of_day(
    world: Known, pair: dict[str, Floats], fighting: Sequence[Sequence[int]], who: npt.NDArray[np.intp], *,
    war: bool, states: npt.NDArray[np.int64],
) -> Floats:  # fmt: skip
    """Features (2 × who, `NAMES`): first all for side a, then all for side b. ``fighting`` are places by side."""
    alone, day_wide = _states(world, pair, states), _world(world, pair, war)
    ties = [ties_of(world, pair, side, who) for side in fighting]
    region = np.array([region_of(int(s)) for s in states])
    near = [np.isin(region[who], region[list(side)]).astype(np.float32) for side in fighting]
    reach = alone[who][:, list(OF_STATE).index("farthest")]
    blocks = []
    for side in (0, 1):
        other = 1 - side
        beyond = np.maximum(ties[other][:, list(TIES).index("far")] - reach, 0)
        around = np.isin(region, region[list(fighting[side])]) & (region >= 0)
        told = {"beyond-reach": beyond, "own-heat": np.log1p((pair["came-5"][:, around] > 0).sum())}
        coalition = _sides(world, pair, fighting[side], fighting[other], who, told, is_b=side == 1)
        blocks.append(np.column_stack([
            ties[side], ties[other], near[side], near[other], alone[who], coalition,
            np.broadcast_to(day_wide, (len(who), len(day_wide))),
        ]))  # fmt: skip
    return np.concatenate(blocks).astype(np.float32)


def ties_of(world: Known, pair: dict[str, Floats], side: Sequence[int], who: npt.NDArray[np.intp]) -> Floats:
    """(who, `TIES`): the state's ties with the side."""
    members = np.array(side, np.intp)
    if not len(members):
        return np.zeros((len(who), len(TIES)), np.float32)

    def of(name: str) -> Floats:
        return pair[name][np.ix_(who, members)]

    def back(name: str) -> Floats:
        return pair[name][np.ix_(members, who)].T

    free, ideal = world.of["democracy"], world.of["ideal"]
    gap = np.abs(free[who][:, None] - free[members][None, :])
    votes = np.abs(ideal[who][:, None] - ideal[members][None, :])
    both = np.minimum(free[who][:, None], free[members][None, :]) > 0.5
    bound, border = pair["owes-defence"], pair["land"]
    partners = np.sqrt(np.maximum(bound.sum(1), 1))
    foes = np.minimum(pair["mid-against-fading"], 1)
    troops = np.zeros((len(who), len(members)), np.float32)
    usa = np.flatnonzero(world.of["is-usa"])
    if len(usa):
        there = np.log1p(np.nan_to_num(world.of["troops"]) / 100)
        troops += (who == usa[0])[:, None] * there[members][None, :]
        troops += (members == usa[0])[None, :] * there[who][:, None]
    laid: dict[str, Floats] = {
        "far": np.log1p(np.nan_to_num(of("far"), nan=8000) / 100),
        "mid-against": of("mid-against-fading"), "war-against": of("war-against-fading"),
        "force": np.log1p(of("force-20")), "mid-beside": of("mid-beside-fading"),
        "war-beside": of("war-beside-fading"), "war-beside-10": np.minimum(of("war-beside-10"), 1),
        "came": np.log1p(of("came-20")), "came-back": np.log1p(back("came-20")), "dca": np.log1p(of("dca")),
        "owed-defence": back("owes-defence"), "ideal": np.nan_to_num(votes), "regime": np.nan_to_num(gap, nan=0.2),
        "both-free": both.astype(np.float32),
        "allies": (bound[who] @ bound[:, members]) / (partners[who][:, None] * partners[members][None, :]),
        "enemies": np.log1p(foes[who] @ foes[:, members]),
        "neighbours": np.log1p(border[who] @ border[:, members]), "us-troops": troops,
    }  # fmt: skip
    columns = []
    for name in TIES:
        values = laid[name] if name in laid else of(name)
        columns.append(values.min(1) if name in LEAST else values.max(1))
    return np.column_stack(columns)


def _states(world: Known, pair: dict[str, Floats], states: npt.NDArray[np.int64]) -> Floats:
    """(K, `OF_STATE` and regions): the state alone."""
    of = world.of
    log = np.log1p
    soldiers = of["milper"] / np.maximum(of["tpop"], 1)
    own = {
        "cinc": np.log(np.nan_to_num(of["cinc"]) + 5e-4), "major": of["major"],
        "democracy": np.nan_to_num(of["democracy"], nan=0.3), "nuclear": np.nan_to_num(of["nuclear"]),
        "age": log(np.nan_to_num(of["age"])), "at-war": log((pair["war-against-now"] > 0).sum(1)),
        "in-mid": log((pair["mid-against-now"] > 0).sum(1)), "disputes": log(pair["mid-against-fading"].sum(1)),
        "joined-5": log((pair["came-5"] > 0).sum(1)), "joined-20": log((pair["came-20"] > 0).sum(1)),
        "borders": log(pair["land"].sum(1)), "allies": log(pair["owes-defence"].sum(1)),
        "milper": np.log(np.nan_to_num(soldiers, nan=0.005) + 1e-3),
    }  # fmt: skip
    away = np.log1p(np.nan_to_num(pair["far"], nan=8000) / 100)
    foes = pair["mid-against-fading"]
    own["reach"] = (foes * away).sum(1) / np.maximum(foes.sum(1), 1e-6) * (foes.sum(1) > 0) + (foes.sum(1) == 0)
    own["farthest"] = np.where(foes > 0, away, 1).max(1)
    region = np.array([region_of(int(s)) for s in states])
    here = [(region == i).astype(np.float32) for i in range(len(REGIONS))]
    return np.column_stack([*(own[name] for name in OF_STATE), *here]).astype(np.float32)


def _sides(
    world: Known, pair: dict[str, Floats], own: Sequence[int], opp: Sequence[int], who: npt.NDArray[np.intp],
    told: dict[str, Any], *, is_b: bool,
) -> Floats:  # fmt: skip
    """(who, `OF_SIDE`): the coalitions as they stand."""
    of = world.of
    power, free = np.nan_to_num(of["cinc"]), np.nan_to_num(of["democracy"], nan=0.3)
    armed = np.nan_to_num(of["nuclear"])
    one = {"own": list(own), "opp": list(opp)}
    cinc = {s: float(power[m].sum()) for s, m in one.items()}
    told = told | {"is-b": float(is_b), "share": cinc["own"] / max(sum(cinc.values()), 1e-9)}
    for what, before in (("mid", ""), ("war", "war-")):
        told[f"{before}with-against"] = world.with_against(what, one["own"], one["opp"])[who]
        told[f"{before}against-with"] = world.with_against(what, one["opp"], one["own"])[who]
    others = world.with_against("mid", one["own"], one["opp"])
    others[one["own"] + one["opp"]] = 0
    told["others-with-against"] = np.log1p(others.sum() - others[who])
    told["share-with"] = (cinc["own"] + power[who]) / np.maximum(sum(cinc.values()) + power[who], 1e-9)
    help_ = np.maximum(pair["found-defence"], pair["found-offence"])
    fights, quarrels = pair["war-against-now"] > 0, pair["mid-against-now"] > 0
    for s, m in one.items():
        bound = help_[:, m].max(1, initial=0)
        beside = pair["war-beside-now"][:, m].max(1, initial=0)
        told |= {
            f"{s}-size": np.log(max(len(m), 1)), f"{s}-cinc": np.log(cinc[s] + 5e-4),
            f"{s}-major": float(of["major"][m].max(initial=0)), f"{s}-nuclear": float(armed[m].max(initial=0)),
            f"{s}-at-war": np.log1p(fights[m].any(0).sum()), f"{s}-in-mid": np.log1p(quarrels[m].any(0).sum()),
            f"{s}-democracy": float(free[m].mean()) if m else 0.3,
            f"{s}-joined": np.log1p(pair["came-20"][:, m].sum()), f"{s}-bound": np.log1p(bound.sum()),
            f"{s}-bound-cinc": float((bound * power).sum()), f"{s}-helpers": np.log1p(beside.sum()),
        }  # fmt: skip
    told["own-angry"] = float(np.log1p(fights[:, one["opp"]].any(1).sum()))
    cross = np.ix_(one["own"], one["opp"])

    def most(name: str) -> float:
        return float(pair[name][cross].max(initial=0))

    far = pair["far"][cross]
    told |= {
        "sides-land": most("land"), "sides-rival": most("rival"), "sides-mid": most("mid-against-fading"),
        "sides-war": most("war-against-fading"), "sides-allied": most("owes-defence"),
        "sides-in-mid": most("mid-against-now"), "sides-at-war": most("war-against-now"),
        "sides-force": float(np.log1p(most("force-20"))),
        "sides-far": float(np.log1p(np.nan_to_num(far, nan=8000).min(initial=20000) / 100)),
    }  # fmt: skip
    return np.column_stack([np.broadcast_to(told[name], len(who)) for name in OF_SIDE]).astype(np.float32)


def _world(world: Known, pair: dict[str, Floats], war: bool) -> Floats:
    """(`OF_WORLD`,): the day."""
    major, fights = world.of["major"].astype(bool), pair["war-against-now"].astype(bool)
    at_war: npt.NDArray[np.bool_] = np.any(fights, axis=1)
    told = {
        "is-war": float(war), "at-war": at_war[world.there].mean(),
        "majors-at-war": at_war[major].mean() if major.any() else 0.0,
        "majors-against": float(fights[np.ix_(major, major)].any()), "heat": float(world.of["heat"][0]),
    }  # fmt: skip
    return np.array([told[name] for name in OF_WORLD], np.float32)


def region_of(state: int) -> int:
    """The place in `REGIONS` of a state by its COW number; -1 where it is in none."""
    return next((i for i, (low, high, _) in enumerate(REGIONS) if low <= state <= high), -1)
