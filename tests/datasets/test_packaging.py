"""The packaged tables against what was recorded of them, and published files against the tables."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.shared import need

from casus.datasets import get, packaging, shelf
from casus.errors import InputError, TableError

ROOT = Path(__file__).parents[2]
MAJORS = get("cow-majors")


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the table of the major powers and of the record, in place of the packaged ones."""
    folder = tmp_path / "tables"
    folder.mkdir()
    shutil.copy(MAJORS.table, folder)
    shutil.copy(packaging.SUMS, folder)
    monkeypatch.setattr(shelf, "TABLES", folder)
    monkeypatch.setattr(packaging, "SUMS", folder / packaging.SUMS.name)
    packaging.recorded.cache_clear()
    yield folder
    packaging.recorded.cache_clear()


def published(tmp_path: Path, old: str = "", new: str = "") -> Path:
    """A copy of the published file, with something in it replaced."""
    text = need("data", "states", "majors2016.csv").read_text("utf-8")
    assert old in text
    (tmp_path / "majors2016.csv").write_bytes(text.replace(old, new, 1).encode())
    return tmp_path / "majors2016.csv"


def test_what_ships_is_as_recorded() -> None:
    assert packaging.verify(MAJORS) is None
    assert packaging.verify(get("crises")) is None  # does not ship


def test_a_table_that_was_damaged_or_is_gone(tables: Path) -> None:
    table = tables / "cow-majors.parquet"
    assert packaging.verify(MAJORS) is None
    table.write_bytes(table.read_bytes()[:-1] + b"?")
    assert "has the sha256" in (packaging.verify(MAJORS) or "")
    table.unlink()
    assert "is missing; install casus again" in (packaging.verify(MAJORS) or "")


def test_a_table_whose_record_was_damaged_or_is_gone(tables: Path) -> None:
    packaging.SUMS.write_text("0123 cow-states.parquet\n")
    packaging.recorded.cache_clear()
    assert "recorded is nothing" in (packaging.verify(MAJORS) or "")
    packaging.SUMS.unlink()
    packaging.recorded.cache_clear()
    with pytest.raises(TableError, match="install casus again"):
        packaging.verify(MAJORS)


def test_a_table_that_is_not_what_the_card_says(tables: Path) -> None:
    pq.write_table(pa.table({"a": [1]}), tables / "cow-majors.parquet")
    digest = packaging._sha256((tables / "cow-majors.parquet").read_bytes())
    packaging.SUMS.write_text(f"{digest}  cow-majors.parquet\n")
    packaging.recorded.cache_clear()
    assert "is not what the card of cow-majors says" in (packaging.verify(MAJORS) or "")


def test_a_table_is_built_and_recorded_with_the_same_bytes(tables: Path) -> None:
    before, sums = (tables / "cow-majors.parquet").read_bytes(), packaging.SUMS.read_text()
    (tables / "cow-majors.parquet").unlink()
    packaging.SUMS.write_text(sums.replace(packaging._sha256(before), "0" * 64))
    packaging.recorded.cache_clear()
    packaging.build(MAJORS, need("data"))
    assert (tables / "cow-majors.parquet").read_bytes() == before
    assert packaging.SUMS.read_text() == sums


def test_what_may_not_ship_is_not_built(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("tables_builder", ROOT / "data" / "tables.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    with pytest.raises(InputError, match="crises: not packaged"):
        module.main(tmp_path, ["crises", "cow-majors"])
    with pytest.raises(InputError, match=r"holds no majors2016\.csv"):
        module.main(tmp_path, ["cow-majors"])


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", None),
        ("\n", "\r\n", None),  # other bytes, the same table
        (",2016\n", ",2017\n", "version 2017; casus reads"),
        ("1898", "1899", "is not the file of the card, and gives another table than the packaged one"),
    ],
)
def test_a_published_file_gives_the_packaged_table_or_not(old: str, new: str, told: str | None, tmp_path: Path) -> None:
    wrong = packaging.verify(MAJORS, published(tmp_path, old, new))
    assert (wrong is None) if told is None else told in (wrong or "")


def test_a_file_that_does_not_ship_is_known_by_its_bytes(tmp_path: Path) -> None:
    assert packaging.verify(get("cow-system"), need("data", "states", "cow_system_isard.csv")) is None
    assert "the card says" in (packaging.verify(get("cow-system"), published(tmp_path)) or "")


def test_rows_count_where_another_arrow_wrote_the_bytes(tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = MAJORS.read(need("data", "states", "majors2016.csv"))
    pq.write_table(table, MAJORS.table)  # other bytes, the same writer
    assert not packaging._same(table, MAJORS.table)
    monkeypatch.setattr(packaging, "as_bytes", lambda _: _as_if_of_old(table))
    assert packaging._same(table, MAJORS.table)
    assert not packaging._same(table.slice(1), MAJORS.table)


def _as_if_of_old(table: pa.Table) -> bytes:
    """The table as another version of Arrow would sign it."""
    out = pa.BufferOutputStream()
    pq.write_table(table, out)
    return out.getvalue().to_pybytes().replace(b"parquet-cpp-arrow version 2", b"parquet-cpp-arrow version 1")
