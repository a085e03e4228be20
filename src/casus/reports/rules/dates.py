"""Finds the times that a sentence names and resolves them against the day on which the page was published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from casus.reports.claim import When
from casus.reports.rules.syntax import Sentence
from casus.reports.rules.wordlists import words

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        1,
    )
    for name in names.split()
}
WEEKDAYS = {
    name: n for n, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
}
_SEASONS = words("spring summer autumn fall winter")
_YEAR_LEADS = words(
    "in since of by until till from between and before after during early late mid to through around year years back "
    "march april may june july august september october november december january february"
)


@dataclass(frozen=True, slots=True)
class Time:
    """Tokens ``start`` up to ``end`` name the time ``when``."""

    start: int
    end: int
    when: When


def day_of(published: str | None) -> date | None:
    """The day of an ISO 8601 time; None when there is none or it is no date."""
    try:
        return date.fromisoformat((published or "")[:10])
    except ValueError:
        return None


def times(s: Sentence, published: date | None) -> list[Time]:
    """The times in ``s``; relative ones only when ``published`` is known."""
    found: list[Time] = []
    i = 0
    while i < len(s.tokens):
        hit = (
            _calendar(s, i, published, found)
            or (_relative(s, i, published) if published else None)
            or _year(s, i, published)
        )
        if hit:
            found.append(hit)
            i = hit.end
        else:
            i += 1
    return found


def _iso(day: date) -> str:
    return day.isoformat()


def _month(day: date, shift: int = 0) -> str:
    count = day.year * 12 + day.month - 1 + shift
    return f"{count // 12:04d}-{count % 12 + 1:02d}"


def _is_year(low: str) -> bool:
    return len(low) == 4 and low.isdecimal() and 1800 <= int(low) <= 2099


def _calendar(s: Sentence, i: int, published: date | None, found: list[Time]) -> Time | None:
    """ "November 21", "24 February 2022", "June 2019", "in June", "last September"."""
    low = s.low(i)
    if low.isdecimal() and int(low) <= 31 and len(low) <= 2 and _month_at(s, i + 1):
        k, day = i + 1, int(low)
    elif _month_at(s, i):
        k, day = i, 0
        after = s.low(i + 1) if s.low(i + 1) != "." else s.low(i + 2)
        number = after.rstrip("stndrh")
        if number.isdecimal() and len(number) <= 2 and 1 <= int(number) <= 31:
            day = int(number)
    else:
        return None
    month = MONTHS[s.low(k).rstrip(".")]
    end = k + 1 + (s.low(k + 1) == ".")
    if day and k == i:
        end += 1
    year = 0
    for j in (end, end + 1):
        if _is_year(s.low(j)) and (j == end or s.low(end) == ","):
            year, end = int(s.low(j)), j + 1
            break
    if not year:
        if not published:
            return None
        if s.low(i - 1) in {"that", "the"} and found:
            year = int(found[-1].when.start[:4])
        else:
            later = (month, day or 1) > (published.month, published.day if day else published.month * 0 + 31)
            ahead = s.low(i - 1) in {"next", "coming"} or _future(s, i)
            year = published.year - (month > published.month or (bool(day) and month == published.month and later))
            if s.low(i - 1) == "last" and month >= published.month:
                year = published.year - 1
            if ahead and year < published.year:
                year = published.year
            if ahead and month < published.month:
                year = published.year + 1
    try:
        start = _iso(date(year, month, day)) if day else f"{year:04d}-{month:02d}"
    except ValueError:
        start = f"{year:04d}-{month:02d}"
    return Time(i, end, When(start))


def _month_at(s: Sentence, i: int) -> bool:
    low = s.low(i).rstrip(".")
    if low not in MONTHS:
        return False
    if low in {"march", "may", "mar", "sep", "dec", "jan", "jun", "jul", "nov", "oct", "aug", "apr", "feb", "sept"}:
        if low in {"may", "march"}:
            near = s.low(i - 1), s.low(i + 1)
            dated = near[0] in {
                "in",
                "since",
                "last",
                "by",
                "of",
                "until",
                "on",
                "early",
                "late",
                "next",
                "this",
                "from",
            }
            return s.tokens[i].upper and (dated or near[1].isdecimal() or near[0].isdecimal())
        return s.tokens[i].upper
    return True


def _future(s: Sentence, i: int) -> bool:
    """Whether the clause around token ``i`` looks ahead."""
    return any(
        s.low(k) in {"will", "would", "due", "planned", "scheduled", "expected"} for k in range(max(0, i - 12), i)
    )


def _back(published: date, weekday: int) -> date:
    return published - timedelta(days=(published.weekday() - weekday) % 7)


def _span_of(low: str, published: date, shift: int) -> str | None:
    """A week, month or year before (-1), of (0) or after (1) the day of publication."""
    if low == "week":
        if shift == 0:
            return None
        return _month(published + timedelta(days=7 * shift))
    if low == "weekend":
        return _iso(_back(published, 5) if shift < 1 else _back(published, 5) + timedelta(days=7))
    if low == "month":
        return _month(published, shift)
    if low == "year" or low in _SEASONS:
        return f"{published.year + shift:04d}"
    return None


_SIMPLE: dict[str, Callable[[date], str]] = {
    "yesterday": lambda d: _iso(d - timedelta(days=1)),
    "today": _iso,
    "tonight": _iso,
    "tomorrow": lambda d: _iso(d + timedelta(days=1)),
}


def _relative(s: Sentence, i: int, published: date | None) -> Time | None:
    assert published is not None
    low, after = s.low(i), s.low(i + 1)
    if low in _SIMPLE:
        return Time(i, i + 1, When(_SIMPLE[low](published)))
    if low in WEEKDAYS and (s.tokens[i].upper):
        day = _back(published, WEEKDAYS[low])
        if s.low(i - 1) in {"next", "coming"} or (_future(s, i) and s.low(i - 1) == "on" and day < published):
            day += timedelta(days=7)
        elif s.low(i - 1) == "last" and day == published:
            day -= timedelta(days=7)
        return Time(i, i + 1, When(_iso(day)))
    if low in {"last", "past", "previous"} and after == "night":
        return Time(i, i + 2, When(_iso(published - timedelta(days=1))))
    if low == "this" and after in {"morning", "afternoon", "evening"}:
        return Time(i, i + 2, When(_iso(published)))
    shift = {"last": -1, "past": 0, "next": 1, "this": 0, "coming": 1, "following": 0}.get(low)
    if shift is not None:
        if low == "past" and after == "week":
            return Time(i, i + 2, When(_month(published)))
        start = _span_of(after, published, shift)
        if start and low != "following":
            return Time(i, i + 2, When(start))
    if low == "new" and after == "year" and s.low(i - 1) == "the":
        return Time(i, i + 2, When(f"{published.year + 1:04d}"))
    if low == "christmas" and s.low(i - 1) in {"before", "by", "at"}:
        return Time(i, i + 1, When(f"{published.year:04d}-12"))
    if low in _SEASONS and s.low(i - 1) == "the" and s.low(i - 2) == "in":
        year = published.year + (1 if _future(s, i) and published.month >= 6 else 0)
        return Time(i, i + 1, When(f"{year:04d}"))
    if low in {"week", "month", "year", "years", "months", "weeks", "days"} and after == "ago":
        return _ago(s, i, published)
    return None


_SMALL = {
    w: n
    for n, w in enumerate(
        ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
    )
} | {"a": 1, "an": 1}


def _ago(s: Sentence, i: int, published: date) -> Time | None:
    low = s.low(i - 1)
    count = int(low) if low.isdecimal() and len(low) < 4 else _SMALL.get(low)
    if count is None:
        return None
    unit = s.low(i).rstrip("s")
    if unit == "year":
        return Time(i - 1, i + 2, When(f"{published.year - count:04d}")) if count < published.year - 1 else None
    if unit == "month":
        return Time(i - 1, i + 2, When(_month(published, -count)))
    return Time(i - 1, i + 2, When(_iso(published - timedelta(days=count * (7 if unit == "week" else 1)))))


def _year(s: Sentence, i: int, published: date | None) -> Time | None:
    low = s.low(i)
    if not _is_year(low) or s.low(i - 1) in {"$", "£", "€", "about", "some", "than"}:
        return None
    before = s.low(i - 1)
    if before not in _YEAR_LEADS or (s.tag(i + 1) in {"N", "NAME"} and before in {"of", "and", "to", "by", "from"}):
        return None
    if before == "half" and published:
        return None
    start, end = low, None
    if s.low(i - 2) == "half" and before == "of":
        start = f"{low}-{'07' if s.low(i - 3) == 'second' else '01'}"
    stop = i + 1
    if (
        s.low(i + 1) in {"to", "and", "-", "until"}
        and _is_year(s.low(i + 2))
        and s.low(i - 1) in {"from", "between", "the"}
    ):
        end, stop = s.low(i + 2), i + 3
    return Time(i, stop, When(start, end))
