"""The sweep of all attackers and targets against ``evaluate`` called one by one, in one run.

Run: python bench/sweep.py [FROM-TO] [SAMPLE]
The sweep writes its Parquet file; of the same pairs a random sample is put to ``evaluate``, and its time is scaled up.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from pathlib import Path

from casus.days import years as parse_years
from casus.events import suppose
from casus.treaties import sweep
from casus.treaties.evaluate import evaluate
from casus.treaties.library import shipped
from casus.world import World


def main() -> None:
    first, last = parse_years(sys.argv[1] if len(sys.argv) > 1 else "1816-2018")
    sample = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    shelf, days = shipped().treaties, sweep.years(first, last)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        rows = sweep.write(shelf, days, Path(folder) / "sweep.parquet")
        all_at_once = time.perf_counter() - start
    worlds = [World.on(day) for day in days]
    pairs = sum(len(world.states) * (len(world.states) - 1) for world in worlds)
    chance = random.Random(0)
    weights = [len(world.states) ** 2 for world in worlds]
    start = time.perf_counter()
    for world in chance.choices(worlds, weights, k=sample):
        by, on = chance.sample(sorted(world.states), 2)
        evaluate(shelf, suppose(world.day, frozenset({by}), frozenset({on})).attack, world)
    one_by_one = (time.perf_counter() - start) / sample * pairs
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1e6
    print(f"{len(shelf)} treaties, {first}-{last}: {pairs:,} attacks, {rows:,} rows")
    print(f"sweep: {all_at_once:.1f} s, peak of one process {peak:.2f} GB")
    print(f"evaluate, one by one: {one_by_one:,.0f} s (scaled up from {sample}): {one_by_one / all_at_once:,.0f} x")


if __name__ == "__main__":
    main()
