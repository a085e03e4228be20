"""When a page was first published and by whom: the rules that HTML and flat text share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from casus.reports.layout import times
from casus.reports.layout.parts import Parts
from casus.reports.layout.wording import count_words

_FIRST: Final = re.compile(
    r"(?:first published|published|posted|live since|publication date|date:|issued|released|created|filed)",
    re.IGNORECASE,
)
_CUE: Final = re.compile(
    rf"(?:first )?{_FIRST.pattern}(?: on| at| from)?[: ]{{1,2}}", re.IGNORECASE
)  # before a clock: "Live since 07:05 (GMT+2)"
_LATER: Final = re.compile(
    r"(?:updated?|modified|edited|last change|changed|revised|refreshed|as of|corrected|amended|accessed|printed|"
    r"retrieved)",
    re.IGNORECASE,
)


def published(
    lines: Sequence[str], title_at: int | None, body_at: int, body_end: int | None = None, *, month_first: bool = False
) -> str | None:
    """When the article was first published, in ISO 8601, from the lines up to ``body_at``, and later ones that say so.

    A date with "published" before it counts most, then one with a time, then one near the title; "updated" counts
    last. A line below ``body_end`` with nothing but a date, a clock and a zone is when a wire sent the story: it
    counts where nothing else does.
    """
    best: tuple[float, str] | None = None
    seen: list[tuple[float, str]] = []
    near = title_at if title_at is not None else body_at
    year = next(
        (
            m.iso[:4]
            for line in [*lines[max(0, body_at - 120) : body_at + 1], *lines[-60:]]
            for m in times.moments(line)
        ),
        None,
    )
    if year is None:
        year = next((m[1] for line in lines[-40:] if (m := _RIGHTS_YEAR.search(line[:200]))), None)
    sent = range(body_end + 1, body_end + 9) if body_end is not None else range(0)
    for at in [
        *range(max(0, body_at - 120), min(len(lines), body_at + 1)),
        *range(max(body_at + 1, len(lines) - 60), len(lines)),
    ]:
        line, end = lines[at], 0
        if year and at < body_at:
            line = times.with_year(line, year)
        if at + 1 < body_at and len(line) < 60 and times.is_clock(lines[at + 1]):
            line = f"{line}, {lines[at + 1]}"
        for moment in times.moments(line, month_first=month_first):
            before = line[max(end, moment.start - 40) : moment.start]
            score = 3.0 * moment.clock - min(4.0, abs(at - near) * 0.25) + (2.5 if near <= at < body_at else 0.0)
            if _FIRST.search(before) or (end == 0 and at and _FIRST.fullmatch(lines[at - 1].strip(" :"))):
                score += 5
            if _LATER.search(before) or (end == 0 and at and _LATER.fullmatch(lines[at - 1].strip(" :"))):
                score -= 7
            beside = count_words(line[:200]) - count_words(line[moment.start : moment.end])
            score -= 4.0 * (beside > 12 and not _FIRST.search(before)) + 8.0 * (at > body_at and score < 5)
            if at in sent and moment.clock and len(line) - moment.end <= 2 and re.fullmatch(r"[A-Z\- ]{0,8}", before):
                score = -6.0
            end = moment.end
            seen.append((score, moment.iso))
            if score > -9 and (best is None or score > best[0]):
                best = (score, moment.iso)
    if best is None:  # a date alone on a line, wherever it stands
        return next(
            (f[0].iso for line in lines if len(line) < 40 and (f := times.moments(line)) and _covers(f[0], line)), None
        )
    if "T" not in best[1]:
        same = [iso for score, iso in seen if iso.startswith(best[1] + "T") and score > -2]
        return same[0] if same else _with_clock(best[1], lines[near + 1 : body_at])
    return best[1]


def _covers(moment: times.Moment, line: str) -> bool:
    return len(line) - (moment.end - moment.start) < 3


def _with_clock(day: str, header: Sequence[str]) -> str:
    """The day with the time of day that stands alone in the header ("35 minutes ago - 18:12 | World")."""
    for line in header:
        if len(line) < 80 and not _LATER.search(line) and not times.moments(line):
            for piece in re.split(r" [-–—|·•] |, ", line):
                piece = _CUE.sub("", piece)
                if times.is_clock(piece) and (found := times.moments(f"{day} {piece.strip('() |')}")):
                    return found[0].iso
    return day


def published_of(parts: Parts) -> str | None:
    """When the article was first published: what the markup declares, else what the lines say."""
    texts = [line.text for line in parts.lines]
    body_end = None if parts.markup else max(parts.taken, default=None)
    seen = published(texts, parts.title_at, parts.body_at, body_end, month_first=month_first_of(parts))
    told = [iso for value in parts.declared.get("published", ())[:12] if (iso := times.parse(value))]
    stated = next((iso for iso in told if iso.startswith(told[0][:10] + "T")), told[0]) if told else None
    if stated is None or seen is None:
        return stated or seen
    if "T" not in stated:
        return seen if seen.startswith(stated) else stated
    if "T" in seen and _instant(seen) is not None and _instant(seen) == _instant(stated):
        return seen
    return stated


def month_first_of(parts: Parts) -> bool:
    """Whether the page writes the month first in dates of numbers; the page's own lines and addresses settle it."""
    texts = [line.text for line in parts.lines]
    start = parts.title_at if parts.title_at is not None else max(0, parts.body_at - 12)
    header = [*texts[max(0, start - 6) : parts.body_at], parts.body[0]]
    return times.month_first_of(header, [*texts[:120], *texts[-120:]], parts.declared.get("url", ()))


def _instant(iso: str) -> datetime | None:
    stamp = datetime.fromisoformat(iso)
    return stamp.astimezone(UTC) if stamp.tzinfo else None


_RIGHTS_YEAR: Final = re.compile(r"(?:©|\(c\)|[Cc]opyright)\D{0,40}([12]\d{3})(?!\d| ?[-–])")
_RIGHTS: Final = re.compile(
    r"(?:©|(?i:\(c\)|copyright))[\s©:]{0,3}(?i:copyright)?[\s©:]{0,3}(?:[12]\d{3}(?: ?[-–] ?[12]\d{3})?)?"
    r"[ ,.:]{0,3}(?P<name>[^\W\d_a-z][\w&'’\- ]{1,50})"
)


def outlet(lines: Sequence[str]) -> str | None:
    """The publisher as the page's notice of copyright names it; None where there is none."""
    for line in reversed(lines[-40:]):
        for match in _RIGHTS.finditer(line[: times.REACH]):
            name = re.split(
                r"(?i)\s(?:ltd|inc|llc|limited|all rights|media network|english version|-)(?:\b|\s)|\s[12]\d{3}|\.\s",
                match["name"] + " ",
            )[0].strip(" .,-")
            lower = sum(w[0].islower() for w in name.split())
            if (
                name
                and name[0].isupper()
                and lower <= 2
                and count_words(name) <= 6
                and name.casefold() not in ("all rights reserved", "copyright")
            ):
                return name
    return None
