"""Relative times as pages write them ("vote48 seconds ago", "12m", "yesterday"), cut off headlines and counted back.

Every pattern is bounded and is only tried on a line's first or last characters: no page can make it slow.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from casus.reports.layout import times

_LEAD = re.compile(
    r"(?P<when>(?:\d{1,3}|an?|one) ?(?:s|sec|second|m|min|minute|h|hr|hour|d|day|w|week)s?\.? ago|"
    r"[Yy]esterday(?=\s?[|·•:–—-])|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}(?=\s?[|·•])|"
    r"\d{1,2} ?(?:m|h|d|min|mins|hr|hrs)(?=\s?[|·•:–—-]))"
    r"\s{0,2}[|·•:–—-]{0,1}\s{0,2}(?=\S)",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(?P<n>\d{1,3}) (?P<unit>seconds?|minutes?|hours?|days?|weeks?)\.?", re.IGNORECASE)
_DAY_CLOCK = re.compile(
    r"(?<![\w-])(?P<which>today|yesterday),? (?:at |[|·] )?(?P<hour>[012]?\d)[:.](?P<minute>[0-5]\d)$", re.IGNORECASE
)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800, "mo": 2592000, "y": 31536000}
_NUMBERS = {
    w: i
    for i, w in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 2
    )
}
_AGO = re.compile(
    r"(?:(?P<n>\d{1,6})|\ban?|\bone|(?:less than|about|over) (?:an?|one)|\b(?P<half>half an)|\b(?P<word>"
    + "|".join(_NUMBERS)
    + r"))\s?"
    r"(?P<unit>sec(?:ond)?s?|min(?:ute)?s?|hours?|hrs?|days?|weeks?|wks?|months?|years?|yrs?|[smhdw])"
    r"\.?(?:,? ?(?:and )?(?P<more>\d{1,2}) ?(?:min(?:ute)?s?|m))? (?:ago|earlier)$",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"(?:(?<=[^\W\d_])|(?<=[\s\"'”’?!.)\]])|^)(?P<word>[Yy]esterday|YESTERDAY|[Jj]ust now|JUST NOW|[Mm]oments ago|"
    r"[Ss]econds ago|(?<![a-z] )[Ll]ast week|(?:[Aa] few|[Ss]everal) (?:seconds|minutes|hours|days) ago)$"
)
_COMPACT = re.compile(
    r"(?:^|(?<=[^\W\d_])|(?<=[\"'”’?!)\]%])|(?<=[|·•–—(\[] )|(?<=[|·•(\[])|(?<=[a-z’'\"”] )(?=\d{1,2}[hdw]$))"
    r"(?P<n>\d{1,2}) ?(?P<unit>s|m|h|d|w|min|mins|hr|hrs)$"
)


def cut_end(line: str) -> tuple[str, str | None]:
    """Cut a relative time off the end of a headline: the headline, and the time as written or None.

    >>> cut_end("Turmoil feared as Georgia braces for 'existential' vote48 seconds ago")
    ("Turmoil feared as Georgia braces for 'existential' vote", '48 seconds ago')
    >>> cut_end("Peso slips past 58.80 to the dollar12m")
    ('Peso slips past 58.80 to the dollar', '12m')
    """
    whole, line = line, line.rstrip(" |·•")
    if line.endswith((")", "]")):
        line = line[:-1].rstrip() if _AGO.search(line[-40:-1]) or _COMPACT.search(line[-8:-1]) else line
    tail_at = max(0, len(line) - 40)
    tail = line[tail_at:]
    match = _AGO.search(tail) or _DAY_CLOCK.search(tail) or _WORDS.search(tail) or _COMPACT.search(tail)
    match = match or (_SPAN.fullmatch(line) if len(line) < 12 else None)
    if match is None:
        return whole.rstrip(), None
    at = match.start()
    number = match.groupdict().get("n")
    if number and match.re is _AGO:  # "in 20245 minutes ago": the year belongs to the headline
        keep = 4 if len(number) > 4 and number[:2] in ("19", "20") else max(0, len(number) - 2)
        at += keep
    return line[: tail_at + at].rstrip(" -–—|·•,(["), tail[at:]


_DAY_END = re.compile(
    r"(?: [|·•–—-] |[ ,]?\s?[(\[])(?P<when>(?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?: \d{1,2}(?:st|nd|rd|th)?)?"
    r"(?:,? [12]\d{3})?)[)\]]?$",
    re.IGNORECASE,
)


def cut_day(line: str) -> tuple[str, str | None]:
    """Cut a day off the end of a headline that a dash, a bar or a bracket sets apart: the headline, and the day.

    >>> cut_day("Doctors suspend strike - 6 May"), cut_day("Cyclists shine in Kigali (Oct 8)")
    (('Doctors suspend strike', '6 May'), ('Cyclists shine in Kigali', 'Oct 8'))
    """
    at = max(0, len(line) - 34)
    match = _DAY_END.search(line, at)
    if match is None or not re.search(r"\b\d{1,2}\b|\d(?:st|nd|rd|th)", match["when"]):
        return line, None
    return line[: match.start()].rstrip(" -–—|·•,"), match["when"]


def cut_start(line: str) -> tuple[str | None, str]:
    """Cut a relative time off the beginning of a headline: the time as written or None, and the headline.

    >>> cut_start("2 hours ago Oslo hosts envoys"), cut_start("12m | Oslo hosts envoys")
    (('2 hours ago', 'Oslo hosts envoys'), ('12m', 'Oslo hosts envoys'))
    """
    match = _LEAD.match(line)
    return (match["when"], line[match.end() :]) if match else (None, line)


def resolve(written: str, published: str | None, *, month_first: bool = False) -> str | None:
    """ISO 8601 of a time as a page writes it; a relative one is counted back from ``published``.

    Days, weeks and "yesterday" give a date, shorter units need ``published`` to have a time; else None.

    >>> resolve("48 seconds ago", "2024-10-19T14:50:00"), resolve("yesterday", "2024-11-29T06:41:00+01:00")
    ('2024-10-19T14:49:12', '2024-11-28')
    """
    written = written.strip()
    if (found := times.moments(written, month_first=month_first)) and found[0].start == 0:
        return found[0].iso
    if not published:
        return None
    base = datetime.fromisoformat(published)
    if found := times.moments(f"{written} {base.year}"):  # a day without its year: the last one that was
        day = found[0].iso[:10]
        return day if day <= published[:10] else f"{base.year - 1}{day[4:]}"
    word = written.casefold()
    if word == "yesterday":
        return (base - timedelta(days=1)).date().isoformat()
    clock_known = "T" in published
    if word == "last week" or word.startswith(("a few", "several")):
        return None
    if (named := _DAY_CLOCK.fullmatch(word)) and int(named["hour"]) < 24:
        that = base - timedelta(days=named["which"] == "yesterday")
        return that.replace(hour=int(named["hour"]), minute=int(named["minute"]), second=0).isoformat()
    if word in ("just now", "moments ago", "seconds ago"):
        return published
    if (clock := re.fullmatch(r"([012]?\d):([0-5]\d)", written)) and int(clock[1]) < 24:
        at = base.replace(hour=int(clock[1]), minute=int(clock[2]), second=0)
        return at.isoformat() if not clock_known or at <= base else None
    match = _AGO.search(word[:60]) or _COMPACT.search(word[:60]) or _SPAN.fullmatch(word[:20])
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
