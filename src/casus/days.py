"""A day as people write it on a command line → ``date``, and back into words."""

from __future__ import annotations

from datetime import date

from casus.errors import BadDay

FIRST, LAST = date(1816, 1, 1), date(2100, 12, 31)


def parse(text: str) -> date:
    """An ISO 8601 day between 1816 and 2100.

    >>> parse("2024-10-19")
    datetime.date(2024, 10, 19)
    >>> parse("2025-02-30")
    Traceback (most recent call last):
        ...
    casus.errors.BadDay: no such day as "2025-02-30"; give it as YYYY-MM-DD
    """
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise BadDay(f'no such day as "{text[:40]}"; give it as YYYY-MM-DD') from None
    if not FIRST <= day <= LAST:
        raise BadDay(f"{day} is outside the years that casus covers, 1816 to 2100")
    return day


def years(text: str) -> tuple[int, int]:
    """First and last year of a stretch.

    >>> years("1816-2018"), years("1914")
    ((1816, 2018), (1914, 1914))
    """
    first, _, last = text.strip().partition("-")
    try:
        stretch = int(first), int(last or first)
    except ValueError:
        raise BadDay(f'no such years as "{text[:40]}"; give them as 1816-2018') from None
    if not FIRST.year <= stretch[0] <= stretch[1] <= LAST.year:
        raise BadDay(f"{text} are no years in order between {FIRST.year} and {LAST.year}")
    return stretch


def words(day: date) -> str:
    """A day as people read it.

    >>> words(date(2024, 10, 9))
    '9 Oct 2024'
    """
    return f"{day.day} {day:%b %Y}"
