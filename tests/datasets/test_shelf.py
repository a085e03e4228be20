"""Every dataset on the shelf: its published file is read and gives the packaged table; a damaged file is refused."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import subprocess
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.shared import need

import casus.datasets
from casus.datasets import datasets, get, load, packaging, shelf
from casus.datasets.shelf import Dataset
from casus.errors import InputError

ALL = list(datasets())
#: One of each make: with a version and without, sorted by one key or by three, gzipped, a million cells.
SEVEN = ["cow-states", "nmc", "mid-participants", "contiguity", "gml-dyads", "democracy", "atop-dyads"]
#: Reading the whole file takes seconds: its head must do.
LONG = {"minimum-distance"}


def source(id: str) -> Path:
    """The published file, or a skip that names it."""
    path = packaging.published(get(id), need("data"))
    if path is None:
        pytest.skip(f"needs {get(id).file} in ../shared/data")
    return path


def head(id: str, count: int = 60) -> list[list[str]]:
    """The header and the first rows of the published file."""
    path = source(id)
    with gzip.open(path, "rt", "utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        return list(islice(csv.reader(lines), count + 1))


def as_csv(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def short(id: str, rows: int = 60) -> Dataset:
    """The dataset as if its file had been published with that many rows."""
    dataset = get(id)
    return replace(dataset, card=replace(dataset.card, rows=rows))


def refusal(dataset: Dataset, path: Path) -> str:
    """The one line with which the file is refused, without its path."""
    with pytest.raises(InputError) as refused:
        dataset.read(path)
    assert "\n" not in str(refused.value)
    assert str(refused.value).startswith(str(path))
    return str(refused.value).removeprefix(str(path))


@pytest.mark.parametrize("id", ALL)
def test_the_published_file_gives_the_packaged_table(id: str, tmp_path: Path) -> None:
    dataset, path = get(id), source(id)
    assert hashlib.sha256(path.read_bytes()).hexdigest() == dataset.card.sha256
    if id in LONG:
        dataset, path = short(id, 500), tmp_path / "head.csv"
        path.write_text(as_csv(head(id, 500)), "utf-8")
    table = dataset.read(path)
    assert table.num_rows == dataset.card.rows
    assert table.column_names == [column.name for column in dataset.columns]
    if dataset.packaged:
        assert packaging.as_bytes(table) == dataset.table.read_bytes()


@pytest.mark.parametrize("id", ALL)
def test_without_its_first_column_a_file_is_refused_by_its_name(id: str, tmp_path: Path) -> None:
    dataset, (header, *rows) = get(id), head(id)
    gone = dataset.card.columns[0]
    kept = [i for i, column in enumerate(header) if column != gone]
    (tmp_path / "file.csv").write_text(as_csv([[row[i] for i in kept] for row in (header, *rows)]), "utf-8")
    assert f"no column {gone}; casus reads the {dataset.card.name}" in refusal(dataset, tmp_path / "file.csv")


@pytest.mark.parametrize("id", ALL)
def test_half_a_file_is_refused(id: str, tmp_path: Path) -> None:
    path = source(id)
    half = tmp_path / path.name
    half.write_bytes(path.read_bytes()[: min(path.stat().st_size // 2, 100_000)])
    assert "is the file cut short?" in refusal(get(id), half)


@pytest.mark.parametrize("id", ALL)
def test_the_head_of_a_file_is_refused_by_its_number_of_rows(id: str, tmp_path: Path) -> None:
    card = get(id).card
    count = min(card.rows - 1, 60)
    (tmp_path / "file.csv").write_text(as_csv(head(id, count)), "utf-8")
    told = f": {count} rows where the {card.name} has {card.rows:,}; is the file cut short?"
    assert refusal(get(id), tmp_path / "file.csv") == told


@pytest.mark.parametrize("id", ALL)
def test_a_card_is_whole(id: str) -> None:
    dataset = get(id)
    names = [column.name for column in dataset.columns]
    assert len(set(names)) == len(names)
    assert set(dataset.card.key) <= set(dataset.card.columns)
    assert dataset.references and dataset.card.terms and dataset.card.sha256 and dataset.note
    assert all(column.says for column in dataset.columns)
    assert dataset.years[0] <= dataset.years[1]
    assert dataset.card.name in repr(dataset)


def test_no_two_works_share_a_key() -> None:
    works = {one for dataset in datasets().values() for one in dataset.references}
    assert len({one.key for one in works}) == len(works)


@pytest.mark.parametrize("id", [id for id in ALL if get(id).packaged])
def test_a_packaged_table_is_what_its_card_says(id: str) -> None:
    dataset = get(id)
    held = pq.read_metadata(dataset.table)
    assert (held.num_rows, held.schema.names) == (dataset.card.rows, [column.name for column in dataset.columns])
    assert pq.read_schema(dataset.table).equals(dataset.schema, check_metadata=True)
    assert packaging.recorded()[dataset.table.name] == hashlib.sha256(dataset.table.read_bytes()).hexdigest()


def test_nothing_else_is_packaged_and_all_of_it_is_small() -> None:
    packaged = [
        path for path in shelf.TABLES.glob("*.parquet") if not path.stem.startswith("odds_")
    ]  # our own: docs/odds.md
    tables = {path.stem: path.stat().st_size for path in packaged}
    assert set(tables) == {id for id in ALL if get(id).packaged}
    assert {f"{id}.parquet" for id in tables} == set(packaging.recorded())
    assert sum(tables.values()) < 25_000_000


@pytest.mark.parametrize("id", SEVEN)
@pytest.mark.parametrize(
    ("damage", "told"),
    [
        ("cut in a line", "cells under"),
        ("cut in the last cell", ""),  # by its version, its cells or the missing line end
        ("cut between lines", "59 rows where"),
        ("a row twice", "61 rows where"),
        ("rows reordered", "out of order; the"),
        ("not UTF-8", "not UTF-8 text; take the"),
        ("gz cut short", "row"),
        ("gz damaged", "row"),
        ("semicolons", "no commas between the cells; casus reads the"),
        ("another version, a column gone", "version 9.9; no column"),
        ("another version", "version 9.9; casus reads the"),
        ("another version in one row", "row 61: version 9.9 in the"),
        ("a word for a number", 'is "twelve", not a'),
    ],
)
def test_a_damaged_file_is_refused_in_one_line(id: str, damage: str, told: str, tmp_path: Path) -> None:
    dataset, rows = short(id), head(id)
    if "version" not in rows[0] and "version" in damage:
        rows = [[*row, dataset.card.version] for row in rows]
        rows[0][-1] = "version"
    at = rows[0].index("version") if "version" in damage else 0
    path = tmp_path / "file.csv"
    match damage:
        case "cut between lines":
            rows.pop()
        case "a row twice":
            rows.append(rows[-1])
        case "rows reordered":
            rows[1], rows[-1] = rows[-1], rows[1]
        case "another version" | "another version, a column gone":
            for row in rows[1:]:
                row[at] = "9.9"
            if damage.endswith("gone"):
                rows[0][rows[0].index(dataset.card.columns[1])] = "gone"
        case "another version in one row":
            rows[-1][at] = "9.9"
        case "a word for a number":
            column = next(c.in_file for c in dataset.columns if c.type in ("int16", "int32", "float64"))
            rows[5][rows[0].index(column)] = "twelve"
    content = as_csv(rows).encode()
    match damage:
        case "cut in a line":
            content = content[: content.rindex(b"\n", 0, -1) + 4]
        case "cut in the last cell":
            content = content[:-2]
        case "not UTF-8":
            content = content.replace(b"1", "é".encode("latin-1"), 1)
        case "gz cut short" | "gz damaged":
            path = tmp_path / "file.csv.gz"
            whole = gzip.compress(content)
            content = whole[:-9] if damage == "gz cut short" else whole[:200] + b"casus" + whole[205:]
        case "semicolons":
            content = content.replace(b",", b";")
    path.write_bytes(content)
    assert told in refusal(dataset, path)


@pytest.mark.parametrize("id", SEVEN)
def test_what_does_not_matter_is_not_refused(id: str, tmp_path: Path) -> None:
    dataset, rows = short(id), head(id)
    path = tmp_path / "file.csv"
    path.write_text(as_csv(rows), "utf-8")
    table = dataset.read(path)
    for content in (
        as_csv([row[::-1] for row in rows]),  # columns in another order
        as_csv([[*row, "more"] for row in rows]),  # a column more
        as_csv(rows).replace("\n", "\r\n"),  # line ends of Windows
        "\ufeff" + as_csv(rows) + "\n",  # a byte order mark, and an empty line at the end
    ):
        path.write_bytes(content.encode())
        assert dataset.read(path).equals(table)


def made(tmp_path: Path, content: str, **card: object) -> Dataset:
    """A dataset of two columns, ``n`` and ``what``, whose file is ``file.csv``."""
    (tmp_path / "file.csv").write_text(content, "utf-8")
    base = get("non-state-wars")
    columns = tuple(
        replace(column, source=name) for column, name in zip((base.columns[0], base.columns[-1]), "nw", strict=True)
    )
    own = {"columns": ("n", "w"), "key": ("n",), "rows": content.count("\n") - 1, "versioned": False} | card
    return replace(base, columns=columns, card=replace(base.card, **own))


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("1 2 2 10", None),
        ("502 502.1 503", "n is"),  # in order; only the type of the column refuses it, see below
        ("1 2 -9", None),  # a missing key comes last
        ("1 -9 2", "row 4: out of order"),
        ("2 10 9", "row 4: out of order"),  # numbers, not text
        ("1 nan 2", 'row 3: n is "nan", not a number'),
        ("1 two 3", 'row 3: n is "two", not a number'),
    ],
)
def test_keys_are_numbers_and_may_be_missing(cells: str, told: str | None, tmp_path: Path) -> None:
    content = "n,w\n" + "".join(f"{cell},1\n" for cell in cells.split())
    dataset = made(tmp_path, content)
    if told:
        assert told in refusal(dataset, tmp_path / "file.csv")
    else:
        assert dataset.read(tmp_path / "file.csv").num_rows == len(cells.split())


def test_war_numbers_with_a_decimal_are_in_order() -> None:
    numbers = load("intra-state-wars", columns=["warnum"]).column(0).to_pylist()
    assert 502.1 in numbers and numbers == sorted(numbers)


def test_thousands_are_read_where_the_card_says_so(tmp_path: Path) -> None:
    dataset = made(tmp_path, 'n,w\n1,"4,000"\n2,"1,234,567"\n3,12\n')
    assert dataset.read(tmp_path / "file.csv").column(1).to_pylist() == [4000, 1234567, 12]
    assert 'w is "4,00", not a whole number' in refusal(made(tmp_path, 'n,w\n1,"4,00"\n'), tmp_path / "file.csv")
    wars = load("non-state-wars", columns=["warnum", "totalcombatdeaths"]).to_pylist()
    assert {"warnum": 1571, "totalcombatdeaths": 4000} in wars


def test_what_a_cell_holds_cannot_steer_a_terminal(tmp_path: Path) -> None:
    told = refusal(made(tmp_path, 'n,w\n1,"\x1b[31m\nred"\n', rows=1), tmp_path / "file.csv")
    assert told.endswith('w is "[31mred", not a whole number')


def test_a_version_may_be_written_without_its_zero() -> None:
    card = get("nmc").card
    assert card.is_of("7") and card.is_of("7.0")
    assert not any(card.is_of(version) for version in ("6", "2021", "", "nan", "7.0a"))


def test_the_shelf_loads_when_it_is_asked_for() -> None:
    code = (
        "import sys, casus.datasets as d; before = 'casus.datasets.shelf' in sys.modules\n"
        "d.get('nmc'); print(before, 'pyarrow' in sys.modules, d.load('cow-majors').num_rows)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.split() == ["False", "False", "14"], done.stderr
    with pytest.raises(AttributeError, match="it has: datasets, get, load"):
        casus.datasets.lode  # type: ignore[attr-defined]  # noqa: B018


def test_load() -> None:
    assert load("cow-majors", columns=["ccode"]).column_names == ["ccode"]
    path = source("cow-majors")
    assert load("cow-majors", str(path), ["ccode"]).equals(load("cow-majors", columns=["ccode"]))
    with pytest.raises(InputError, match='cow-majors has no column "code"; it has stateabb, ccode'):
        load("cow-majors", columns=["code"])
    with pytest.raises(InputError, match='no dataset called "cow-major"; did you mean cow-majors'):
        load("cow-major")
    with pytest.raises(InputError, match=r"crises does not ship with casus .*: give your own copy of icb1v13\.csv"):
        load("crises")
    with pytest.raises(InputError, match=r"none\.csv: cannot be read"):
        load("cow-majors", "none.csv")


def test_what_is_missing_is_missing() -> None:
    democracy = load("democracy", columns=["polity2"]).column(0)
    assert -9 in democracy.to_pylist() and democracy.null_count  # -9 is a score there
    assert -9 not in load("mid-participants", columns=["stday"]).column(0).to_pylist()
