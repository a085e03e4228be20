"""The Parquet file of a sweep: the rows of every day, in order, or no file at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from casus.errors import InputError
from casus.treaties import sweep
from casus.treaties.bulk import Sweep
from casus.treaties.library import shipped

SHELF = shipped().treaties


def test_rows_of_a_day_are_those_of_the_sweep(tmp_path: Path) -> None:
    out = tmp_path / "day.parquet"
    day = date(2024, 10, 19)
    rows = sweep.write(SHELF, [day], out)
    table = pq.read_table(out)
    assert len(table) == rows
    answers = Sweep(SHELF).on(day)
    found = {(r["debtor"], r["list"]) for r in table.to_pylist() if (r["attacker"], r["target"]) == ("PRK", "KOR")}
    assert found == {(d, name) for d, name in answers.lists("PRK", "KOR") if name in sweep.WRITTEN}
    assert ("USA", "bound") in found


def test_days_stand_in_order_whatever_the_workers(tmp_path: Path) -> None:
    out = tmp_path / "years.parquet"
    seen: list[int] = []
    sweep.write(SHELF, sweep.years(1960, 2000), out, done=seen.append)
    days = pq.read_table(out, columns=["day"])["day"].to_pylist()
    assert days == sorted(days)
    assert {day.year for day in days} == set(range(1960, 2001))
    assert sum(seen) == 41


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        sweep.write(SHELF, [date(2000, 1, 1)], tmp_path / "missing" / "out.parquet")


def test_what_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    def stop(count: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep.write(SHELF, sweep.years(2000, 2001), tmp_path / "out.parquet", done=stop)
    assert list(tmp_path.iterdir()) == []
