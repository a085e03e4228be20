"""A page without markup, taken apart: which lines are the title, the header, the body and the rest."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from casus.reports.layout import agencies, ago, byline, dateline, headline, times
from casus.reports.layout.lines import Line, Role, role
from casus.reports.layout.notices import LISTED, READ_ON
from casus.reports.layout.parts import Parts
from casus.reports.layout.rows import split
from casus.reports.layout.wording import count_words, ends_sentence, words

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
_DATED: Final = -20  # a day and a time: of a comment, or of another story
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
    first = _start(lines, roles, _bridged(lines, roles, first), last)
    last = _end(lines, roles, first, last)
    last = _past_box(lines, roles, _before_teasers(roles, first, last))
    indices = [i for i in range(first, last + 1) if roles[i] in (Role.PROSE, Role.REMARK) and not _in_box(lines, i)]
    indices = keep_body(lines, indices)
    body = [lines[i].text for i in indices]
    if sum(map(count_words, body)) < FEWEST:
        return None
    title_at = headline.find(lines, roles, indices[0], body)
    title = "" if title_at is None else headline.whole(lines, roles, title_at)
    return Parts(lines, title, title_at, indices[0], body, set(indices))


_END: Final = re.compile(r"\s*(?:[■□▪◼◆●§]|\b(?i:enditem|ends)|[(\[]END[)\]]|###|-30-|/+\.?)$")


def without_end_mark(body: list[str]) -> list[str]:
    """The paragraphs without the mark with which some put an end to the last: "... on Friday. ■"."""
    cut = _END.sub("", body[-1]) if body else ""
    return [*body[:-1], cut] if cut and ends_sentence(cut) else body


def _worth(line: Line, kind: Role) -> int:
    if kind is Role.PROSE:
        if line.text.endswith(("...", "…")) and count_words(line.text) < 40:
            return _WORTH[Role.RELATED]  # a teaser that was cut
        return min(count_words(line.text), _MOST)
    if kind is Role.REMARK:
        return count_words(line.text) // 2
    if kind is Role.LABEL and ago.cut_end(line.text)[1] is not None:
        return _AGO
    if len(line.text) < 60:
        if line.text.casefold() in READ_ON:
            return _WORTH[Role.RELATED]
        if line.text.casefold().endswith((" says:", " said:", " reply", "reply to this")) or line.text == "says:":
            return _COMMENT
        if kind is Role.LABEL and any(
            m.clock and m.end - m.start >= len(line.text) - 12 for m in times.moments(line.text)
        ):
            return _DATED
    return _WORTH[kind]


def _run(lines: Sequence[Line], roles: Sequence[Role]) -> tuple[int, int]:
    """First and last index of the run of lines with the greatest worth (Kadane's algorithm), or ``(0, -1)``.

    From the fifth line in a row that is no sentence each costs more: a gap so long is seldom inside an article.
    """
    best, best_run, total, start, gap = 0, (0, -1), 0, 0, 0
    for i, (line, kind) in enumerate(zip(lines, roles, strict=True)):
        if total <= 0:
            total, start = 0, i
        if kind is Role.NOTICE and LISTED.match(line.text):
            kind = Role.EMPTY
        gap = gap if kind is Role.EMPTY else 0 if kind in (Role.PROSE, Role.REMARK) else gap + 1
        total += _worth(line, kind) - _GAP * (gap > 4 and kind is not Role.EMPTY)
        if total > best:
            best, best_run = total, (start, i)
    return best_run


_NAME: Final = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]{3,}")  # a word with a capital inside a sentence


def _bridged(lines: Sequence[Line], roles: Sequence[Role], first: int) -> int:
    """Where the run begins with the block of paragraphs above a gallery or a box, if both speak of the same things."""
    above = range(first - 1, max(-1, first - 24), -1)
    end = next((i for i in above if roles[i] is Role.PROSE), None)
    if end is None or any(
        is_header(lines[i], roles[i]) and roles[i] is not Role.CAPTION for i in range(end + 1, first)
    ):
        return first
    start = end
    while start and roles[start - 1] in (Role.PROSE, Role.REMARK, Role.EMPTY):
        start -= 1
    block = [lines[i].text for i in range(start, end + 1) if roles[i] is Role.PROSE]
    names = [set(_NAME.findall(" ".join(part))) for part in (block, [line.text for line in lines[first : first + 12]])]
    boxed = any(roles[i] in (Role.SECTION, Role.CAPTION) for i in range(end + 1, first))
    enough = len(block) > 1 and sum(map(count_words, block)) > 35 and len(names[0] & names[1]) > (0 if boxed else 2)
    headed = [i for i in range(max(0, start - 6), start) if is_header(lines[i], roles[i])]
    lead = len(block) == 1 and len(headed) > 1 and end - start < 2 and count_words(block[0]) >= 24 and first - end < 9
    return start if enough or (lead and len(names[0] & names[1]) > 1) else first


def _start(lines: Sequence[Line], roles: Sequence[Role], first: int, last: int) -> int:
    """Where the body begins in the run: at its dateline, else below the header's last line near its top."""
    prose = [i for i in range(first, last + 1) if roles[i] is Role.PROSE][:5]
    for i in prose:
        place, named, _, _ = dateline.split_dateline(lines[i].text)
        if place or named:
            return i
    start, points = first, any(_POINTS.fullmatch(line.text) for line in lines[max(0, first - 6) : first])
    dated = any(times.moments(line.text) and count_words(line.text) <= 16 for line in lines[max(0, first - 8) : first])
    for i in range(first, min(last, first + 25)):
        above = [j for j in prose if j < i]
        points = points or _POINTS.fullmatch(lines[i].text) is not None
        if (len(above) > 1 or sum(count_words(lines[j].text) for j in above) > 45) and not points:
            break
        if above and _ENTRY.match(lines[max(0, above[0] - 1)].text):
            break  # of a live blog
        plea = above and roles[i] is Role.NOTICE and count_words(lines[i].text) > 8  # between two paragraphs
        again = above and dated and roles[i] is Role.LABEL and not byline.is_byline(lines[i].text)  # a second date
        if is_header(lines[i], roles[i]) and not plea and not again:
            start = i + 1
    return start


_POINTS: Final = re.compile(r"(?i)(?:in short|key points|what you need to know|in summary|the essentials):?")
_ENTRY: Final = re.compile(r"[012]?\d[:.][0-5]\d(?: (?:GMT|UTC|[A-Z]{1,3}T))? (?:[-–—|·:] )?[^\W\d_]{2}(?!.*\d{4})")
_CONTINUES: Final = re.compile(r"(?i)continue|advertisement|scroll|below|loading")  # stands between two paragraphs


def is_header(line: Line, kind: Role) -> bool:
    """Whether the line can only stand above a body: a byline, a date, a caption, "Reading time", key points."""
    if kind is Role.NOTICE:
        return not _CONTINUES.search(line.text[:60])
    if kind in (Role.CAPTION, Role.BULLET):
        return True
    if kind in (Role.PROSE, Role.EMPTY) and count_words(line.text) > 20:
        return False
    if byline.is_byline(line.text):
        return True
    found = times.moments(line.text)
    return bool(found) and count_words(line.text) <= 16 and not ends_sentence(line.text)


_NOTES: Final = re.compile(r"(?:end|foot)?notes|references|bibliography|sources|acknowledge?ments")


def _end(lines: Sequence[Line], roles: Sequence[Role], first: int, last: int) -> int:
    """The last line of the body: before the first line that ends bodies for good."""
    said = 0
    for i in range(first, last + 1):
        folded = lines[i].text[:60].casefold().strip("- *•")
        if count_words(lines[i].text) <= 8 and folded.startswith(words("ends", "begins")):
            return i - 1
        if said > 40 and _NOTES.fullmatch(folded):
            return i - 1
        said += count_words(lines[i].text)
        if said > 80 and roles[i] is Role.LABEL and re.match(r"(?:About|ABOUT|Über) [A-Z]", lines[i].text):
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


_GOES_ON: Final = re.compile(r"continue|promotion|skip advert|skip past|after ad")
_BOX: Final = re.compile(r"(?i)(?:facts?|fact ?(?:box|file|sheet)|at a glance|(?:box|figure|table) \d{1,2}\b.*)\W?$")


def _past_box(lines: Sequence[Line], roles: Sequence[Role], last: int) -> int:
    """The body's last line, with the paragraphs that a notice says come after a box ("after newsletter promotion")."""
    for i in range(last + 1, min(len(lines), last + 16)):
        folded = lines[i].text[:60].casefold()
        if roles[i] is Role.SECTION or folded.startswith(words("ends", "begins")):
            break
        if roles[i] is Role.NOTICE and _GOES_ON.search(folded):
            after = [j for j in range(i + 1, min(len(lines), i + 4)) if roles[j] is not Role.EMPTY]
            if after and roles[after[0]] is Role.PROSE:
                end = after[0]
                while end + 1 < len(lines) and roles[end + 1] in (Role.PROSE, Role.REMARK, Role.EMPTY):
                    end += 1
                return end
    return last


def _in_box(lines: Sequence[Line], at: int) -> bool:
    """Whether the paragraph stands right below the heading of a box of facts."""
    above = next((lines[i].text for i in range(at - 1, max(-1, at - 3), -1) if lines[i].text), "")
    return _BOX.match(above) is not None and count_words(above) <= 8


def keep_body(lines: Sequence[Line], indices: Sequence[int]) -> list[int]:
    """The indices without credit lines, a second copy of the body, and pull quotes.

    A pull quote is a line that a longer paragraph near it says too.
    """
    kept = []
    pulled = {i for i in indices if is_pulled(lines, i)}
    first = [lines[j].text for j in indices[:3]]
    for k, i in enumerate(indices):
        text = lines[i].text
        if agencies.credit(text) or (i in pulled and len(pulled) < 4):  # else an article of quotations
            continue
        if k > 2 and len(text) > 60 and [lines[j].text for j in indices[k : k + 3]] == first:
            break
        if len(text) < 220:
            bare = _bare(text)
            near = [*indices[max(0, k - 12) : k], *indices[k + 1 : k + 13]]
            if count_words(bare) >= 3 and any(
                len(text) < len(lines[j].text) < 5000 and bare in _bare(lines[j].text) for j in near
            ):
                continue
        kept.append(i)
    return kept


_SPEAKER: Final = re.compile(r"(?:[-–—] ?)?[^\W\d_a-z][^,.;:]{3,40}, [^\W\d_].{2,60}|[-–—] ?[^\W\d_a-z].{3,60}")


def is_pulled(lines: Sequence[Line], at: int) -> bool:
    """Whether a short quotation stands alone above the name of its speaker: it was pulled out of the text."""
    text = lines[at].text
    if text[0] not in '"“‘' or text[-1] not in '"”’' or count_words(text) > 40 or len(re.findall('["“”]', text)) > 2:
        return False
    below = next((line.text for line in lines[at + 1 : at + 3] if line.text), "")
    return count_words(below) <= 12 and not ends_sentence(below) and _SPEAKER.fullmatch(below) is not None


def _bare(text: str) -> str:
    """Letters, digits and single spaces, casefolded."""
    return " ".join(re.sub(r"[^\w\s]", "", text.casefold()).split())
