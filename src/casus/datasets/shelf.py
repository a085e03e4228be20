"""Every dataset that casus knows: its card, the loader of its published file, and the table that ships, as Arrow.

A card (``cards/<id>.toml``) says who made the file and on which terms, how it is cited, and for each column what it
holds, its unit and the codes that stand for "missing". Reading is the same for all: `load` gives the packaged table,
``load(id, path)`` reads a user's own copy of the published file, and refuses one that is not what the card says.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

from casus.datasets import card as cards
from casus.datasets.card import Card
from casus.errors import InputError, TableError
from casus.sources import Reference

if TYPE_CHECKING:  # a panel needs the cards, and no Arrow
    import pyarrow as pa

FOLDER = Path(__file__).parent / "cards"
TABLES = Path(__file__).parents[1] / "tables"

Kind = Literal["int8", "int16", "int32", "float64", "string", "bool", "date"]
_WORDS = {"int8": "whole number", "int16": "whole number", "int32": "whole number", "float64": "number",
          "bool": "0 or 1", "date": "day (YYYY-MM-DD)"}  # fmt: skip
_THOUSANDS = re.compile(r"\d{1,3}(,\d{3})+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: what it holds, its unit, the codes in it that stand for a missing value, its name in the file.

    ``thousands``: the file may write a number as "4,000".
    """

    name: str
    says: str
    type: Kind
    unit: str | None = None
    missing: tuple[str, ...] = ()
    source: str | None = None
    thousands: bool = False

    @property
    def in_file(self) -> str:
        """Its name in the published file."""
        return self.source or self.name

    @property
    def field(self) -> pa.Field:
        """As Arrow has it, with what it holds and the unit in the metadata."""
        import pyarrow as pa

        told = {"says": self.says, **({"unit": self.unit} if self.unit else {})}
        return pa.field(self.name, _arrow(self.type), metadata=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """A published table: its card, its columns, how it is cited, and whether casus may ship it (``packaged``).

    ``file`` is the name of the published file; ``years`` are the first and the last that it covers.
    """

    id: str
    card: Card
    columns: tuple[Column, ...]
    references: tuple[Reference, ...]
    file: str
    years: tuple[int, int]
    packaged: bool
    url: str | None = None
    note: str | None = None

    def __repr__(self) -> str:
        size = f"{self.card.rows:,} rows × {len(self.columns)} columns"
        return f"<Dataset {self.id}: {self.card.name}, {size}, {self.years[0]}–{self.years[1]}>"

    @property
    def table(self) -> Path:
        """Where the packaged table lies."""
        return TABLES / f"{self.id}.parquet"

    @property
    def schema(self) -> pa.Schema:
        """The columns with their units; the table's metadata say which dataset it is."""
        import pyarrow as pa

        about = {"dataset": self.id, "title": self.card.name, "citation": self.card.citation, "terms": self.card.terms}
        return pa.schema([column.field for column in self.columns], metadata=about)

    def read(self, path: Path) -> pa.Table:
        """The published file as a table, row by row as published; `InputError` where it is not what the card says."""
        import pyarrow as pa

        rows = list(zip(*cards.read(self.card, path), strict=True))
        arrays = [_array(column, cells, path) for column, cells in zip(self.columns, rows, strict=True)]
        return pa.table(arrays, schema=self.schema)


@cache
def datasets() -> dict[str, Dataset]:
    """Every dataset by its id."""
    return {path.stem: get(path.stem) for path in sorted(FOLDER.glob("*.toml"))}


@cache
def get(id: str) -> Dataset:
    """The dataset of that id."""
    paths = {path.stem: path for path in FOLDER.glob("*.toml")}
    if id not in paths:
        near = get_close_matches(id, sorted(paths), 3)
        hint = f"did you mean {' or '.join(near)}?" if near else "casus datasets lists them all"
        raise InputError(f'no dataset called "{id}"; {hint}')
    return _of(paths[id])


def load(id: str, path: Path | str | None = None, columns: Sequence[str] | None = None) -> pa.Table:
    """The packaged table of a dataset, or the published file at ``path``; of it all columns, or those named.

    >>> load("cow-majors", columns=["stateabb", "styear"]).slice(0, 2).to_pylist()
    [{'stateabb': 'USA', 'styear': 1898}, {'stateabb': 'UKG', 'styear': 1816}]
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    dataset = get(id)
    known = [column.name for column in dataset.columns]
    for name in columns or ():
        if name not in known:
            raise InputError(f'{id} has no column "{name}"; it has {", ".join(known)}')
    if path is not None:
        table = dataset.read(Path(path))
        return table if columns is None else table.select(list(columns))
    if not dataset.packaged:
        raise InputError(f"{id} does not ship with casus ({dataset.card.terms}): give your own copy of {dataset.file}")
    try:
        # `pq.read_table` would load the whole of pyarrow.dataset, and with it pandas where it is installed
        with pq.ParquetFile(dataset.table, memory_map=True) as file:
            return file.read(columns=None if columns is None else list(columns))
    except (OSError, pa.ArrowInvalid) as error:
        raise TableError(f"{dataset.table}: cannot be read ({error}); install casus again") from None


def _arrow(kind: Kind) -> pa.DataType:
    import pyarrow as pa

    return {
        "int8": pa.int8(), "int16": pa.int16(), "int32": pa.int32(), "float64": pa.float64(), "string": pa.string(),
        "bool": pa.bool_(), "date": pa.date32(),
    }[kind]  # fmt: skip


def _array(column: Column, cells: Iterable[str], path: Path) -> pa.Array:
    import pyarrow as pa

    gone = {"", *column.missing}
    values = [None if cell in gone else cell for cell in cells]
    if column.thousands:
        values = [v.replace(",", "") if v and _THOUSANDS.fullmatch(v) else v for v in values]
    try:
        return _cast(column, values)
    except pa.ArrowInvalid:
        bad = next(i for i, value in enumerate(values) if not _fits(column, value))
        wanted = _WORDS[column.type]
        told = f'{column.in_file} is "{cards.shown(str(values[bad]))}"'
        raise InputError(f"{path}, row {bad + 2}: {told}, not a {wanted}") from None


def _cast(column: Column, values: list[str | None]) -> pa.Array:
    import pyarrow as pa

    if column.type == "bool":
        values = [{"1": "true", "0": "false"}.get(value, value) if value else None for value in values]
    return pa.array(values, pa.string()).cast(_arrow(column.type))


def _fits(column: Column, value: str | None) -> bool:
    import pyarrow as pa

    try:
        _cast(column, [value])
    except pa.ArrowInvalid:
        return False
    return True


def _of(path: Path) -> Dataset:
    raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    columns = tuple(_column(row, path) for row in raw["column"])
    references = tuple(Reference.of(row) for row in raw["reference"])
    card = Card(
        title=raw["title"],
        producer=raw["producer"],
        version=raw["version"],
        citation="; ".join(str(one) for one in references),
        terms=raw["terms"],
        columns=tuple(column.in_file for column in columns),
        key=tuple(raw["key"]),
        rows=raw["rows"],
        sha256=raw.get("sha256"),
        versioned=raw.get("versioned", False),
        versions=tuple(raw.get("versions", ())),
        text_keys=frozenset(c.in_file for c in columns if c.type in ("string", "date")),
        missing=frozenset(raw.get("missing", [""])),
    )
    if path.stem != raw["id"]:
        raise TableError(f'{path}: id "{raw["id"]}" should be the name of the file')
    return Dataset(
        id=raw["id"], card=card, columns=columns, references=references, file=raw["file"],
        years=(raw["years"][0], raw["years"][1]), packaged=raw["packaged"], url=raw.get("url"), note=raw.get("note"),
    )  # fmt: skip


def _column(row: dict[str, Any], path: Path) -> Column:
    if row["type"] not in get_args(Kind):
        raise TableError(f"{path}: {row['name']} has type {row['type']}; allowed: {', '.join(get_args(Kind))}")
    return Column(**{**row, "missing": tuple(row.get("missing", ()))})


def cited(ids: Iterable[str]) -> Iterator[Reference]:
    """The references of these datasets, each once."""
    seen: dict[str, Reference] = {}
    for id in ids:
        for one in get(id).references:
            seen.setdefault(one.key, one)
    yield from seen.values()


def bibliography(ids: Iterable[str]) -> str:
    """What these datasets ask to be cited by, as BibTeX."""
    return "\n".join(f"{one.bibtex()}\n" for one in cited(ids))
