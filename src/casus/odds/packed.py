"""A model and a situation as plain arrays: what the kernel needs to make the rows of any coalition anew.

Trees see a feature only through the thresholds at which they split it. So each feature of each row is kept as a code,
the number of its thresholds below the value, and joiners change codes: of ties by the largest (or smallest) code of
the members, of the coalitions by formulas in `kernel`, which a test holds to `features.of_day`.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from casus.odds.joining import Bag, Model, Part
from casus.odds.names import LEAST, NAMES, OF_SIDE, TIES
from casus.odds.situation import Situation

Array = npt.NDArray[Any]
#: What changes a code: nothing, members' ties, regions of the side, the coalitions (same for all rows, or by row).
STATIC, OWN, OPP, NEAR_OWN, NEAR_OPP, SIDE, ROW = range(7)
#: Figures of the coalitions in the order in which `kernel` lays them, of rows and of sides.
BY_ROW: Final = ("with-against", "against-with", "war-with-against", "war-against-with", "others-with-against",
                 "beyond-reach", "share-with")  # fmt: skip
BY_SIDE: Final = (
    "is-b", "own-heat", "own-size", "opp-size", "own-cinc", "opp-cinc", "share", "own-major", "opp-major",
    "own-nuclear", "opp-nuclear", "own-at-war", "opp-at-war", "own-in-mid", "opp-in-mid", "own-democracy",
    "opp-democracy", "own-joined", "opp-joined", "own-bound", "opp-bound", "own-bound-cinc", "opp-bound-cinc",
    "own-helpers", "opp-helpers", "own-angry", "sides-land", "sides-far", "sides-rival", "sides-mid", "sides-war",
    "sides-allied", "sides-in-mid", "sides-at-war", "sides-force",
)  # fmt: skip
#: Ties between the sides: the matrix, in the order of ``sides-land`` and what follows it.
CROSS: Final = ("land", "far", "rival", "mid-against-fading", "war-against-fading", "owes-defence", "mid-against-now",
                "war-against-now", "force-20")  # fmt: skip
assert set(BY_ROW) | set(BY_SIDE) == set(OF_SIDE), "kernel and features know different figures of the coalitions"


class Forest(NamedTuple):
    """Trees as they grew: node k of a tree splits leaf ``split[k]``, and what goes right becomes leaf k + 1.

    ``leaf`` (trees, 8): values, as far as a tree has leaves, then 0; ``looks`` (trees, 2): its features as bits, the
    second word from the 64th on.
    """

    first: Array
    feature: Array
    bin: Array
    split: Array
    leaf: Array
    looks: Array
    start: float


class Features(NamedTuple):
    """Of each feature that a tree looks at: what changes it, its place there, its thresholds.

    ``base`` (2, used, wide): the codes of the first round.

    ``wide`` is the number of those who could join, rounded up to a multiple of eight.
    """

    kind: Array
    at: Array
    least: Array
    cut: Array
    cut_first: Array
    base: Array


class Coalitions(NamedTuple):
    """What the figures of the coalitions are made of. K: all states, C: those who could join (``who``: their places).

    ``tie`` (C members, ties used, C rows) codes; ``far`` (C + 2, C): kilometres of each, then of sides by and on, in
    logs; ``bits`` (5, K, 4): sets of states; ``cross`` (9, K, K); ``log1p``: of whole numbers, in
    single precision as NumPy has it; ``past_*``: who was on which side of which conflict.
    """

    who: Array
    by: Array
    on: Array
    tie: Array
    far: Array
    reach: Array
    region: Array
    heat: Array
    power: Array
    free: Array
    major: Array
    armed: Array
    came: Array
    bits: Array
    cross: Array
    log1p: Array
    past_first: Array
    past_state: Array
    past_value: Array
    of_first: Array
    of_past: Array
    wars_from: int


def forest(model: Model, cuts: dict[int, Array], used: list[int], *, war: bool) -> Forest:
    """The trees of the best guess, leaves scaled so that their sum and ``start`` are the calibrated log odds."""
    line = model.calibration["war" if war else "mid"]
    scale, start = line.slope / len(model.point), 0.0
    first, feature, bins, split, leaf = [0], [], [], [], []
    for bag in model.point:
        start += bag.start
        for trees in _parts(bag, war):
            for root in trees.start:
                if root < 0:
                    start += float(trees.value[-1 - root])
                    continue
                nodes, values = _grown(trees, int(root))
                for node, at in nodes:
                    f = int(trees.feature[node])
                    feature.append(used.index(f))
                    bins.append(int(np.searchsorted(cuts[f], trees.threshold[node])))
                    split.append(at)
                leaf.append([*(value * scale for value in values), *[0.0] * (8 - len(values))])
                first.append(len(feature))
    return Forest(
        np.array(first, np.int32), np.array(feature, np.int32), np.array(bins, np.uint8), np.array(split, np.uint8),
        np.array(leaf, np.float32), _bits(first, feature), line.shift + line.slope * (start / len(model.point) + 6) - 6,
    )  # fmt: skip


def _bits(first: list[int], feature: list[int]) -> Array:
    """(trees, 2) uint64: from the 127th on features share the last bit, which only costs a look in vain."""
    words = np.zeros((len(first) - 1, 2), np.uint64)
    for k in range(len(first) - 1):
        for u in feature[first[k] : first[k + 1]]:
            words[k, min(u, 127) >> 6] |= np.uint64(1 << (min(u, 127) & 63))
    return words


def _parts(bag: Bag, war: bool) -> list[Any]:
    parts: tuple[Part, ...] = ("shared", "war" if war else "mid")
    return [bag.trees[part] for part in parts if part in bag.trees]


def _grown(trees: Any, root: int) -> tuple[list[tuple[int, int]], list[float]]:
    """Nodes of a tree, parents first, each with the leaf that it splits; and the leaves' values."""
    nodes: list[tuple[int, int]] = []
    todo, values = [(root, 0)], {}
    while todo:
        node, at = todo.pop()
        if node < 0:
            values[at] = float(trees.value[-1 - node])
            continue
        nodes.append((node, at))
        new = len(nodes)
        todo += [(int(trees.right[node]), new), (int(trees.left[node]), at)]
    return nodes, [values[at] for at in range(len(nodes) + 1)]


def pack(model: Model, s: Situation) -> tuple[Forest, Features, Coalitions]:
    """All arrays of one situation."""
    split: dict[int, set[float]] = {}
    for bag in model.point:
        for trees in _parts(bag, s.war):
            for f, cut in zip(trees.feature, trees.threshold, strict=True):
                split.setdefault(int(f), set()).add(cut)
    used = sorted(split)
    cuts = {f: np.array(sorted(split[f]), np.float32) for f in used}
    kind, at, least = np.array([_changes(NAMES[f]) for f in used], np.int32).T.copy()
    x = s.rows().reshape(2, len(s.who), -1)
    base = np.array([[np.searchsorted(cuts[f], x[side, :, f]) for f in used] for side in (0, 1)], np.uint8)
    base = np.pad(base, ((0, 0), (0, 0), (0, -len(s.who) % 8)))  # words of eight rows
    ties = [i for i, k in enumerate(kind) if k in (OWN, OPP)]
    tie = np.array([np.searchsorted(cuts[used[i]], s.ties[:, :, at[i]]) for i in ties], np.uint8)
    at[ties] = np.arange(len(ties))
    cut_first = np.cumsum([0, *(len(cuts[f]) for f in used)]).astype(np.int32)
    seen = Features(kind, at, least, np.concatenate([cuts[f] for f in used]), cut_first, base)
    tie = np.ascontiguousarray(tie.reshape(-1, len(s.who), len(s.who)).transpose(1, 0, 2))
    return forest(model, cuts, used, war=s.war), seen, _coalitions(s, x, tie)


def _changes(name: str) -> tuple[int, int, int]:
    """Kind, place there, and whether the smallest counts."""
    group, what = name.split(":", 1)
    if group in ("own", "opp"):
        if what == "region":
            return (NEAR_OWN if group == "own" else NEAR_OPP), 0, 0
        return (OWN if group == "own" else OPP), list(TIES).index(what), int(what in LEAST)
    if group == "side":
        return (ROW, BY_ROW.index(what), 0) if what in BY_ROW else (SIDE, BY_SIDE.index(what), 0)
    return STATIC, 0, 0


def _coalitions(s: Situation, x: Array, tie: Array) -> Coalitions:
    pair, of, size = s.pair, s.known.of, len(s.numbers)
    far = list(TIES).index("far")
    fights, quarrels = pair["war-against-now"] > 0, pair["mid-against-now"] > 0
    bound = np.maximum(pair["found-defence"], pair["found-offence"]) > 0
    sets = (bound.T, (pair["war-beside-now"] > 0).T, fights, quarrels, fights.T)
    own = NAMES.index("own:far")
    region = _regions(s.numbers)
    near = [region == i for i in range(int(region.max()) + 1)]
    hot = [int((pair["came-5"][:, here] > 0).sum()) for here in near]
    heat = np.array([sum(n for i, n in enumerate(hot) if i and mask >> i & 1) for mask in range(1 << len(hot))])
    cross = [np.nan_to_num(pair[name], nan=8000) if name == "far" else pair[name] for name in CROSS]
    pasts = _pasts(s)
    return Coalitions(
        s.who.astype(np.int32), np.array(s.fighting[0], np.int32), np.array(s.fighting[1], np.int32), tie,
        np.concatenate([s.ties[:, :, far], x[:, :, own]]), np.ascontiguousarray(x[0, :, NAMES.index("state:farthest")]),
        region, np.log1p(heat), np.nan_to_num(of["cinc"]), np.nan_to_num(of["democracy"], nan=0.3),
        of["major"].astype(np.float32), np.nan_to_num(of["nuclear"]), pair["came-20"].sum(0),
        np.array([_bitset(one, size) for one in sets]), np.array(cross, np.float32),
        np.log1p(np.arange(1 << 14, dtype=np.float32)), *pasts,
    )  # fmt: skip


def _regions(numbers: tuple[int, ...]) -> Array:
    """(K,): 0 none, else the place in `REGIONS` and 1."""
    from casus.odds.features import region_of

    return np.array([region_of(n) + 1 for n in numbers], np.int32)


def _bitset(rows: Array, size: int) -> Array:
    """(K, 4) uint64 of (K, K) booleans."""
    wide = np.zeros((size, 256), bool)
    wide[:, :size] = rows
    return np.packbits(wide, axis=1, bitorder="little").view(np.uint64)


def _pasts(s: Situation) -> tuple[Array, Array, Array, Array, Array, int]:
    """Past disputes, then wars: of conflict c and side i the states (slot 2c + i); of each state its slots."""
    slots = [np.stack(s.known.together[what], 1).reshape(-1, len(s.numbers)) for what in ("mid", "war")]
    every = np.concatenate(slots)
    slot, state = np.nonzero(every)
    first = np.searchsorted(slot, np.arange(len(every) + 1))
    order = np.argsort(state, kind="stable")
    of_first = np.searchsorted(state[order], np.arange(len(s.numbers) + 1))
    return (first.astype(np.int32), state.astype(np.int32), every[slot, state], of_first.astype(np.int32),
            slot[order].astype(np.int32), len(slots[0]) // 2)  # fmt: skip
