"""Times as pages write them, absolute ("29/11/2024 - 06:41 (GMT+1)") and relative ("vote48 seconds ago"), to ISO 8601.

Every pattern is bounded and is only ever tried on the first ``REACH`` characters of a line, so that no page can make it slow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

REACH = 400
MONTHS = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}

# Named zones, as hours from UTC. A name that several places use (IST, CST, BST) has the reading most frequent in news in English.
ZONES = {
    **{"UTC": 0.0, "GMT": 0.0, "Z": 0.0, "WET": 0.0, "BST": 1.0, "WEST": 1.0, "CET": 1.0, "WAT": 1.0, "CEST": 2.0},
    **{"CAT": 2.0, "SAST": 2.0, "EET": 2.0, "IDT": 3.0, "EEST": 3.0, "MSK": 3.0, "EAT": 3.0, "TRT": 3.0, "AST": 3.0},
    **{"IRST": 3.5, "GST": 4.0, "AZT": 4.0, "AMT": 4.0, "AFT": 4.5, "PKT": 5.0, "PST": -8.0, "IST": 5.5, "NPT": 5.75},
    **{"ICT": 7.0, "WIB": 7.0, "SGT": 8.0, "HKT": 8.0, "PHT": 8.0, "AWST": 8.0, "KST": 9.0, "JST": 9.0, "AEST": 10.0},
    **{"AEDT": 11.0, "NZST": 12.0, "NZDT": 13.0, "EST": -5.0, "EDT": -4.0, "CST": -6.0, "CDT": -5.0, "MST": -7.0},
    **{"MDT": -6.0, "PDT": -7.0, "BRT": -3.0, "ART": -3.0, "PET": -5.0, "COT": -5.0, "ECT": -5.0},
}

_MONTH = r"(?P<{m}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{{0,6}}\.?"
_ZONE = (
    r"(?:[ ]?(?:hrs|hours|h|uhr|local time|[A-Z][a-z]{2,12} time)\b)?"
    r"(?:[ ,|/]{0,3}[(\[]?(?:UTC/(?=GMT)|GMT/(?=UTC))?"
    r"(?P<zone>(?:UTC|GMT)[ ]?[+\-−][ ]?\d{1,2}(?::?\d\d)?|[+\-−]\d\d:?\d\d\b|(?<=\()[+\-−]\d{1,2}(?=\))|"
    + "|".join(sorted((z for z in ZONES if z != "Z"), key=len, reverse=True))
    + r"|Z)(?:(?![A-Za-z])|(?=(?-i:[A-Z][a-z]))))?"
)
_CLOCK = r"(?P<hour>[012]?\d)(?:(?:[:.h]|(?<=\d\d)(?=[0-5]\d ?(?:GMT|UTC|hrs|hours)))(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d{1,9})?)?)?[ ]?(?P<half>[ap]\.?m\b\.?)?"
_DAY = "|".join(
    (
        r"(?P<y1>[12]\d{3})(?P<dot>[-/.])(?P<m1>[01]\d)(?P=dot)(?P<d1>[0-3]\d)",
        r"(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?[ .\-/]{0,2}(?:of )?" + _MONTH.format(m="m2") + r"[ ,.\-/]{0,2}(?P<y2>[12]\d{3}|'?\d\d(?![\d:.]))",
        _MONTH.format(m="m3") + r" {0,2}(?P<d3>[0-3]?\d)(?:st|nd|rd|th)?,? {1,2}(?P<y3>[12]\d{3})",
        r"(?P<d4>[0-3]?\d)(?P<sep>[./\-])(?P<m4>[0-3]?\d)(?P=sep)(?P<y4>[12]\d{3}|\d\d)",
    )
)
_ABSOLUTE = re.compile(
    rf"(?<![\w/.])(?:{_DAY})(?:(?!\d)|(?=\d{{1,2}}:[0-5]\d))(?:(?:T|[ ,|\-–—·•@(\[]{{1,4}}(?:at |as of )?|(?<=\d)(?=\d{{1,2}}:))(?!\d{{1,2}}[./\-]\d{{1,2}}[./\-]\d){_CLOCK}{_ZONE})?",
    re.IGNORECASE,
)
_CLOCK_ALONE = re.compile(_CLOCK + _ZONE, re.IGNORECASE)
_CLOCK_BEFORE = re.compile(rf"(?<![\w:.]){_CLOCK}{_ZONE}[ ,|\-–—·•on]{{1,6}}(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}},? {{1,2}})?$", re.IGNORECASE)

_LEAD = re.compile(
    r"(?P<when>(?:\d{1,3}|an?|one) ?(?:s|sec|second|m|min|minute|h|hr|hour|d|day|w|week)s?\.? ago|[Yy]esterday(?=\s?[|·•:–—-])|\d{1,2} ?(?:m|h|d|min|mins|hr|hrs)(?=\s?[|·•:–—-]))"
    r"\s{0,2}[|·•:–—-]{0,1}\s{0,2}(?=\S)",
    re.IGNORECASE,
)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "mo": 2592000, "y": 31536000}
_NUMBERS = {w: i for i, w in enumerate("two three four five six seven eight nine ten eleven twelve".split(), 2)}
_AGO = re.compile(
    r"(?:(?P<n>\d{1,6})|\ban?|\bone|(?:less than|about|over) (?:an?|one)|\b(?P<half>half an)|\b(?P<word>" + "|".join(_NUMBERS) + r"))\s?"
    r"(?P<unit>sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|wks?|months?|years?|yrs?|[smhdw])\.?(?:,? ?(?:and )?(?P<more>\d{1,2}) ?(?:min(?:ute)?s?|m))? (?:ago|earlier)$",
    re.IGNORECASE,
)
_WORDS = re.compile(r"(?:(?<=[^\W\d_])|(?<=[\s\"'”’?!.)\]])|^)(?P<word>[Yy]esterday|YESTERDAY|[Jj]ust now|JUST NOW|[Mm]oments ago|[Ss]econds ago|[Ll]ast week)$")
_COMPACT = re.compile(r"(?:^|(?<=[^\W\d_])|(?<=[\"'”’?!)\]%])|(?<=[|·•–—(\[] )|(?<=[|·•(\[]))(?P<n>\d{1,2}) ?(?P<unit>s|m|h|d|w|min|mins|hr|hrs)$")


@dataclass(frozen=True, slots=True)
class Moment:
    """An absolute time found in a line: ``iso`` as ISO 8601, ``start`` and ``end`` its characters, ``clock`` whether it has a time of day."""

    iso: str
    start: int
    end: int
    clock: bool


def moments(line: str) -> list[Moment]:
    """All absolute dates in the first ``REACH`` characters of ``line``, in order; a clock or a zone that belongs to one is part of it.

    >>> [m.iso for m in moments("Posted at Dec 16 2024 07:48 PM | Updated as of Dec 16 2024 09:20 PM")]
    ['2024-12-16T19:48:00', '2024-12-16T21:20:00']
    """
    head, found = line[:REACH], []
    for match in _ABSOLUTE.finditer(head):
        day = _day(match)
        if day is None:
            continue
        start, clock = match.start(), match
        has_clock = _is_clock(match)
        if not has_clock and (before := _CLOCK_BEFORE.search(head, 0, match.start())) and _is_clock(before):
            start, clock, has_clock = before.start(), before, True
        end = match.end() if has_clock and clock is match else max(match.end(g) for g in ("y1", "d1", "y2", "y3", "y4"))
        iso = day.date().isoformat()
        if has_clock and (stamp := _at(day, clock)) is not None:
            iso = stamp.isoformat()
        found.append(Moment(iso, start, end, "T" in iso))
    return found


_YEARLESS = re.compile(
    r"(?<![\w/.])(?:[0-3]?\d(?:st|nd|rd|th)?[ .]{1,2}" + _MONTH.format(m="a") + r"|" + _MONTH.format(m="b") + r" {0,2}[0-3]?\d(?:st|nd|rd|th)?)"
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


def offset(zone: str | None) -> timezone | None:
    """The zone that a page names, as ``timezone``; None where it names none or one that is not known."""
    if not zone:
        return None
    zone = zone.upper().replace("−", "-").replace(" ", "")
    if zone in ZONES:
        return timezone(timedelta(hours=ZONES[zone]))
    digits = zone.removeprefix("UTC").removeprefix("GMT")
    sign = -1 if digits.startswith("-") else 1
    number = digits[1:].replace(":", "")
    hours, minutes = (int(number[:-2]), int(number[-2:])) if len(number) > 2 else (int(number), 0)
    span = timedelta(hours=hours, minutes=minutes)
    return timezone(sign * span) if span < timedelta(hours=15) and minutes < 60 else None


def split_ago(line: str) -> tuple[str, str | None]:
    """Cut a relative time off the end of a headline: the headline, and the time as written or None.

    >>> split_ago("Turmoil feared as Georgia braces for 'existential' vote48 seconds ago")
    ("Turmoil feared as Georgia braces for 'existential' vote", '48 seconds ago')
    >>> split_ago("Peso slips past 58.80 to the dollar12m")
    ('Peso slips past 58.80 to the dollar', '12m')
    """
    whole, line = line, line.rstrip(" |·•")
    if line.endswith((")", "]")):
        line = line[:-1].rstrip() if _AGO.search(line[-40:-1]) or _COMPACT.search(line[-8:-1]) else line
    tail_at = max(0, len(line) - 40)
    tail = line[tail_at:]
    match = _AGO.search(tail) or _WORDS.search(tail) or _COMPACT.search(tail)
    if match is None:
        return whole.rstrip(), None
    at = match.start()
    number = match.groupdict().get("n")
    if number and match.re is _AGO:  # "in 20245 minutes ago": the year belongs to the headline
        keep = 4 if len(number) > 4 and number[:2] in ("19", "20") else max(0, len(number) - 2)
        at += keep
    return line[: tail_at + at].rstrip(" -–—|·•,(["), tail[at:]


def lead_ago(line: str) -> tuple[str | None, str]:
    """Cut a relative time off the beginning of a headline: the time as written or None, and the headline.

    >>> lead_ago("2 hours ago Oslo hosts envoys"), lead_ago("12m | Oslo hosts envoys")
    (('2 hours ago', 'Oslo hosts envoys'), ('12m', 'Oslo hosts envoys'))
    """
    match = _LEAD.match(line)
    return (match["when"], line[match.end() :]) if match else (None, line)


def resolve(written: str, published: str | None) -> str | None:
    """ISO 8601 of a time as a page writes it; a relative one is counted back from ``published``.

    Days, weeks and "yesterday" give a date, shorter units need ``published`` to have a time; else None.

    >>> resolve("48 seconds ago", "2024-10-19T14:50:00"), resolve("yesterday", "2024-11-29T06:41:00+01:00")
    ('2024-10-19T14:49:12', '2024-11-28')
    """
    written = written.strip()
    if (found := moments(written)) and found[0].start == 0:
        return found[0].iso
    if not published:
        return None
    base = datetime.fromisoformat(published)
    word = written.casefold()
    if word == "yesterday":
        return (base - timedelta(days=1)).date().isoformat()
    clock_known = "T" in published
    if word == "last week":
        return None
    if word in ("just now", "moments ago", "seconds ago"):
        return published
    if (clock := re.fullmatch(r"([012]?\d):([0-5]\d)", written)) and int(clock[1]) < 24:
        at = base.replace(hour=int(clock[1]), minute=int(clock[2]), second=0)
        return at.isoformat() if not clock_known or at <= base else None
    match = _AGO.search(word[:60]) or _COMPACT.search(word[:60])
    if match is None:
        return None
    unit = match["unit"]
    seconds = _UNITS["mo" if unit.startswith("mo") else unit[0]]
    groups = match.groupdict()
    number = 0.0 if word.startswith("less than") else float(match["n"] or _NUMBERS.get(groups.get("word") or "", 1))
    if groups.get("half"):
        number = 0.5
    if groups.get("more"):
        number += float(groups["more"]) / 60 if unit.startswith("h") else 0.0
    try:
        then = base - timedelta(seconds=round(number * seconds))
    except OverflowError:
        return None
    if seconds >= 86400:
        return then.date().isoformat()
    return then.isoformat() if clock_known else None


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


def _day(match: re.Match[str]) -> datetime | None:
    """Midnight of the matched day; numbers alone are read day first, unless only month first is a date."""
    if match["y1"]:
        year, month, day = int(match["y1"]), int(match["m1"]), int(match["d1"])
    elif match["y2"]:
        year, month, day = _year(match["y2"]), MONTHS[match["m2"][:3].lower()], int(match["d2"])
    elif match["y3"]:
        year, month, day = int(match["y3"]), MONTHS[match["m3"][:3].lower()], int(match["d3"])
    else:
        year, month, day = _year(match["y4"]), int(match["m4"]), int(match["d4"])
        if month > 12:
            month, day = day, month
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


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
    return day.replace(hour=hour, minute=minute, second=second, tzinfo=offset(clock["zone"]))
