"""The headlines of other stories on a page, with the heading of their list and their time."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from casus.reports import meta, times
from casus.reports.article import Furniture
from casus.reports.lines import MENU, Line, Role, count_words, ends_sentence, is_caption, is_notice, related, role

_RANK: Final = re.compile(r"^(?:[-–—•●▪■*·>›»]{1,2}\s{0,2}|#?\d{1,2}[.):]?\s{1,2}(?=[^\W\d_]|[\"'“‘])|[A-Z]{2,4}\d{3,5}\s)")
_CLOCK: Final = re.compile(r"^([012]?\d[:.][0-5]\d)(?:\s?[ap]m)?\s{1,3}(?=\S)")
_PAGE: Final = re.compile(r",? (?:pages?|pp?\.|PAGE) ?\d[\d,\- ]{0,12}$")


@dataclass(slots=True)
class _Item:
    headline: str
    when: str | None
    sure: bool  # a time, a page number or a link says that it is a story


def headlines(
    lines: Sequence[Line], taken: Collection[int], header: range, title: str, published: str | None, *, markup: bool
) -> tuple[Furniture, ...]:
    """Every headline that is not the article's own, in the order of the page, each once.

    ``taken`` are the indices of lines that belong to the body; in ``header`` (title to body) only what names itself a headline counts.
    A list is believed for a known heading, for times, pages or links beside its items, or for two headlines below a short heading.
    """
    found: dict[str, Furniture] = {}
    section: str | None = None
    known = shut = False
    group: list[_Item] = []
    pending: str | None = None  # a time that stands before its headline

    at = 0

    def close() -> None:
        nonlocal group
        count = sum(1 for item in group if not item.sure)
        believed = not shut and ((known and not markup) or (not markup and section is not None and count >= 2 and at >= header.start) or sum(1 for i in group if i.when) > 1)
        for item in group:
            if item.sure or believed:
                key = item.headline.casefold()
                if key != title.casefold() and key not in found:
                    when = times.resolve(item.when, published) if item.when else None
                    found[key] = Furniture(section, item.headline, when)
        group = []

    for at, line in enumerate(lines):
        if line.text.casefold() == title.casefold():
            continue
        if at in taken:
            close()
            section, known, shut = None, False, True
            continue
        kind = role(line)
        if (other := related(line.text)) is not None:
            other, when = times.split_ago(other)
            close()
            found.setdefault(other.casefold(), Furniture(None, _tidy(other), times.resolve(when, published) if when else None))
            continue
        if kind is Role.EMPTY:
            continue
        if kind is Role.TIME:
            if pending is not None or (section is not None and not group):
                pending = line.text
            elif group and group[-1].when is None:
                group[-1].when, group[-1].sure = line.text, True
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
            close()
            if kind is Role.LABEL and count_words(line.text) <= 5 and not line.link and not ends_sentence(line.text):
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


def _item(line: Line, *, markup: bool, known: bool) -> _Item | None:
    """The line as an item of a list of stories; None if it cannot be one."""
    text, when = times.split_ago(line.text)
    if when is None:
        when, text = times.lead_ago(text)
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
    elif not when and (moments := times.moments(text[-60:])):
        shift = max(0, len(text) - 60)
        last = moments[-1]
        if shift + last.end >= len(text) - 2 and shift + last.start > 12 and text[: shift + last.start].rstrip()[-1:] in "|–—-•·(,":
            text, when, sure = text[: shift + last.start].rstrip(" |–—-•·(,"), text[shift + last.start :], True
    if page := _PAGE.search(line.raw[-40:]):
        cut = line.raw[: max(0, len(line.raw) - 40) + page.start()]
        column = re.split(r"\s{2,}|(?<=[?!.”])\s", cut)
        text, sure = " ".join((column[0] if len(column) > 1 else cut).split()), True
        if len(column) == 1 or len(column) > 2:
            return None
    if markup and line.link:
        text = times.split_ago(line.link)[0] or text
    text = _tidy(text)
    size = count_words(text)
    if size > 32 or len(text) > 220 or size < (3 if sure and when else 4) or not text or text[0] in "@(":
        return None
    if is_notice(text) or is_caption(text) or re.search(r"\(PDF\b|https?:|www\.|@\w", text):
        return None
    if not sure and line.hints.startswith(MENU):
        return None
    if meta.is_byline(text) or re.match(r"(?i)(?:published|updated|posted|last updated)\b.{0,20}\d", text):
        return None
    if not sure and ends_sentence(text) and text.endswith("."):
        return None
    if sum(1 for w in text.split() if len(w) > 1 and w.strip("\"'“‘(").isalpha()) < 2:
        return None
    if text == text.lower() or re.match(r"^\d+ (?:comments?|shares?|views?|min)\b", text.casefold()):
        return None
    return _Item(text, when, sure or (markup and (bool(line.link) or line.tag in ("li", "h2", "h3", "h4", "h5", "h6") and known)))


def _tidy(headline: str) -> str:
    """A headline without rank, bullet or code before it and without the trailing dots of a cut."""
    headline = _RANK.sub("", headline.strip(), count=1)
    return re.sub(r"\s?(?:\.{2,4}|…)$", "", headline).strip()
