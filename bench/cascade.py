"""How fast the simulations are, beside networkx, in one run and on one thread.

Run: python bench/cascade.py
First the odds: 10,000 draws of one situation. Then the same two-sided cascade by networkx and by casus, on 200 states
and 3,000 directed commitments; both must come to the same mean numbers of joiners. Then one side from every start.
"""

from __future__ import annotations

import random
import time
from datetime import date
from typing import Any

import networkx as nx
import numpy as np

from casus.events import suppose
from casus.odds import pairwise, tables
from casus.odds.simulate import simulate
from casus.odds.situation import situation
from casus.treaties.library import shipped

STATES, COMMITMENTS = 200, 3000


def main() -> None:
    odds()
    print(f"cascades a second, {STATES} states, {COMMITMENTS} commitments: networkx, casus, ratio")
    for low, high in ((0.01, 0.05), (0.12, 0.32), (0.5, 0.8)):
        graph = commitments(low, high)
        cascades(graph, f"{low}-{high}")


def odds() -> None:
    attack = suppose(date(2024, 10, 19), frozenset({"PRK"}), frozenset({"KOR"})).attack
    start = time.perf_counter()
    asked = situation(attack, shipped())
    model = tables.model()
    print(f"situation and model, first call: {time.perf_counter() - start:.2f} s")
    start = time.perf_counter()
    simulate(model, asked, 10)
    print(f"simulate, first call (10 draws): {time.perf_counter() - start:.2f} s")
    best = min(_timed(lambda: simulate(model, asked)) for _ in range(3))
    print(f"simulate, 10,000 draws of {asked}: {best:.2f} s")


def commitments(low: float, high: float) -> Any:
    """A random directed graph, the same each time; an edge leads from the creditor to the debtor."""
    chance = random.Random(1)
    graph = nx.DiGraph()
    graph.add_nodes_from(range(STATES))
    while graph.number_of_edges() < COMMITMENTS:
        one, other = chance.sample(range(STATES), 2)
        graph.add_edge(one, other, p=chance.uniform(low, high))
    return graph


def cascades(graph: Any, name: str) -> None:
    edges = sorted((u, v, p) for u, v, p in graph.edges(data="p"))
    first = np.searchsorted([u for u, _, _ in edges], np.arange(STATES + 1))
    to, p = np.array([v for _, v, _ in edges]), np.array([p for _, _, p in edges])
    a, b = np.array([0]), np.array([1])
    pairwise.two_sided(first, to, p, a, b, 10)
    pairwise.reach(first, to, p, 10)
    chance, drawn, many = random.Random(2), np.zeros(2), 0
    start = time.perf_counter()
    while time.perf_counter() - start < 3:
        drawn += [len(side) for side in by_networkx(graph, {0}, {1}, chance)]
        many += 1
    slow = many / (time.perf_counter() - start)
    draws = 100_000
    counts: Any = None
    fast = draws / min(_timed(lambda: pairwise.two_sided(first, to, p, a, b, draws)) for _ in range(2))
    counts = pairwise.two_sided(first, to, p, a, b, draws)
    print(f"  {name:9} two-sided   {slow:10,.0f} {fast:12,.0f} {fast / slow:8,.0f} x"
          f"   mean sides {drawn / many} {counts.sum(1) / draws}")  # fmt: skip
    start, many = time.perf_counter(), 0
    while time.perf_counter() - start < 2:
        by_networkx(graph, {many % STATES}, set(), chance)
        many += 1
    slow = many / (time.perf_counter() - start)
    fast = 2000 * STATES / min(_timed(lambda: pairwise.reach(first, to, p, 2000)) for _ in range(2))
    print(f"  {name:9} every start {slow:10,.0f} {fast:12,.0f} {fast / slow:8,.0f} x")


def by_networkx(graph: Any, a: set[int], b: set[int], chance: random.Random) -> tuple[set[int], set[int]]:
    """One cascade, by the rule of `pairwise`."""
    sides = set(a), set(b)
    fronts = set(a), set(b)
    while fronts[0] or fronts[1]:
        called = tuple(
            {v for u in front for v, edge in graph.adj[u].items()
             if v not in sides[0] and v not in sides[1] and chance.random() < edge["p"]}
            for front in fronts
        )  # fmt: skip
        fronts = called[0] - called[1], called[1] - called[0]
        for side, front in zip(sides, fronts, strict=True):
            side |= front
    return sides


def _timed(run: Any) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
