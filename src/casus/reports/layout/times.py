"""Absolute times as pages write them ("29/11/2024 - 06:41 (GMT+1)"), to ISO 8601; for relative ones see ``ago``.

Every pattern is bounded and is only tried on the first ``REACH`` characters of a line: no page can make it slow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

REACH = 400
MONTHS = {
    m: i for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}

# Named zones, as hours from UTC. A name that several places use (IST, CST, BST) has its most frequent reading in
# news in English.
_HOURS = (
    "UTC 0; GMT 0; Z 0; WET 0; BST 1; WEST 1; CET 1; WAT 1; CEST 2; CAT 2; SAST 2; EET 2; IDT 3; EEST 3; "
    "MSK 3; EAT 3; TRT 3; AST 3; IRST 3.5; GST 4; AZT 4; AMT 4; AFT 4.5; PKT 5; PST -8; IST 5.5; NPT 5.75; "
    "ICT 7; WIB 7; SGT 8; HKT 8; PHT 8; AWST 8; KST 9; JST 9; AEST 10; AEDT 11; NZST 12; NZDT 13; EST -5; "
    "EDT -4; CST -6; CDT -5; MST -7; MDT -6; PDT -7; BRT -3; ART -3; PET -5; COT -5; ECT -5"
)
ZONES = {name: float(hours) for name, hours in (pair.split() for pair in _HOURS.split("; "))}

_MONTH = r"(?P<{m}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}\.?"
_ZONE = (
    r"(?:[ ]?(?:hrs|hours|h|uhr|\(?local time|\(?[A-Z][a-z]{2,12} time|[A-Z][a-z]{2,12}(?= ?\((?:UTC|GMT|[+−-])))\b)?"
    r"(?:[ ,|/]{0,3}[(\[]?(?:UTC/(?=GMT)|GMT/(?=UTC))?"
    r"(?P<zone>(?:UTC|GMT)[ ]?[+\-−][ ]?\d{1,2}(?::?\d\d)?|[+\-−]\d\d:?\d\d\b|(?<=\()[+\-−]\d{1,2}(?=\))|"
    + "|".join(sorted((z for z in ZONES if z != "Z"), key=len, reverse=True))
    + r"|(?-i:[ECMP]T)|Z)(?:(?![A-Za-z])|(?=(?-i:[A-Z][a-z]))))?"
)
_CLOCK = (
    r"(?P<hour>[012]?\d)(?:(?:[:.h]|(?<=\d\d)(?=[0-5]\d ?(?:GMT|UTC|hrs|hours|[ECMP][SD]T)\b))(?P<minute>[0-5]\d)"
    r"(?::(?P<second>[0-5]\d)(?:\.\d{1,9})?)?)?[ ]?(?P<half>[ap]\.?m\b\.?)?"
)
_DAY = "|".join(
    (
        r"(?P<y1>[12]\d{3})(?P<dot>[-/.])(?P<m1>[01]\d)(?P=dot)(?P<d1>[0-3]\d)",
        r"(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?[ .\-/]{0,3}(?:of )?"
        + _MONTH.format(m="m2")
        + r"[ ,.\-/]{0,3}(?P<y2>[12]\d{3}|'?\d\d(?![\d:]|\.\d))",
        _MONTH.format(m="m3") + r"[ \-/]{0,3}(?P<d3>[0-3]?\d)(?:st|nd|rd|th)?[ ,\-/]{1,3}(?P<y3>[12]\d{3})",
        r"(?P<d4>[0-3]?\d)(?P<sep>[./\-])(?P<m4>[0-3]?\d)(?P=sep)(?P<y4>[12]\d{3}|\d\d)",
    )
)
_ABSOLUTE = re.compile(
    rf"(?<![\w/.])(?<!\d:)(?:{_DAY})(?:(?!\d)|(?=\d{{1,2}}(?::[0-5]\d| [A-Z][a-z]{{2}})))"
    r"(?:[ ,|(]{1,4}(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\b\.?\)?(?=[ ,|\-–—]{1,4}(?:at )?\d))?"
    rf"(?:(?:T|[ ,|/\-–—·•@(\[]{{1,4}}(?:at |as of )?|(?<=\d)"
    rf"(?=\d{{1,2}}:))(?!\d{{1,2}}[./\-]\d{{1,2}}[./\-]\d){_CLOCK}{_ZONE})?",
    re.IGNORECASE,
)
_CLOCK_ALONE = re.compile(_CLOCK + _ZONE, re.IGNORECASE)
_CLOCK_BEFORE = re.compile(
    rf"(?<![\w:.]){_CLOCK}{_ZONE}[ ,|\-–—·•on]{{1,6}}(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}},? {{1,2}})?$",
    re.IGNORECASE,
)
_ZONE_AFTER = re.compile(r" ?[(\[]([A-Z]{2,4})[)\]]")


@dataclass(frozen=True, slots=True)
class Moment:
    """An absolute time in a line: ``iso`` as ISO 8601, its characters, and whether it has a clock."""

    iso: str
    start: int
    end: int
    clock: bool


def moments(line: str, *, month_first: bool = False) -> list[Moment]:
    """All absolute dates in the first ``REACH`` characters of ``line``, in order, each with its clock and its zone.

    ``month_first`` says how numbers alone are read where both readings are dates; see ``month_first_of``.

    >>> [m.iso for m in moments("Posted at Dec 16 2024 07:48 PM | Updated as of Dec 16 2024 09:20 PM")]
    ['2024-12-16T19:48:00', '2024-12-16T21:20:00']
    """
    head, found = line[:REACH], []
    for match in _ABSOLUTE.finditer(head):
        day = _day(match, month_first=month_first)
        if day is None:
            continue
        start, clock = match.start(), match
        has_clock = _is_clock(match)
        if not has_clock and (before := _CLOCK_BEFORE.search(head, 0, match.start())) and _is_clock(before):
            start, clock, has_clock = before.start(), before, True
        end = match.end() if has_clock and clock is match else max(match.end(g) for g in ("y1", "d1", "y2", "y3", "y4"))
        iso = day.date().isoformat()
        if has_clock and (stamp := _at(day, clock)) is not None:
            if stamp.tzinfo is None and (zone := _ZONE_AFTER.match(head, match.end())):  # "19:20 July 23, 2019 (KST)"
                stamp = stamp.replace(tzinfo=offset(zone[1], day))
            iso = stamp.isoformat()
        found.append(Moment(iso, start, end, "T" in iso))
    return found


_YEARLESS = re.compile(
    r"(?<![\w/.])(?:[0-3]?\d(?:st|nd|rd|th)?[ .]{1,2}"
    + _MONTH.format(m="a")
    + r"|"
    + _MONTH.format(m="b")
    + r" {0,2}[0-3]?\d(?:st|nd|rd|th)?)"
    r"(?=[ ,|\-–—·•@(]{1,4}(?:at )?[012]?\d[:.h][0-5]\d(?!\d))",
    re.IGNORECASE,
)


def is_clock(line: str) -> bool:
    """Whether the line is a time of day and no more, such as "10:45 PM WAT"."""
    match = _CLOCK_ALONE.fullmatch(line[:40].strip("() |"))
    return match is not None and _is_clock(match)


def with_year(line: str, year: str) -> str:
    """``line`` with ``year`` after each day that has a clock but no year.

    >>> with_year("Posted Nov 18, 8:19 PM", "2019")
    'Posted Nov 18 2019, 8:19 PM'
    """
    return _YEARLESS.sub(lambda match: f"{match[0]} {year}", line[:REACH])


def offset(zone: str | None, day: datetime | None = None) -> timezone | None:
    """The zone that a page names, as ``timezone``; None where it names none or one that is not known.

    "ET", "CT", "MT" and "PT" are summer time or not by the ``day``.

    >>> str(offset("ET", datetime(2025, 3, 14))), str(offset("PT", datetime(2025, 1, 14)))
    ('UTC-04:00', 'UTC-08:00')
    """
    if not zone:
        return None
    zone = zone.upper().replace("−", "-").replace(" ", "")
    if day is not None and len(zone) == 2 and zone[1] == "T":
        zone = f"{zone[0]}{'D' if _summer(day) else 'S'}T"
    if zone in ZONES:
        return timezone(timedelta(hours=ZONES[zone]))
    digits = zone.removeprefix("UTC").removeprefix("GMT")
    sign = -1 if digits.startswith("-") else 1
    number = digits[1:].replace(":", "")
    if not number.isdecimal():
        return None
    hours, minutes = (int(number[:-2]), int(number[-2:])) if len(number) > 2 else (int(number), 0)
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(sign * span) if span < timedelta(hours=15) and minutes < 60 else None


def _summer(day: datetime) -> bool:
    """Whether the United States have summer time: since 2007 from March to November, since 1987 April to October."""
    late = day.year >= 2007
    start = datetime(day.year, 3, 8) if late else datetime(day.year, 4, 1 if day.year >= 1987 else 24)
    end = datetime(day.year, 11, 1) if late else datetime(day.year, 10, 25)
    first, last = (d + timedelta(days=(6 - d.weekday()) % 7) for d in (start, end))  # the Sundays on or after
    return first <= day < last


def parse(field: str | None) -> str | None:
    """ISO 8601 of a metadata field or a ``time`` element; what our own patterns do not know is given to dateparser."""
    if not field or len(field) > 80:
        return None
    if found := moments(field.strip()):
        return found[0].iso
    if not any(c.isdigit() for c in field):
        return None
    import dateparser  # slow to load, seldom needed

    settings = {"REQUIRE_PARTS": ["day", "month", "year"], "RETURN_AS_TIMEZONE_AWARE": False}
    parsed: datetime | None = dateparser.parse(field, languages=["en"], settings=settings)
    if parsed is None:
        return None
    return parsed.replace(microsecond=0).isoformat() if ":" in field else parsed.date().isoformat()


def _day(match: re.Match[str], *, month_first: bool = False) -> datetime | None:
    """Midnight of the matched day; numbers alone are read in the order given, unless only the other is a date."""
    if match["y1"]:
        year, month, day = int(match["y1"]), int(match["m1"]), int(match["d1"])
    elif match["y2"]:
        year, month, day = _year(match["y2"]), MONTHS[match["m2"][:3].lower()], int(match["d2"])
    elif match["y3"]:
        year, month, day = int(match["y3"]), MONTHS[match["m3"][:3].lower()], int(match["d3"])
    else:
        year, month, day = _year(match["y4"]), int(match["m4"]), int(match["d4"])
        if month_first and day <= 12 and match["sep"] != ".":  # dots are only written between day and month
            month, day = day, month
        if month > 12:
            month, day = day, month
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


_NAMED_DAY = re.compile(
    r"\b(?:(?P<d5>[0-3]?\d)(?:st|nd|rd|th)? "
    + _MONTH.format(m="m5")
    + r"|"
    + _MONTH.format(m="m6")
    + r" {0,2}(?P<d6>[0-3]?\d))(?![\d:])",
    re.IGNORECASE,
)
_PATH_DAY = re.compile(r"(?<!\d)[12]\d{3}[-/_.]?(?P<m>[01]\d)[-/_.]?(?P<d>[0-3]\d)(?!\d)")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs|ur|urs)?(?:day)?\b", re.IGNORECASE)
_AMERICAN = frozenset(["EST", "EDT", "CDT", "MDT", "PDT", "PST"])


_FILED = re.compile(r"(?<![A-Z])[A-Z]{2}-[A-Z]{2,3}-$")  # "AP-NY-12-29-98": an American wire's stamp, month first


def month_first_of(header: Sequence[str], others: Sequence[str] = (), addresses: Sequence[str] = ()) -> bool:
    """Whether a page writes the month before the day in dates of numbers alone, such as 05/10/25.

    What settles it, the surest first: the weekday beside the date; the same day in the page's address, or written
    with the month's name in the header or the dateline (``header`` ends with the body's first paragraph); another
    date of numbers that can be read in one order only; an American zone; the reading that brings two such dates
    closer together; the day of the week that the first paragraph names. Else the day stands first.
    """
    unsure: list[tuple[re.Match[str], str]] = []
    only = 0  # dates that can only be read with the month first, less those that cannot
    for line in (*header, *others):
        for match in _ABSOLUTE.finditer(line[:REACH]):
            if match["y4"] is None or match["sep"] == ".":
                continue
            one, two = int(match["d4"]), int(match["m4"])
            if one <= 12 < two <= 31 or two <= 12 < one <= 31:
                only += 1 if two > 12 else -1
            elif one != two and (line in header or _FILED.search(line, 0, match.start())) and _day(match) is not None:
                unsure.append((match, line))
    if not unsure:
        return only > 0
    said = {(int(m["m"]), int(m["d"])) for text in addresses for m in _PATH_DAY.finditer(text[:REACH])}
    for line in header:
        for m in _NAMED_DAY.finditer(line[:REACH]):
            said.add((MONTHS[(m["m5"] or m["m6"])[:3].lower()], int(m["d5"] or m["d6"])))
        for m in _ABSOLUTE.finditer(line[:REACH]):
            if m["y4"] is None and (day := _day(m)) is not None:
                said.add((day.month, day.day))
    if any(_FILED.search(line, 0, match.start()) for match, line in unsure):
        return True
    for match, line in unsure:
        day_first, other = _day(match), _day(match, month_first=True)
        if day_first is None or other is None:
            continue
        near = line[max(0, match.start() - 14) : match.start()] + line[match.end() : match.end() + 14]
        for text, names in ((near, True), ("", False), (header[-1][:REACH], True)):
            if names:
                named = {m[1].lower() for m in _WEEKDAY.finditer(text)}
                ours, theirs = (_WEEKDAYS[d.weekday()][:3] in named for d in (day_first, other))
            else:
                ours, theirs = ((d.month, d.day) in said for d in (day_first, other))
                if ours == theirs and (only or (match["zone"] or "").upper() in _AMERICAN):
                    return only >= 0
                if ours == theirs:  # published and updated lie days apart sooner than months
                    other_days = [(_day(m), _day(m, month_first=True)) for m, _ in unsure]
                    gaps = [(abs(day_first - a), abs(other - b)) for a, b in other_days if a and b and a != day_first]
                    if gaps and gaps[0][0] != gaps[0][1]:
                        return gaps[0][1] < gaps[0][0]
            if ours != theirs:
                return theirs
    return False


def _year(text: str) -> int:
    """A year of two digits is of 1970 to 2069."""
    number = int(text.lstrip("'"))
    return number if number > 99 else number + (1900 if number >= 70 else 2000)


def _is_clock(match: re.Match[str]) -> bool:
    return match["hour"] is not None and (match["minute"] is not None or match["half"] is not None)


def _at(day: datetime, clock: re.Match[str]) -> datetime | None:
    hour, minute, second = int(clock["hour"]), int(clock["minute"] or 0), int(clock["second"] or 0)
    if clock["half"]:
        if hour > 12:
            return None
        hour = hour % 12 + (12 if clock["half"][0] in "pP" else 0)
    if hour > 23:
        return None
    return day.replace(hour=hour, minute=minute, second=second, tzinfo=offset(clock["zone"], day))
