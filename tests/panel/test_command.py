"""`casus panel`: what it writes, says, and refuses."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from casus.panel import dyad_years, sets, state_years


def casus(*args: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, "-m", "casus.cli", *args], capture_output=True, text=True, timeout=60)
    assert "Traceback" not in done.stderr, done.stderr
    return done


def test_a_panel_with_its_run_and_its_citations(tmp_path: Path) -> None:
    out = tmp_path / "panel.parquet"
    done = casus("panel", "dyad-year", "--directed", "--from", "1900", "--to", "1905", "--add", "mids,contiguity",
                 "--add", "peace_years", "--out", str(out))  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == f"11,014 rows × 30 columns in {out}; sources in {out}.bib\n"
    ours = dyad_years(first=1900, last=1905).add("mids", "contiguity", "peace_years").polars()
    assert pl.read_parquet(out).equals(ours)
    run = json.loads((tmp_path / "panel.parquet.run.json").read_text("utf-8"))
    assert run["options"]["add"] == ["mids", "contiguity", "peace_years"]
    assert (run["options"]["from"], run["options"]["to"], run["options"]["directed"]) == (1900, 1905, True)
    assert set(run["inputs"]) == {"cow-states", "gml-dyads", "contiguity"}
    cited = casus("cite", f"{out}.run.json")
    assert cited.stdout == (tmp_path / "panel.parquet.bib").read_text("utf-8")


@pytest.mark.parametrize(
    ("args", "rows"),
    [
        (("dyad-year", "--to", "1820"), len(dyad_years(directed=False, last=1820))),  # undirected, unless asked
        (("dyad-year", "--to", "1820", "--relevant"), len(dyad_years(directed=False, last=1820).relevant())),
        (("dyad-year", "--to", "1820", "--system", "gw"), len(dyad_years(directed=False, last=1820, system="gw"))),
        (("state-year", "--add", "mids"), len(state_years())),
        (
            ("dyad-year", "--to", "1830", "--add", "mids", "--several", "fatality,onset"),
            len(dyad_years(directed=False, last=1830)),
        ),
    ],
)
@pytest.mark.parametrize("ending", [".csv", ".dta"])
def test_rows(args: tuple[str, ...], rows: int, ending: str, tmp_path: Path) -> None:
    done = casus("panel", *args, "--out", str(tmp_path / f"panel{ending}"))
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith(f"{rows:,} rows × ")
    if ending == ".csv":
        assert len((tmp_path / "panel.csv").read_text("utf-8").splitlines()) == rows + 1


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("dyad-year", "--add", "atpo"), ("atpo", "did you mean atop?", *sets.of_pairs())),
        (("state-year", "--add", "atop"), ("state-years", *sets.of_states())),
        (("dyad-year", "--add", "nmc,nmc"), ("nmc", "already")),
        (("dyad-year", "--from", "1648"), ("1648", "1816", "2025")),
        (("dyad-year", "--to", "2100"), ("2100", "2025")),
        (("dyad-year", "--from", "1950", "--to", "1900"), ("1950-1900",)),
        (("state-year", "--relevant"), ("pairs",)),
        (("dyad-year", "--add", "mids", "--several", "deaths"), ("deaths", "fatality", "start-month")),
    ],
)
def test_bad_input_gets_one_line_and_no_file(args: tuple[str, ...], words: tuple[str, ...], tmp_path: Path) -> None:
    done = casus("panel", *args, "--out", str(tmp_path / "panel.csv"))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("casus: ") and done.stderr.count("\n") == 1
    assert all(word in done.stderr for word in words)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("out", ["panel.xlsx", "panel", "none/panel.csv", "none/panel.dta", "none/panel.parquet"])
def test_files_that_cannot_be_written(out: str, tmp_path: Path) -> None:
    done = casus("panel", "state-year", "--to", "1820", "--out", str(tmp_path / out))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"casus: {tmp_path / out}: ") and done.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "args",
    [
        ("dyad-year",),  # no file
        ("decade", "--out", "panel.csv"),
        ("state-year", "--directed", "--out", "panel.csv"),
        ("dyad-year", "--from", "MCM", "--out", "panel.csv"),
        ("dyad-year", "--system", "un", "--out", "panel.csv"),
    ],
)
def test_a_wrong_command_line_exits_with_2(args: tuple[str, ...]) -> None:
    done = casus("panel", *args)
    assert (done.returncode, done.stdout) == (2, "")


def test_relevance_after_its_last_year_is_refused(tmp_path: Path) -> None:
    done = casus("panel", "dyad-year", "--from", "2017", "--relevant", "--out", str(tmp_path / "panel.csv"))
    assert (done.returncode, list(tmp_path.iterdir())) == (1, [])
    assert "relevance is known to 2016" in done.stderr
