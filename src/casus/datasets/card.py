"""The card of a published file (who made it, on which terms, what it holds), and the reading of a file by its card."""

from __future__ import annotations

import csv
import gzip
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from math import isfinite
from pathlib import Path
from typing import TextIO

from casus.errors import InputError

#: How published files write a value that is missing: empty, COW's and ATOP's -9, Stata's dot.
MISSING = frozenset({"", "-9", "."})

_CUT = "is the file cut short?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One file of a dataset, as it was published.

    ``columns`` are those that casus reads, in any order and among others; ``key`` those by which the rows are sorted
    (numbers, save those in ``text_keys``; rows without one come last); ``rows`` how many there are. ``versioned``: the
    file has a column "version" (or "Version"); where a file has one, it must say ``versions`` (left out: ``version``;
    4.0 is 4). ``missing``: how it writes a value that is missing. ``sha256`` is that of the copy from which casus was
    built (None: there was none); a file with the same rows and more columns will do.
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
    versions: tuple[str, ...] = ()
    text_keys: frozenset[str] = frozenset()
    missing: frozenset[str] = MISSING

    @property
    def name(self) -> str:
        """Producer, version and file: ``ATOP 5.1 member file``."""
        return f"{self.producer} {self.version} {self.title}"

    def is_of(self, version: str) -> bool:
        """Is that what the file says of its version?"""
        told = self.versions or (self.version,)
        return version in told or _decimal(version) in {_decimal(one) for one in told} - {None}


def read(card: Card, path: Path) -> Iterator[tuple[str, ...]]:
    """The cells of ``card.columns``, row by row; missing values are empty.

    A file of another version, without those columns, cut short, out of order or not in UTF-8 is refused: `InputError`,
    one line that names the file, the row (the header is row 1) and what was looked for. ``.gz`` is read as such.
    """
    seen, previous = 0, None
    try:
        with _open(path) as file:
            lines = _Lines(file)
            reader = csv.reader(lines, strict=True)
            header = next(reader, [])
            ahead = list(islice(reader, 1))
            at = _places(card, path, header, ahead)
            version = _version_at(header)
            right: set[str] = set()
            key = [(at[card.columns.index(column)], column, column in card.text_keys) for column in card.key]
            for cells in chain(ahead, reader):
                if not cells:  # an empty line
                    continue
                seen += 1
                if len(cells) != len(header):
                    raise InputError(f"{path}, row {seen + 1}: {len(cells)} cells under {len(header)} columns; {_CUT}")
                if version is not None and cells[version] not in right:
                    if not card.is_of(cells[version]):
                        raise InputError(f"{path}, row {seen + 1}: version {shown(cells[version])} in the {card.name}")
                    right.add(cells[version])
                place = [
                    (True, 0) if cells[i] in card.missing
                    else (False, cells[i] if text else _number(cells[i], column, path, seen))
                    for i, column, text in key
                ]  # fmt: skip
                if previous is not None and place < previous:
                    raise InputError(
                        f"{path}, row {seen + 1}: out of order; the {card.name} is sorted by {', '.join(card.key)}"
                    )
                previous = place
                yield tuple("" if cells[i] in card.missing else cells[i] for i in at)
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8 text; take the {card.name} as CSV in UTF-8") from None
    except (csv.Error, EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise InputError(f"{path}, row {seen + 2}: not readable as CSV ({error}); {_CUT}") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from None
    if seen != card.rows:
        raise InputError(f"{path}: {seen:,} rows where the {card.name} has {card.rows:,}; {_CUT}")
    if not lines.whole and header[-1] in card.columns:
        raise InputError(f"{path}, row {seen + 1}: no line end after the last cell; {_CUT} If not, add one")


def shown(cell: str) -> str:
    """The beginning of a cell, as an error may print it."""
    return "".join(c for c in cell if c.isprintable())[:20]


class _Lines:
    """The lines of a file; ``whole``: the last one that was read has its end."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self.whole = True

    def __iter__(self) -> Iterator[str]:
        line = "\n"
        for line in self._lines:
            yield line
        self.whole = line.endswith(("\n", "\r"))


def _open(path: Path) -> TextIO:
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _places(card: Card, path: Path, header: list[str], ahead: list[list[str]]) -> list[int]:
    """Where each column stands; a wrong version and missing columns are told together."""
    wrong = []
    at = _version_at(header)
    if at is not None and ahead and len(ahead[0]) == len(header) and not card.is_of(ahead[0][at]):
        wrong.append(f"version {shown(ahead[0][at])}")
    lacking = [column for column in card.columns if column not in header]
    if card.versioned and at is None and "version" not in lacking:
        lacking.append("version")
    if lacking:
        wrong.append(f"no column {', '.join(lacking[:8])}{' and others' if len(lacking) > 8 else ''}")
    twice = [column for column in card.columns if header.count(column) > 1]
    if twice:
        wrong.append(f"column {', '.join(twice)} twice")
    if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
        wrong.append("no commas between the cells")
    if wrong:
        raise InputError(f"{path}: {'; '.join(wrong)}; casus reads the {card.name}")
    return [header.index(column) for column in card.columns]


def _version_at(header: list[str]) -> int | None:
    return next((i for i, column in enumerate(header) if column.lower() == "version"), None)


def _number(cell: str, column: str, path: Path, seen: int) -> float:
    """A whole or a decimal number (502.1), for comparing."""
    try:
        return int(cell)
    except ValueError:
        number = _decimal(cell)
        if number is None:
            raise InputError(f'{path}, row {seen + 1}: {column} is "{shown(cell)}", not a number') from None
        return number


def _decimal(cell: str) -> float | None:
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if isfinite(number) else None
