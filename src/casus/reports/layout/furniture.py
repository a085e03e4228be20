"""The headlines of other stories on a page, with the heading of their list and their time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from casus.reports.article import Furniture
from casus.reports.layout import ago, byline, times
from casus.reports.layout.lines import (
    MENU,
    Line,
    Role,
    count_words,
    ends_sentence,
    is_caption,
    is_notice,
    is_trail,
    related,
    role,
    words,
)
from casus.reports.layout.parts import Parts

_RANK: Final = re.compile(
    r"^(?:[-–—•●▪■*·>›»]{1,2}\s{0,2}|#?\d{1,2}[.):]?\s{1,2}(?=[^\W\d_]|[\"'“‘])|[A-Z]{2,4}\d{3,5}\s)"
)
_CLOCK: Final = re.compile(r"^([012]?\d[:.][0-5]\d)(?:\s?[ap]m)?\s{1,3}(?=\S)")
_LENGTH: Final = re.compile(r",? \(?\d{2,4} (?:words|wds)\)?$")  # of a story that a wire has moved or will move
_SLUG: Final = re.compile(r"^[A-Z][A-Z0-9/\-]{2,20}(?: [A-Z0-9/\-]{2,20})?: (?=\S)")
_PAGE: Final = re.compile(r",? (?:pages?|pp?\.|PAGE) ?\d[\d,\- ]{0,12}$")


@dataclass(slots=True)
class _Item:
    headline: str
    when: str | None
    sure: bool  # a time, a page number or a link says that it is a story


def headlines(
    parts: Parts, header: range, published: str | None, *, month_first: bool = False
) -> tuple[Furniture, ...]:
    """Every headline that is not the article's own, in the order of the page, each once.

    In ``header`` (indices of the lines from the title to the body) only what names itself a headline counts.
    A list is believed for a known heading, for times, pages or links beside its items, or for two headlines
    below a short heading.
    """
    lines, taken, title, markup = parts.lines, parts.taken, parts.title, parts.markup
    found: dict[str, Furniture] = {}
    section: str | None = None
    known = shut = False
    group: list[_Item] = []
    pending: str | None = None  # a time that stands before its headline

    at = 0
    own = {site.casefold() for site in parts.declared.get("outlet", ())}  # the site's name leads to its front page

    def close() -> None:
        nonlocal group
        count = sum(1 for item in group if not item.sure)
        believed = not shut and (
            (known and not markup)
            or (not markup and section is not None and count >= 2 and at >= header.start)
            or sum(1 for i in group if i.when) > 1
        )
        for item in group:
            if item.sure or believed:
                key = item.headline.casefold()
                if key not in (title.casefold(), *own) and key not in found:
                    when = ago.resolve(item.when, published, month_first=month_first) if item.when else None
                    found[key] = Furniture(section, item.headline, when)
        group = []

    for at, line in enumerate(lines):
        if at == header.start:
            close()
            section, known, shut = None, False, False
        if line.text.casefold() == title.casefold():
            continue
        if at in taken:
            close()
            section, known, shut = None, False, True
            continue
        kind = role(line)
        if (other := related(line.text)) is not None:
            other, when = ago.cut_end(other)
            close()
            found.setdefault(
                other.casefold(), Furniture(None, _tidy(other), ago.resolve(when, published) if when else None)
            )
            continue
        if kind is Role.EMPTY or is_trail(line.text):
            continue
        when = _beside(line.text)
        if kind is Role.TIME or when is not None:
            if pending is not None or (section is not None and not group):
                pending = when or line.text
            elif group and group[-1].when is None:
                group[-1].when, group[-1].sure = when or line.text, True
            continue
        if kind is Role.SECTION and not (line.link and count_words(line.text) > 4):
            close()
            section, known, shut, pending = line.text.rstrip(" :›»>"), True, False, None
            continue
        item = _item(line, markup=markup, known=known)
        if item is None or (at in header and not (item.sure or known)):
            moment = times.moments(line.text)
            alone = bool(moment) and moment[0].end - moment[0].start >= len(line.text) - 4
            if alone and section is not None and group and group[-1].when is None:
                group[-1].when, group[-1].sure = line.text, True
                continue
            group_seen = bool(group)
            if not (known and kind is Role.LABEL and _category(lines, at)):
                close()
            if kind is Role.LABEL and count_words(line.text) <= 5 and not line.link and not ends_sentence(line.text):
                if line.text.casefold().rstrip(" :›»>") in words("other_lists"):
                    section, known, shut, pending = None, False, True, None
                    continue
                if known and (not group_seen or _category(lines, at)):
                    continue
                section, known, shut, pending = line.text.rstrip(" :›»>"), False, False, None
            elif kind in (Role.NOTICE, Role.PROSE, Role.CAPTION):
                section, known, shut = None, False, True
            continue
        if pending is not None and item.when is None:
            item.when, item.sure = pending, True
            pending = ""
        group.append(item)
    close()
    return tuple(found.values())


def _beside(text: str) -> str | None:
    """The relative time of a line that has at most two words more ("World | 2 hours ago"); else None."""
    rest, when = ago.cut_end(text)
    if when is None:
        when, rest = ago.cut_start(text)
    return when if when is not None and count_words(rest) <= 2 and len(rest) < 30 else None


def _category(lines: Sequence[Line], at: int) -> bool:
    """Whether a short line is the category of one story in a list: such lines and headlines alternate."""
    near = range(max(0, at - 2), min(len(lines), at + 4))
    short = {k - at: 0 < count_words(lines[k].text) <= 3 and role(lines[k]) is Role.LABEL for k in near}
    after = [short.get(k) for k in range(4)] == [True, False, True, False]
    return after or [short.get(k) for k in (-2, -1, 0, 1)] == [True, False, True, False]


_COMMAND: Final = re.compile(
    r"(?i)(?:read|download|view|see|buy|order|learn|find|explore|visit|back|contact|manage|change|submit|browse|"
    r"register|"
    r"discover|try|show|hide|give|meet|search|return|go|get|print) (?:out |back )?"
    r"(?:the|our|your|us|more|all|this|full|here|now|to|an?|it|my)\b"
)


def _item(line: Line, *, markup: bool, known: bool) -> _Item | None:
    """The line as an item of a list of stories; None if it cannot be one."""
    text, when = ago.cut_end(line.text)
    if when is None:
        when, text = ago.cut_start(text)
    sure = when is not None
    if len(re.findall(r"\S\s{2,}(?=\S)", line.raw[: times.REACH])) > 1 and not markup:  # columns: a menu
        return None
    if (moments := times.moments(text)) and moments[0].start < 20 and not markup:
        rest = text[moments[0].end :].lstrip(" )]|:·–—-")
        if moments[0].start > 1 or count_words(rest) < 4 or when or times.moments(rest):
            return None
        text, when = rest, text[moments[0].start : moments[0].end]
    if (clock := _CLOCK.match(text)) and count_words(text) >= 4:
        text, when, sure = text[clock.end() :], clock[1], True
    elif markup and moments and moments[0].start <= 1 and count_words(text[moments[0].end :].strip(" |–—-·•")) < 3:
        return None  # a date alone, or "1 October, 19:26 - updated 4 minutes ago", which is the article's own
    elif not when and (moments := times.moments(text[-60:])):
        shift = max(0, len(text) - 60)
        last = moments[-1]
        if (
            shift + last.end >= len(text) - 2
            and shift + last.start > 12
            and text[: shift + last.start].rstrip()[-1:] in "|–—-•·(,"
        ):
            text, when, sure = text[: shift + last.start].rstrip(" |–—-•·(,"), text[shift + last.start :], True
    if length := _LENGTH.search(text[-20:]):
        text = _SLUG.sub("", text[: max(0, len(text) - 20) + length.start()])
        return _Item(text, when, True) if count_words(text) >= 3 else None
    if page := _PAGE.search(line.raw[-40:]):
        cut = line.raw[: max(0, len(line.raw) - 40) + page.start()]
        column = re.split(r"\s{2,}|(?<=[?!.”])\s", cut)
        text, sure = " ".join((column[0] if len(column) > 1 else cut).split()), True
        if len(column) == 1 or len(column) > 2:
            return None
    if markup and line.link:
        text = ago.cut_end(line.link)[0] or text
    text = _tidy(text)
    size = count_words(text)
    if size > 32 or len(text) > 220 or size < (3 if sure and when else 4) or not text or text[0] in "@(":
        return None
    if is_notice(text) or is_caption(text) or re.search(r"\(PDF\b|https?:|www\.|@\w", text):
        return None
    if not sure and line.hints.startswith(MENU):
        return None
    if byline.says_so(text) or re.match(r"(?i)(?:published|updated|posted|last updated)\b.{0,20}\d", text):
        return None
    if not sure and ends_sentence(text) and text.endswith("."):
        return None
    if sum(1 for w in text.split() if len(w) > 1 and w.strip("\"'“‘(").isalpha()) < 2:
        return None
    if len(re.findall(r" [/›>|»] ", text)) > 1:  # a trail of sections
        return None
    if not (sure and when) and _COMMAND.match(text):
        return None
    if text == text.lower() or re.match(r"^\d+ (?:comments?|shares?|views?|min)\b", text.casefold()):
        return None
    return _Item(
        text,
        when,
        sure or (markup and (bool(line.link) or (line.tag in ("li", "h2", "h3", "h4", "h5", "h6") and known))),
    )


def _tidy(headline: str) -> str:
    """A headline without rank, bullet or code before it and without the trailing dots of a cut, without its section."""
    headline = _RANK.sub("", headline.strip(), count=1)
    headline = re.sub(r"\s?(?:\.{2,4}|…)$", "", headline).strip()
    first, bar, last = headline.partition(" | ")  # one side may be the section: "Opinion | ...", "... | Briefing"
    if bar and min(count_words(first), count_words(last)) <= 2 < max(count_words(first), count_words(last)):
        headline = max(first, last, key=count_words)
    return headline
