"""How long ``World.on(day)`` takes, and each thing that is asked of it: first in a fresh process, then warm.

Run: python bench/world.py [DAYS]
Cold is one process for each question, its imports and tables included, less that of an interpreter that starts and
stops; warm the median over that many days between 1816 and 2025, of states drawn anew for each.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from casus.world import World

QUESTIONS: dict[str, Callable[[World, str, str], object]] = {
    "World.on": lambda w, a, b: w.exists(a),
    "forces": lambda w, a, b: w.forces(a),
    "capability_share": lambda w, a, b: w.capability_share(a, b),
    "regime": lambda w, a, b: w.regime(a),
    "wars_under_way": lambda w, a, b: w.wars_under_way(),
    "contiguous": lambda w, a, b: w.contiguous(a, b),
    "neighbours": lambda w, a, b: w.neighbours(a),
    "distance": lambda w, a, b: w.distance(a, b),
    "ideal_distance": lambda w, a, b: w.ideal_distance(a, b),
    "majors": lambda w, a, b: w.majors(),
    "leaders": lambda w, a, b: w.leaders(a),
    "us_bases": lambda w, a, b: w.us_bases(a),
    "arsenal": lambda w, a, b: w.arsenal(a),
    "troops": lambda w, a, b: w.troops(at=a),
    "standing": lambda w, a, b: w.standing([a, b]),
    "rivals": lambda w, a, b: w.rivals(a),
}


def cold(name: str) -> float:
    """Seconds of a process that asks one thing (``all``: everything)."""
    code = f"import sys; sys.path.insert(0, 'bench'); import world; world.once({name!r})"
    return statistics.median(seconds([sys.executable, "-c", code]) for _ in range(3))


def seconds(command: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run(command, check=True)
    return time.perf_counter() - start


def once(name: str) -> None:
    world = World.on(date(2014, 10, 19))
    for question in QUESTIONS.values() if name == "all" else [QUESTIONS[name]]:
        question(world, "PRK", "KOR")


def main() -> None:
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    bare = statistics.median(seconds([sys.executable, "-c", "pass"]) for _ in range(5))
    once("all")
    draw = random.Random(1816)
    warm: dict[str, list[float]] = {name: [] for name in (*QUESTIONS, "all")}
    for _ in range(days):
        day = date(1816, 1, 1) + timedelta(draw.randrange(210 * 365))
        began = time.perf_counter()
        world = World.on(day)
        warm["World.on"].append(time.perf_counter() - began)
        one, two = draw.sample(sorted(world.states), 2)
        for name, question in list(QUESTIONS.items())[1:]:
            start = time.perf_counter()
            question(world, one, two)
            warm[name].append(time.perf_counter() - start)
        warm["all"].append(time.perf_counter() - began)
    print(f"{'':18} cold, ms  warm, ms (median of {days} days; slowest)")
    for name, times in warm.items():
        first = (cold(name) - bare) * 1000
        print(f"{name:18} {first:8.0f}  {statistics.median(times) * 1000:8.3f}  {max(times) * 1000:8.3f}")


if __name__ == "__main__":
    main()
