"""The card of a published file (who made it, on which terms, what it holds), and the reading of a file by its card."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

from casus.errors import InputError

#: How published files write a value that is missing: empty, COW's and ATOP's -9, Stata's dot.
MISSING = frozenset({"", "-9", "."})


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One file of a dataset, as it was published.

    ``columns`` are those that casus reads, in any order and among others; ``key`` those by which the rows are sorted;
    ``rows`` how many there are. ``versioned``: the file says its version in a column of that name. ``sha256`` is that
    of the copy from which casus was built (None: there was none); a file with the same rows and more columns will do.
    """

    title: str
    producer: str
    version: str
    citation: str
    terms: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    rows: int
    sha256: str | None
    versioned: bool = True

    @property
    def name(self) -> str:
        """Producer, version and file: ``ATOP 5.1 member file``."""
        return f"{self.producer} {self.version} {self.title}"


def read(card: Card, path: Path) -> Iterator[tuple[str, ...]]:
    """The cells of ``card.columns``, row by row; missing values are empty.

    A file of another version, without those columns, cut short, out of order or not in UTF-8 is refused: `InputError`,
    one line that names the file, the row (the header is row 1) and what was looked for. ``.gz`` is read as such.
    """
    seen, previous = 0, None
    try:
        with _open(path) as lines:
            reader = csv.reader(lines, strict=True)
            header = next(reader, [])
            ahead = list(islice(reader, 1))
            at = _places(card, path, header, ahead)
            version = header.index("version") if card.versioned else None
            key = [card.columns.index(column) for column in card.key]
            for cells in chain(ahead, reader):
                seen += 1
                if len(cells) != len(header):
                    cut = f"{len(cells)} cells under {len(header)} columns"
                    raise InputError(f"{path}, row {seen + 1}: {cut}; is the file cut short?")
                if version is not None and cells[version] != card.version:
                    raise InputError(f"{path}, row {seen + 1}: version {cells[version]} in the {card.name}")
                row = tuple("" if cells[i] in MISSING else cells[i] for i in at)
                place = [_number(row[i], card.columns[i], path, seen) for i in key]
                if previous is not None and place < previous:
                    raise InputError(
                        f"{path}, row {seen + 1}: out of order; the {card.name} is sorted by {', '.join(card.key)}"
                    )
                previous = place
                yield row
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8 text; take the {card.name} as CSV in UTF-8") from None
    except (csv.Error, EOFError, gzip.BadGzipFile) as error:
        raise InputError(f"{path}, row {seen + 2}: not readable as CSV ({error}); is the file cut short?") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from None
    if seen != card.rows:
        raise InputError(f"{path}: {seen:,} rows where the {card.name} has {card.rows:,}; is the file cut short?")


def _open(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _places(card: Card, path: Path, header: list[str], ahead: list[list[str]]) -> list[int]:
    """Where each column stands; a wrong version and missing columns are told together."""
    wrong = []
    if card.versioned and "version" in header and ahead and len(ahead[0]) == len(header):
        version = ahead[0][header.index("version")]
        if version != card.version:
            wrong.append(f"version {version}")
    needed = (*card.columns, "version") if card.versioned else card.columns
    lacking = [column for column in needed if column not in header]
    if lacking:
        wrong.append(f"no column {', '.join(lacking[:8])}{' and others' if len(lacking) > 8 else ''}")
    twice = [column for column in needed if header.count(column) > 1]
    if twice:
        wrong.append(f"column {', '.join(twice)} twice")
    if wrong:
        raise InputError(f"{path}: {'; '.join(wrong)}; casus reads the {card.name}")
    return [header.index(column) for column in card.columns]


def _number(cell: str, column: str, path: Path, seen: int) -> int:
    try:
        return int(cell)
    except ValueError:
        raise InputError(f'{path}, row {seen + 1}: {column} is "{cell[:20]}", not a number') from None
