"""A page as lines, each with what can be said of it alone: prose, label, caption, notice, a list's heading, a time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from casus.reports.layout import ago
from casus.reports.layout.notices import is_caption, is_notice, is_section, related
from casus.reports.layout.wording import CLOSERS, count_words, ends_sentence

MOST: Final = 20_000  # lines that are read of one page
TEASER: Final = "\u00a7teaser"  # ends the hints of a line inside a link that is not its headline
MENU: Final = "\u00a7menu "  # begins the hints of a line inside a menu or a page's foot


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a page: ``text`` has single spaces; ``raw`` keeps runs of spaces, which separate columns.

    From markup also ``tag`` (the block element), ``link`` (its link's words, where that is most of it) and ``hints``
    (class and id of the element and the one around it, casefolded).
    """

    text: str
    raw: str
    tag: str = ""
    link: str = ""
    hints: str = ""


class Role(Enum):
    """What a line is, judged by itself."""

    PROSE = auto()  # a sentence or more
    REMARK = auto()  # a short sentence
    LABEL = auto()  # words without a sentence's end: headline, crosshead, name
    RELATED = auto()  # "READ: ...", the headline of another story
    SECTION = auto()  # the heading of a list of other stories
    NOTICE = auto()  # pleas, law, sharing, adverts
    CAPTION = auto()  # of a picture, with its credit
    TIME = auto()  # a time alone: relative, a clock
    BULLET = auto()  # a short item of a list
    EMPTY = auto()


_CLOCK: Final = re.compile(r"[012]?\d[:.][0-5]\d(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4}(?:[+-]\d{1,2})?)?", re.IGNORECASE)


_NUMBERED: Final = re.compile(r"(?:\d{1,2}|[IVX]{1,4})[.)] [A-Z]")
_NUMERAL: Final = re.compile(r"(?:\d{1,3}[.)]?|[IVX]{1,4}\.?|#{1,5})")


@lru_cache(maxsize=4096)
def role(line: Line) -> Role:
    """What the line is, judged by itself."""
    text = line.text
    if not text.strip("-–—•*·|>›» "):
        return Role.EMPTY
    size = count_words(text)
    if len(text) <= 15 and _CLOCK.fullmatch(text):
        return Role.TIME
    if line.tag != "cell" and _NUMERAL.fullmatch(text):  # the number of a chapter, or of the next line in a list
        return Role.EMPTY
    headline, when = ago.cut_end(text)
    if when is not None and not headline:
        return Role.TIME
    if is_section(text):
        return Role.SECTION
    if is_caption(text) and (size < 60):
        return Role.CAPTION
    if is_notice(text) and (size < 12 or not ends_sentence(text) or size < 45):
        return Role.NOTICE
    if related(text) is not None:
        return Role.RELATED
    if when is not None and size < 30 and not ends_sentence(text):
        return Role.LABEL
    if text[0] in "•●*▪■-–" and size < 25 and not ends_sentence(text):
        return Role.BULLET
    if ends_sentence(text):
        if text.endswith("?") and size < 16 and _NUMBERED.match(text):
            return Role.LABEL  # a crosshead: "2. Who arms them?"
        if size >= 9:
            return Role.PROSE
        return Role.REMARK if text.rstrip(CLOSERS).endswith((".", "!", "…")) or size > 5 else Role.LABEL
    return Role.PROSE if size >= 18 or (size >= 8 and text.endswith((":", ";", "; and", ","))) else Role.LABEL
