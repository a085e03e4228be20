"""The headline among the lines above a body, where no element of markup says which it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from casus.reports.layout import ago, byline, times
from casus.reports.layout.lines import Line, Role
from casus.reports.layout.notices import is_section, is_trail
from casus.reports.layout.wording import count_words, ends_sentence

_SLUG: Final = re.compile(
    r"(?i)\bwrite-?thru\b|^\d(?:st|nd|rd|th) (?:ld|lead)\b|(?-i:^[A-Z]{2}-[A-Z]\w*-)|"
    r", \d(?:st|nd|rd|th) (?:ld|lead|add|take)\b"
)
_ISSUE: Final = re.compile(r"(?i)\b(?:issue|vol(?:ume)?|no)\b\.? \d")
_WORD: Final = re.compile(r"[^\W\d_]{4,}")


def find(lines: Sequence[Line], roles: Sequence[Role], body_at: int, body: Sequence[str]) -> int | None:
    """Index of the headline: the line above the body that shares most with it and stands where headlines do."""
    said = set(_WORD.findall(" ".join(body)[:60_000].casefold()))
    stems = {w[:5] for w in said}
    best: tuple[float, int] | None = None
    above = [i for i in range(body_at - 1, max(-1, body_at - 150), -1) if roles[i] is not Role.EMPTY]
    seen: dict[str, int] = {}
    scores: dict[int, float] = {}
    for i in above:
        seen[lines[i].text] = seen.get(lines[i].text, 0) + 1
    header_at = [
        i
        for i in above
        if byline.is_byline(lines[i].text) or (times.moments(lines[i].text) and count_words(lines[i].text) < 16)
    ]
    trail = next((i for i in above if is_trail(lines[i].text) or _is_menu(lines[i].text)), None)
    for rank, i in enumerate(above):
        text = lines[i].text
        size = count_words(text)
        if (
            roles[i] not in (Role.LABEL, Role.PROSE, Role.REMARK, Role.RELATED)
            or not 2 <= size <= 32
            or len(text) > 250
        ):
            continue
        if (
            re.match(r"\.|[012]?\d[:.][0-5]\d ", text)  # a field of wire copy; a story with its time
            or text[0] + text[-1] == "()"
            or ago.cut_end(text)[1]
            or byline.is_byline(text)
            or is_section(text)
            or is_trail(text)
            or _ISSUE.search(text)
            or _is_menu(text)
        ):
            continue
        if (found := times.moments(times.with_year(text, "2000"))) and not (
            found[0].start < 8 and count_words(text[found[0].end :]) >= 4
        ):
            continue
        own = _WORD.findall(text.casefold())
        shared = sum(1 for w in own if w[:5] in stems) / max(4, len(own))
        score = 3 * shared + min(size, 9) / 6 - rank * 0.06 + 0.7 * (seen[text] > 1 and size > 3) - 0.6 * (size < 4)
        score -= 1.5 * (ends_sentence(text) and text.endswith(".") and not _in_capitals(text))
        below = [j for j in header_at if i < j <= i + 5]
        score += 0.8 * bool(below) + 0.4 * bool(below and min(below) <= i + 2)
        near_times = [j for j in range(max(0, i - 4), min(len(lines), i + 5)) if roles[j] is Role.TIME]
        timed = i + 1 in near_times  # in a list, where others have their times too
        score += (-1.5 if len(near_times) > 1 else 0.6) * timed
        score -= 1.5 * ("  " in lines[i].raw)
        score -= 1.2 * (rank == 0 and len(above) > 1 and roles[above[1]] is Role.CAPTION)  # the caption's second line
        score -= 1.5 * (size < 5 and byline.names(text) == [text] and bool(below))  # who wrote it
        score -= 3.0 * (_SLUG.search(text) is not None)
        score -= 1.5 * (trail is not None and i < trail)
        scores[i] = score
        if best is None or score > best[0]:
            best = (score, i)
    if best is None or best[0] <= 0.8:
        return None
    # the line above may be the headline and this one its standfirst; but not if it ends a list of headlines
    at = best[1]
    up = [i for i in above if i < at][:2]
    if (
        up
        and up[0] in scores
        and scores[up[0]] > best[0] - 1.2
        and count_words(lines[up[0]].text) >= 4
        and (len(up) < 2 or up[1] not in scores or count_words(lines[up[1]].text) < 4)
    ):
        at = best[1] if lines[best[1]].text in lines[up[0]].text else up[0]  # "Home News" and the headline: a trail
    return at


def _is_menu(text: str) -> bool:
    """Whether the line is a section and a slogan ("Asia | Drums on the border") or a row of sections."""
    for mark, fewest in ((" | ", 2), (" - ", 3), (" · ", 3), (" / ", 3)):
        pieces = text.split(mark)
        if len(pieces) >= fewest and max(map(count_words, pieces)) < 6:
            return True
    return False


def _in_capitals(text: str) -> bool:
    """Whether most of the longer words begin with a capital, as in the headlines of some papers."""
    long = [w for w in _WORD.findall(text) if len(w) > 3]
    return len(long) > 1 and sum(w[0].isupper() for w in long) * 10 > len(long) * 7


def whole(lines: Sequence[Line], roles: Sequence[Role], at: int) -> str:
    """The headline: with the line above where it runs on from there, without a date that was put before it."""
    text = lines[at].text
    if text[0].islower() and at and roles[at - 1] is Role.LABEL and count_words(lines[at - 1].text) > 1:
        text = f"{lines[at - 1].text} {text}"
    return re.sub(r"^\W{0,3}(?:date\s{1,3})?[12]\d{3}-\d\d-\d\d\s{1,3}", "", text)
