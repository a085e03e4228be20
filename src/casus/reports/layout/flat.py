"""A page without markup, taken apart: which lines are the title, the header, the body and the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from casus.reports.layout import agencies, ago, byline, dateline, times
from casus.reports.layout.lines import Line, Role, count_words, ends_sentence, is_section, is_trail, role, split, words
from casus.reports.layout.parts import Parts

_WORTH: Final = {
    Role.LABEL: -6,
    Role.SECTION: -20,
    Role.NOTICE: -10,
    Role.CAPTION: -4,
    Role.RELATED: -3,
    Role.TIME: -3,
    Role.BULLET: -5,
    Role.EMPTY: 0,
}
_MOST: Final = 60  # words of one paragraph that count, so that a long notice cannot outweigh an article
_AGO: Final = -15  # a headline with "... ago" at its end
_COMMENT: Final = -40  # who wrote a reader's comment
_GAP: Final = 12
FEWEST: Final = 20  # words of a body


def dissect(text: str) -> Parts | None:
    """The parts of a page of flat text; None if it holds no article."""
    return of_lines(split(text))


def of_lines(lines: list[Line]) -> Parts | None:
    """The parts of a page of these lines; None if no run of sentences is found among them."""
    roles = [role(line) for line in lines]
    first, last = _run(lines, roles)
    if last < first:
        return None
    first = _start(lines, roles, first, last)
    last = _end(lines, roles, first, last)
    last = _before_teasers(roles, first, last)
    indices = [i for i in range(first, last + 1) if roles[i] in (Role.PROSE, Role.REMARK)]
    indices = keep_body(lines, indices)
    body = [lines[i].text for i in indices]
    if sum(map(count_words, body)) < FEWEST:
        return None
    title_at = _title(lines, roles, indices[0], body)
    title = "" if title_at is None else _whole_title(lines, roles, title_at)
    return Parts(lines, title, title_at, indices[0], body, set(indices))


def _worth(line: Line, kind: Role) -> int:
    if kind is Role.PROSE:
        return min(count_words(line.text), _MOST)
    if kind is Role.REMARK:
        return count_words(line.text) // 2
    if kind is Role.LABEL and ago.cut_end(line.text)[1] is not None:
        return _AGO
    if len(line.text) < 60 and line.text.casefold().endswith((" says:", " said:", " reply", "reply to this")):
        return _COMMENT
    return _WORTH[kind]


def _run(lines: Sequence[Line], roles: Sequence[Role]) -> tuple[int, int]:
    """First and last index of the run of lines with the greatest worth (Kadane's algorithm), or ``(0, -1)``.

    From the fifth line in a row that is no sentence each costs more: a gap so long is seldom inside an article.
    """
    best, best_run, total, start, gap = 0, (0, -1), 0, 0, 0
    for i, (line, kind) in enumerate(zip(lines, roles, strict=True)):
        if total <= 0:
            total, start = 0, i
        gap = gap if kind is Role.EMPTY else 0 if kind in (Role.PROSE, Role.REMARK) else gap + 1
        total += _worth(line, kind) - _GAP * (gap > 4 and kind is not Role.EMPTY)
        if total > best:
            best, best_run = total, (start, i)
    return best_run


def _start(lines: Sequence[Line], roles: Sequence[Role], first: int, last: int) -> int:
    """Where the body begins in the run: at its dateline, else below the header's last line near its top."""
    prose = [i for i in range(first, last + 1) if roles[i] is Role.PROSE][:5]
    for i in prose:
        place, named, _, _ = dateline.split_dateline(lines[i].text)
        if place or named:
            return i
    start = first
    for i in range(first, min(last, first + 25)):
        above = [j for j in prose if j < i]
        if len(above) > 1 or sum(count_words(lines[j].text) for j in above) > 45:
            break
        if is_header(lines[i], roles[i]):
            start = i + 1
    return start


def is_header(line: Line, kind: Role) -> bool:
    """Whether the line can only stand above a body: a byline, a date, a caption, "Reading time", key points."""
    if kind in (Role.CAPTION, Role.NOTICE, Role.BULLET):
        return True
    if kind in (Role.PROSE, Role.EMPTY) and count_words(line.text) > 20:
        return False
    if byline.is_byline(line.text):
        return True
    found = times.moments(line.text)
    return bool(found) and count_words(line.text) <= 16 and not ends_sentence(line.text)


def _end(lines: Sequence[Line], roles: Sequence[Role], first: int, last: int) -> int:
    """The last line of the body: before the first line that ends bodies for good."""
    said = 0
    for i in range(first, last + 1):
        folded = lines[i].text[:60].casefold().strip("- *•")
        if count_words(lines[i].text) <= 8 and folded.startswith(words("ends", "begins")):
            return i - 1
        said += count_words(lines[i].text)
        if said > 80 and roles[i] is Role.LABEL and re.match(r"(?:About|ABOUT) [A-Z]", lines[i].text):
            return i - 1  # the boilerplate of a press release or of an author
    return last


def _before_teasers(roles: Sequence[Role], first: int, last: int) -> int:
    """The body's last line before a tail of teasers or comments: three or more lone paragraphs."""
    blocks: list[list[int]] = []  # [first, last, paragraphs]
    gaps = []
    gap = 99
    for i in range(first, last + 1):
        if roles[i] in (Role.PROSE, Role.REMARK):
            if gap > 1:
                blocks.append([i, i, 0])
                gaps.append(gap)
            blocks[-1][1:] = [i, blocks[-1][2] + 1]
            gap = 0
        elif roles[i] is not Role.EMPTY:
            gap += 1
    for k in range(1, len(blocks) - 2):
        before, after = blocks[:k], blocks[k:]
        if gaps[k] > 2 and all(b[2] <= 2 for b in after) and sum(b[2] for b in before) >= max(4, 3 * len(before)):
            return blocks[k - 1][1]
    return last


def keep_body(lines: Sequence[Line], indices: Sequence[int]) -> list[int]:
    """The indices without credit lines and pull quotes (a line that a longer paragraph near it says too)."""
    kept = []
    for k, i in enumerate(indices):
        text = lines[i].text
        if agencies.credit(text):
            continue
        if len(text) < 220:
            bare = _bare(text)
            near = [*indices[max(0, k - 12) : k], *indices[k + 1 : k + 13]]
            if count_words(bare) >= 3 and any(
                len(text) < len(lines[j].text) < 5000 and bare in _bare(lines[j].text) for j in near
            ):
                continue
        kept.append(i)
    return kept


def _bare(text: str) -> str:
    """Letters, digits and single spaces, casefolded."""
    return " ".join(re.sub(r"[^\w\s]", "", text.casefold()).split())


_SLUG: Final = re.compile(r"(?i)\bwrite-?thru\b|(?-i:^[A-Z]{2}-[A-Z]\w*-)|, \d(?:st|nd|rd|th) (?:ld|lead|add|take)\b")
_WORD: Final = re.compile(r"[^\W\d_]{4,}")


def _title(lines: Sequence[Line], roles: Sequence[Role], body_at: int, body: Sequence[str]) -> int | None:
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
    for rank, i in enumerate(above):
        text = lines[i].text
        size = count_words(text)
        if (
            roles[i] not in (Role.LABEL, Role.PROSE, Role.REMARK, Role.RELATED)
            or not 2 <= size <= 32
            or len(text) > 250
        ):
            continue
        if ago.cut_end(text)[1] or byline.is_byline(text) or is_section(text) or is_trail(text):
            continue
        if (found := times.moments(text)) and not (found[0].start < 8 and count_words(text[found[0].end :]) >= 4):
            continue
        own = _WORD.findall(text.casefold())
        shared = sum(1 for w in own if w[:5] in stems) / max(4, len(own))
        score = 3 * shared + min(size, 9) / 6 - rank * 0.06 + 0.7 * (seen[text] > 1 and size > 3) - 0.6 * (size < 4)
        score -= 1.5 * (ends_sentence(text) and text.endswith("."))
        below = [j for j in header_at if i < j <= i + 5]
        score += 0.8 * bool(below) + 0.4 * bool(below and min(below) <= i + 2)
        score -= 1.5 * (i + 1 < len(lines) and roles[i + 1] is Role.TIME) + 1.5 * ("  " in lines[i].raw)
        score -= 3.0 * (_SLUG.search(text) is not None)
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


def title_line(lines: Sequence[Line], body_at: int, body: Sequence[str]) -> int | None:
    """Index of the line above a body that reads as its headline."""
    return _title(lines, [role(line) for line in lines], body_at, body)


def _whole_title(lines: Sequence[Line], roles: Sequence[Role], at: int) -> str:
    """The headline: with the line above where it runs on from there, without a date that was put before it."""
    text = lines[at].text
    if text[0].islower() and at and roles[at - 1] is Role.LABEL and count_words(lines[at - 1].text) > 1:
        text = f"{lines[at - 1].text} {text}"
    return re.sub(r"^\W{0,3}(?:date\s{1,3})?[12]\d{3}-\d\d-\d\d\s{1,3}", "", text)
