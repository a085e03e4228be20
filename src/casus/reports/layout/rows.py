"""Flat text as lines: those that a machine broke, at a width or at each link, are put together again."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from casus.reports.layout.lines import MOST, Line
from casus.reports.layout.wording import ends_sentence

_WRAP: Final = range(40, 101)  # widths, in characters, of a page broken into lines by a machine


def split(text: str) -> list[Line]:
    """Lines of flat text, empty ones kept (they part paragraphs); lines broken at a fixed width are joined again."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\xa0", " ").split("\n")
    rows = [row.rstrip() for row in rows]
    rows = [row for row, before in zip(rows, ["", *rows], strict=False) if row or before][:MOST]
    rows = _unwrapped(rows, width) if (width := _wrap_width(rows)) else _mended(rows)
    rows = [_without_marks(row.strip()) for row in rows]
    return [Line(" ".join(row.split()), row) for row in rows]


_COLUMNS: Final = " " * 4  # parts columns: a table's row, or a headline and its page
_FIELD: Final = "^"  # begins a field of wire copy (ANPA 1312), which "<", "=" or another "^" ends


def _without_marks(row: str) -> str:
    """A row without the marks that begin and end a field of wire copy: "^By DESPO HADJILOUKA=" is a byline."""
    if row.startswith(_FIELD):
        return row.lstrip(_FIELD).rstrip("<=^ ")
    return row[:-1].rstrip() if row.endswith("<") and "<" not in row[:-1] and ">" not in row else row


def _wrap_width(rows: list[str]) -> int | None:
    """The width at which lines were broken, in characters; None if they were not."""
    hanging = [(a, b) for a, b in pairwise(rows) if _indent(a) > 1 and b and not _indent(b)]
    if len(hanging) > 2 and all(len(a) in _WRAP and not ends_sentence(a) for a, _ in hanging):
        # each paragraph begins with an indent and goes on without one: however few, they were broken by a machine
        return max(len(a) for a, _ in hanging)
    plain = [row for row in rows if row and not row.startswith(_FIELD) and _COLUMNS not in row.strip()]
    lengths = sorted(map(len, plain))
    if len(lengths) < 8:
        return None
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.97))]
    if width not in _WRAP:
        return None
    pairs = [(a, b) for a, b in pairwise(rows) if a and b]
    full = [a for a, b in pairs if not _fits(a, b, width)]
    broken = sum(1 for row in full if not ends_sentence(row))
    return width if len(full) >= 5 and len(full) * 2 >= len(pairs) and broken * 2 > len(full) else None


def _fits(row: str, following: str, width: int) -> bool:
    """Whether the first word of the following row would have had room at the end of ``row``, its indent counted."""
    return len(row) + 1 + len(following.split(None, 1)[0]) <= width


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def _unwrapped(rows: list[str], width: int) -> list[str]:
    paragraphs: list[list[str]] = [[]]
    for row in rows:
        last = paragraphs[-1]
        if (
            not row
            or not last
            or not last[-1]
            or _fits(last[-1], row, width)
            or row.startswith(_FIELD)
            or _COLUMNS in row.strip()
            or _COLUMNS in last[-1].strip()
            or last[-1].startswith(_FIELD)
            or (_indent(row) > _indent(last[-1]) and ends_sentence(last[-1]))  # an indent begins a paragraph
        ):
            paragraphs.append([row])
        else:
            last.append(row)
    return [" ".join(rows) for rows in paragraphs]


_GOES_ON: Final = re.compile(
    r"[a-z][\w'’\-]*[ ,.;:)]|[,.;:)\]’”](?=[ \"”’]|$)|['’]s "
)  # begins the rest of a broken sentence
_CUT: Final = re.compile(r"(?:[,(\[“‘\"—–]|\b(?:[a-z]{1,4}|said|told|says|called|when|where|about|after)) ?$")


_LONGEST: Final = 5000  # characters of a row to which another is put


def _mended(rows: list[str]) -> list[str]:
    """Rows with sentences put together again that were cut at each link, as where tags were taken off a page.

    Only on a page with several rows that begin with a comma or a stop: a row that begins in the middle of a sentence
    goes to the one before it, and with it the link between the two.
    """
    inside = [bool(_GOES_ON.match(row)) and (len(row) > 3 or row == ".") for row in rows]
    if sum(on and not row[0].isalpha() for row, on in zip(rows, inside, strict=True)) < 3:
        inside = [row.startswith((", ", "; ")) for row in rows]
        if not any(inside):
            return rows
    whole: list[str] = []
    for i, row in enumerate(rows):
        before = whole[-1] if whole else ""
        goes_on = inside[i] and not ends_sentence(before)
        leads = i + 1 < len(rows) and inside[i + 1] and not ends_sentence(row) and len(row) < 80
        cut = _CUT.search(before[-20:]) is not None
        hangs = not ends_sentence(before) and (cut or (leads and len(before) > 25))
        if before and row and len(before) < _LONGEST and (goes_on or hangs):
            glue = "" if (row[0] in ",.;:)]’”'" and not row.startswith("'")) or before[-1] in "([“‘" else " "
            whole[-1] = f"{before}{glue}{row}"
        else:
            whole.append(row)
    return whole
