"""The reference panel as ``casus panel`` writes it, against peacesciencer: CPU seconds, wall clock, peak memory.

Run: python bench/panel.py [RUNS]
Each run is a process of its own, from its start to the file on disk; of several runs the one with the least CPU time
is printed. peacesciencer runs here too where Rscript and the package are installed; else its stored figures, measured
on a machine of two cores, stand for it. The similarity of all portfolios, 1816-2018, is timed apart.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

SETS = "mids,atop,contiguity,nmc,majors,distance,democracy,peace_years"
ROWS = 1_685_310
CASUS = [sys.executable, "-m", "casus.cli", "panel", "dyad-year", "--directed", "--to", "2010", "--add", SETS]
SIMILARITY = """
import sys
from casus.panel import dyad_years
table = dyad_years(last=2018).add("similarity").polars()
print(f"{len(table):,} rows x {len(table.columns)} columns", file=sys.stderr)
"""
PEER = """
suppressMessages(library(peacesciencer))
panel <- create_dyadyears(subset_years = 1816:2010) |> add_gml_mids() |> add_atop_alliance() |> add_contiguity() |>
  add_nmc() |> add_cow_majors() |> add_capital_distance() |> add_democracy() |> add_spells()
cat(nrow(panel), "rows x", ncol(panel), "columns\\n", file = stderr())
"""


@dataclass(frozen=True, order=True)
class Cost:
    """What a process took: seconds of CPU (user and system), seconds on the clock, GB at its peak."""

    cpu: float
    wall: float
    memory: float

    def __str__(self) -> str:
        return f"{self.cpu:.2f} CPU s, {self.wall:.2f} s, {self.memory:.2f} GB"

    def under(self, other: Cost) -> str:
        """How many times less than another."""
        cpu, wall, memory = other.cpu / self.cpu, other.wall / self.wall, other.memory / self.memory
        return f"{cpu:.1f} x less CPU, {wall:.1f} x less time, {memory:.1f} x less memory"


#: peacesciencer 1.2.9, one thread, on a machine of two cores and 24 GB.
STORED = Cost(55.8, 68.0, 3.7)


def cost(command: list[str]) -> tuple[Cost, str]:
    """Of one process; with what it said on stderr."""
    with tempfile.TemporaryFile("w+") as told:
        start = perf_counter()
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told)
        _, status, used = os.wait4(child.pid, 0)
        wall = perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        said = told.read().strip()
    if child.returncode:
        sys.exit(said or f"{command[0]} ended with {child.returncode}")
    kilobytes = used.ru_maxrss / 1024 if sys.platform == "darwin" else used.ru_maxrss
    return Cost(used.ru_utime + used.ru_stime, wall, kilobytes / 1e6), said


def peer() -> tuple[Cost, str] | None:
    """The R pipeline, where it can run."""
    rscript = shutil.which("Rscript")
    if rscript is None:
        return None
    asked = subprocess.run([rscript, "-e", "packageVersion('peacesciencer')"], capture_output=True)
    return cost([rscript, "-e", PEER]) if asked.returncode == 0 else None


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    stored, found = STORED, peer()
    if found:
        print(f"peacesciencer, in this run: {found[0]} ({found[1].splitlines()[-1]})")
    print(f"peacesciencer, stored: {stored}")
    with tempfile.TemporaryDirectory() as folder:
        for ending in ("parquet", "csv", "dta"):
            out = Path(folder) / f"panel.{ending}"
            all_runs = [cost([*CASUS, "--out", str(out)]) for _ in range(runs)]
            best, said = min(all_runs)
            assert f"{ROWS:,} rows" in said, said
            print(f"casus panel, to {ending}: {best} ({out.stat().st_size / 1e6:.0f} MB); {best.under(stored)}")
            if found:
                print(f"  against the run above: {best.under(found[0])}")
    best, said = min(cost([sys.executable, "-c", SIMILARITY]) for _ in range(runs))
    print(f"similarity of all portfolios, 1816-2018: {best} ({said})")
    if best.cpu >= 20:
        sys.exit("similarity should take less than 20 s of CPU")


if __name__ == "__main__":
    main()
