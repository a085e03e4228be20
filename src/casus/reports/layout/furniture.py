"""The headlines of other stories on a page, with the heading of their list and their time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from casus.reports.article import Furniture
from casus.reports.layout import ago, byline, flat, times
from casus.reports.layout.items import Item, item_of, tidy
from casus.reports.layout.lines import TEASER, Line, Role, role
from casus.reports.layout.notices import READ_ON, is_trail, related
from casus.reports.layout.parts import Parts
from casus.reports.layout.wording import count_words, ends_sentence, words

_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")
_CLOCK: Final = re.compile(r"[012]?\d[:.][0-5]\d ")  # begins an entry of a live blog
_COMMENTS: Final = re.compile(
    r"(?i)(?:readers['’]? |reader )?comments? ?(?:\(\d{1,5}\)|: ?\d{1,5})?|\d{1,5} (?:reader )?comments?"
)
_QUOTES: Final = "\"“”‘’'"


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
    known = shut = silent = False  # silent: comments, until the heading of a list
    group: list[Item] = []
    short = 0  # lines of one to three words in a row: four make a menu
    pending: str | None = None  # a time that stands before its headline

    at = 0
    own = {site.casefold() for site in parts.declared.get("outlet", ())}  # the site's name leads to its front page

    said = " ".join(parts.body).casefold()[:100_000]
    last = max(taken, default=0)

    def inside() -> bool:
        """A box of other stories between two paragraphs of the body: two headlines, or one below a section's name."""
        few = 1 if section and count_words(section) < 3 else 2
        return not markup and not known and len(group) >= few and parts.body_at < at <= last

    def close() -> None:
        nonlocal group
        count = sum(1 for item in group if not item.sure)
        believed = inside() or (
            not shut
            and (
                (known and not markup)
                or (not markup and section is not None and count >= 2 and at >= header.start)
                or sum(1 for i in group if i.when) > 1
            )
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
            section, known, shut, silent = None, False, True, False
            continue
        kind = role(line)
        if (other := related(line.text)) is not None:
            other, when = ago.cut_end(other)
            if when is None:
                other, when = ago.cut_day(other)
            close()
            if head := tidy(other):
                found.setdefault(
                    other.casefold(), Furniture(None, head, ago.resolve(when, published) if when else None)
                )
            continue
        if kind is Role.EMPTY or is_trail(line.text):
            continue
        when = _beside(line.text)
        if not markup and at > last and _COMMENTS.fullmatch(line.text):
            close()
            section, known, shut, silent = None, False, True, True
            continue
        if kind is Role.TIME and section is None and not group and not re.search(r"\d", line.text):
            section, shut = line.text, False  # "Last week": the heading of a list
            continue
        if kind is Role.TIME or when is not None:
            if pending is not None or (section is not None and not group):
                pending = when or line.text
            elif group and group[-1].when is None:
                group[-1].when, group[-1].sure = when or line.text, True
            continue
        folded = line.text.casefold()
        menu = line.link and (count_words(line.text) > 4 or folded in words("sections", "whole"))
        if kind is Role.SECTION and not menu:
            close()
            section, known, shut, pending, silent = line.text.rstrip(" :›»>"), True, False, None, False
            continue
        if line.hints.endswith(TEASER) and group and group[-1].when is None and len(line.text) < 40:
            group[-1].when = next((line.text[m.start :] for m in times.moments(line.text)), None)
        if line.hints.endswith(TEASER) or silent or (kind is Role.BULLET and at in header):
            continue
        if markup and not line.link and line.tag in _HEADINGS and at + 1 in taken:
            close()  # a crosshead
            section, known, shut = None, False, True
            continue
        alone = markup and at + 1 == header.start and not group and count_words(line.text) <= 6
        if alone and not ago.cut_end(line.text)[1]:
            continue  # a series, a section
        if not markup and _CLOCK.match(line.text) and at + 1 in taken:
            continue  # an entry of a live blog
        if not markup and parts.body_at < at < last and flat.is_pulled(lines, at):
            close()
            section, known, shut = None, False, True
            continue
        ranked = known and at > 0 and lines[at - 1].text.strip(".) ").isdigit()
        listed = known and len(group) > 1 and not line.text.istitle() and folded not in words("other_lists")
        item = item_of(line, markup=markup, known=known, ranked=ranked, listed=listed)
        own_date = (
            item is not None and at in header and not line.link and bool(times.moments(f"{item.when} {item.headline}"))
        )
        if item is None or own_date or (at in header and not (item.sure or known)):
            moment = times.moments(line.text)
            dated = bool(moment) and moment[0].end - moment[0].start >= len(line.text) - 4
            if dated and section is not None and group and group[-1].when is None:
                group[-1].when, group[-1].sure = line.text, True
                continue
            if kind in (Role.PROSE, Role.REMARK) and group and section is not None and count_words(line.text) < 36:
                continue  # the first words of the story above it
            if kind is Role.CAPTION and group and known:
                continue  # whose picture it is
            if group and section is not None and (byline.says_so(line.text) or " | " in line.text):
                continue  # who wrote the story above it
            group_seen = bool(group)
            if not (known and kind is Role.LABEL and _category(lines, at)):
                close()
            if kind is Role.LABEL and count_words(line.text) <= 5 and not line.link and not ends_sentence(line.text):
                if line.text.casefold().rstrip(" :›»>") in words("other_lists"):
                    close()
                    section, known, shut, pending = None, False, True, None
                    silent = not markup and parts.body_at < at < last  # a box of figures
                    continue
                if known and (not group_seen or _category(lines, at)):
                    continue
                short = short + 1 if count_words(line.text) <= 3 else 0
                if known and 0 < short < 4 and not line.text.isupper() and not line.text.endswith(":"):
                    continue  # a section, a name: the list goes on below it
                section, known, shut, pending = line.text.rstrip(" :›»>"), False, False, None
            elif kind in (Role.NOTICE, Role.PROSE, Role.CAPTION):
                section, known, shut = None, False, True
            continue
        if item.headline[0] in _QUOTES and item.headline.strip(_QUOTES).casefold() in said:
            continue  # pulled out of the text
        if not markup and _heads(lines, at):
            close()
            section, known, shut, pending = line.text, False, False, None
            continue
        item.sure = item.sure or (at + 1 < len(lines) and lines[at + 1].text.casefold() in READ_ON)
        short = 0
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


def _heads(lines: Sequence[Line], at: int) -> bool:
    """Whether a short line in capitals stands above one that is not in capitals: it is the heading of a list."""
    below = next((line.text for line in lines[at + 1 : at + 3] if line.text), "")
    return count_words(lines[at].text) <= 5 and lines[at].text.isupper() and bool(below) and not below.isupper()


def _category(lines: Sequence[Line], at: int) -> bool:
    """Whether a short line is the category of one story in a list: such lines and headlines alternate."""
    near = range(max(0, at - 2), min(len(lines), at + 4))
    short = {k - at: 0 < count_words(lines[k].text) <= 3 and role(lines[k]) is Role.LABEL for k in near}
    after = [short.get(k) for k in range(4)] == [True, False, True, False]
    return after or [short.get(k) for k in (-2, -1, 0, 1)] == [True, False, True, False]
