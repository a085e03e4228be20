"""A page of markup, taken apart: the body by trafilatura, everything around it by the page's own elements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import trafilatura

from casus.reports.layout import agencies, ago, byline, dateline, flat, head, headline, times
from casus.reports.layout.flat import FEWEST, keep_body
from casus.reports.layout.head import key
from casus.reports.layout.lines import Line, Role, role
from casus.reports.layout.parts import Parts
from casus.reports.layout.tree import lines_of, paragraphs, parsed
from casus.reports.layout.wording import count_words, ends_sentence

_ABOVE: Final = re.compile(
    r"\b(?:standfirst|dek|deck|subtitle|subhead|sub-?heading|summary|strapline|teaser|excerpt|lead|lede|chapo|intro)\b"
)
_STANDS_ABOVE: Final = re.compile(r"\b(?:standfirst|dek|deck|subtitle|subhead|sub-?heading|strapline)\b")
_ASIDE: Final = re.compile(
    r"(?:^|[\s_-])(?:caption|figcaption|pull-?quote|pull|factbox|promo|newsletter|advert|ad|ads|advertisement|sponsored|share|"
    r"read-?(?:also|more|on|next)|see-?also|also-?read|donate|donation|author-?(?:box|bio|info)|about-?author|bio|infobox|"
    r"disclaimer|correction|footnotes?|endnotes?)(?=$|[\s_-])"
)


_MOST: Final = 25_000  # elements; and characters of text: pages with more are read line by line
_LONGEST: Final = 2_000_000


def dissect(text: str) -> Parts | None:
    """The parts of a page of markup; None if it holds no article."""
    text = re.sub(r"^\s{0,100}<\?xml[^>]{0,200}\?>", "", text.lstrip("\ufeff"), count=1)
    tree = parsed(text)
    if tree is None:
        return None
    lines = lines_of(tree)
    document: Any = None
    if (
        sum(1 for _ in zip(tree.iter(), range(_MOST), strict=False)) < _MOST
        and sum(map(len, tree.itertext())) < _LONGEST
    ):
        document = trafilatura.bare_extraction(text, include_comments=False, include_tables=True, with_metadata=True)
    declared = head.declared(tree, document)
    title, title_at = head.title(tree, lines, declared, document.title if document is not None else None)
    candidates = paragraphs(document.body) if document is not None else []
    standfirst = {key(v) for v in declared["description"]}
    standfirst |= {key(line.text) for line in lines if _ABOVE.search(line.hints.split(" < ")[0])}
    standfirst -= _leads(lines, candidates[:4])
    aside = {key(line.text) for line in lines if _ASIDE.search(line.hints.split(" < ")[0])}
    linked = {key(line.text) for line in lines if line.link and len(line.link) * 10 >= len(line.text) * 9}
    linked |= {key(line.text) for line in lines if line.link and _is_beside(line.text.replace(line.link, "", 1))}
    aside |= {text for text in linked if text}  # a line that is a link and no more leads to another story
    bold = {key(b.text_content()) for b in tree.iter("b", "strong") if len(b.text_content()) < 100}  # crossheads
    end = _header_end(lines, title_at)
    above = {key(line.text)[:60] for line in lines[:end]} - {key(line.text)[:60] for line in lines[end:]}
    header = [key(line.text) for line in lines[(title_at or 0) + 1 : end] if count_words(line.text) <= 20]
    indices = [
        i
        for i, line in enumerate(candidates)
        if key(line.text) not in aside
        and key(line.text)[:60] not in above
        and not (i < 6 and _of_header(line, header))
        and not (key(line.text) in bold and role(line) is Role.LABEL)
        and _belongs(line, i, title, standfirst)
    ]
    body = [candidates[i].text for i in keep_body(candidates, _without_labels(candidates, indices))]
    if sum(map(count_words, body)) < FEWEST:  # trafilatura saw nothing: read the lines as flat text
        parts = flat.of_lines(lines)
        if parts is not None:
            parts.markup, parts.declared = True, declared
            if title_at is not None and title_at < parts.body_at:
                parts.title, parts.title_at = title, title_at
        return parts
    taken = _taken(lines, body)
    body_at = min(taken, default=len(lines))
    if title_at is not None and title_at > body_at:
        title_at = None
    if (title_at is None or lines[title_at].tag not in ("h1", "h2")) and 0 < body_at < len(
        lines
    ):  # no heading: a line that the title of the page holds is it
        at = headline.find(lines, [role(line) for line in lines], body_at, body)
        if (
            at is not None
            and count_words(lines[at].text) > 2
            and (
                key(lines[at].text) in key(title)
                or any(key(title) == key(site) for site in declared["outlet"])
                or not {w for w in key(title).split() if len(w) > 3}
                & set(key(" ".join(body)[:20_000]).split())  # the site's name alone
            )
        ):
            title, title_at = lines[at].text, at
    return Parts(lines, title, title_at, body_at, body, taken, markup=True, declared=declared)


def _belongs(line: Line, at: int, title: str, standfirst: set[str]) -> bool:
    """Whether a paragraph that trafilatura kept is one of the article's."""
    if key(line.text) == key(title) or (at < 3 and key(line.text) in standfirst and count_words(line.text) < 60):
        return False
    kind = role(line)
    if kind in (Role.PROSE, Role.REMARK):
        return True
    if kind is Role.LABEL and (ago.cut_start(line.text)[0] or ago.cut_end(line.text)[1]):
        return False
    if kind in (Role.NOTICE, Role.CAPTION, Role.RELATED, Role.TIME, Role.EMPTY, Role.SECTION):
        return False
    if line.tag == "quote":  # without a sentence's end: pulled out of the text, with a name below it
        return False
    return not agencies.credit(line.text) and not byline.is_byline(line.text)


def _without_labels(lines: Sequence[Line], indices: list[int]) -> list[int]:
    """The indices without labels at either end of the body, and without one that stands alone between paragraphs.

    Those are crossheads, names, places and marks of the end; two and more in a row are a list of the article's.
    """
    while len(indices) > 1 and _is_list(lines[indices[-1]].text):
        indices = indices[:-1]
    label = {i: role(lines[i]) is Role.LABEL for i in indices}
    while indices and label[indices[-1]]:
        indices = indices[:-1]
    first = next((k for k, i in enumerate(indices) if not label[i]), 0)
    kept = indices[first:]
    kept = [
        i
        for k, i in enumerate(kept)
        if not label[i]
        or lines[i].tag in ("item", "cell")
        or label[kept[k - 1]]
        or (k + 1 < len(kept) and label[kept[k + 1]])
        or count_words(lines[i].text) > 8
    ]
    words = sum(count_words(lines[i].text) for i in label)
    enough = sum(count_words(lines[i].text) for i in kept) * 100 >= words * 90
    return kept if enough else list(label)  # a page of labels has no prose to judge them by


def _is_list(text: str) -> bool:
    """Whether a paragraph is headlines and dates run into one another, and no sentence."""
    run_in = re.search(r"[a-z’'\"”](?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \d", text) is not None
    return not ends_sentence(text) and (run_in or bool(times.moments(text))) and count_words(text) < 60


def _leads(lines: Sequence[Line], first: Sequence[Line]) -> set[str]:
    """Those of the first paragraphs that stand in one element with the next, and no byline, date or picture between.

    A page often gives its first sentence as its description: that does not make a standfirst of it.
    """
    at = {key(line.text): i for i, line in reversed(list(enumerate(lines)))}
    leads = set()
    for one, other in pairwise(first):
        i, j = at.get(key(one.text)), at.get(key(other.text))
        if i is None or j is None or j <= i or _STANDS_ABOVE.search(lines[i].hints.split(" < ")[0]):
            continue
        around = [lines[k].hints.split(" < ")[-1] for k in (i, j)]
        if around[0] == around[1] and not any(flat.is_header(line, role(line)) for line in lines[i + 1 : j]):
            leads.add(key(one.text))
    return leads


def _is_beside(text: str) -> bool:
    """Whether a line's words outside its link are a date, "2 hours ago" or a rank, and no more."""
    text = text.strip(" |·•–—-(),")
    if re.fullmatch(r"\d{1,2}[.)]?", text):
        return True
    if not text or len(text) > 40:
        return False
    found = times.moments(text)
    return bool(found and found[0].end - found[0].start >= len(text) - 2) or not ago.cut_end(text)[0]


def _header_end(lines: Sequence[Line], title_at: int | None) -> int:
    """Index of the first line below the headline and its byline, date and picture; 0 if there is no headline.

    A byline, a date or a caption that follows the headline closely ends the header: what stands between is a
    standfirst, whatever its class.
    """
    if title_at is None:
        return 0
    end, prose = title_at, 0
    for i in range(title_at + 1, min(len(lines), title_at + 15)):
        kind = role(lines[i])
        if kind is Role.PROSE and not byline.is_byline(lines[i].text):
            prose += count_words(lines[i].text)
            if prose > 45 or dateline.split_dateline(lines[i].text)[0]:
                break
        elif kind is not Role.BULLET and flat.is_header(lines[i], kind):
            end = i
    return end + 1


def _of_header(line: Line, header: Sequence[str]) -> bool:
    """Whether a short paragraph is put together from words of the header: "By , 21 July at 20:31" has lost its link."""
    own = key(line.text)
    if not own or count_words(own) > 12:
        return False
    return own.replace(" ", "") in "".join(header).replace(" ", "") or any(
        set(own.split()) <= set(text.split()) for text in header
    )


def _taken(lines: Sequence[Line], body: Sequence[str]) -> set[int]:
    """Indices of the lines that the body's paragraphs come from."""
    starts = {key(p)[:60] for p in body}
    return {i for i, line in enumerate(lines) if key(line.text)[:60] in starts and not line.link}
