"""A page as lines, each with what can be said of it alone: prose, label, caption, notice, a list's heading, a time."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any, Final

from casus.reports.layout import ago, times

MOST: Final = 20_000  # lines that are read of one page
MENU: Final = "\u00a7menu "  # begins the hints of a line inside a menu or a page's foot
_CLOSERS: Final = "\"'”’)]»*\u2060 "
_WRAP: Final = range(40, 101)  # widths, in characters, of a page broken into lines by a machine


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


@cache
def table(name: str) -> dict[str, Any]:
    """A packaged table of words, ``tables/NAME.json``."""
    loaded: dict[str, Any] = json.loads((resources.files("casus") / "tables" / f"{name}.json").read_text("utf-8"))
    return loaded


@cache
def words(group: str, key: str = "words") -> tuple[str, ...]:
    """A list of ``page_words.json``."""
    return tuple(table("page_words")[group][key])


@cache
def _any_of(group: str, key: str) -> re.Pattern[str]:
    """One alternation of plain words, so that a line is searched once; each begins where a word does."""
    return re.compile("|".join((r"(?<![^\W_])" if w[0].isalnum() else "") + re.escape(w) for w in words(group, key)))


def split(text: str) -> list[Line]:
    """Lines of flat text, empty ones kept (they part paragraphs); lines broken at a fixed width are joined again."""
    rows = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\xa0", " ").split("\n")
    rows = [row.rstrip() for row in rows]
    rows = [row for row, before in zip(rows, ["", *rows], strict=False) if row or before][:MOST]
    if width := _wrap_width(rows):
        rows = _unwrapped(rows, width)
    rows = [_without_marks(row.strip()) for row in rows]
    return [Line(" ".join(row.split()), row) for row in rows]


_FIELD: Final = "^"  # begins a field of wire copy (ANPA 1312), which "<", "=" or another "^" ends


def _without_marks(row: str) -> str:
    """A row without the marks that begin and end a field of wire copy: "^By DESPO HADJILOUKA=" is a byline."""
    if row.startswith(_FIELD):
        return row.lstrip(_FIELD).rstrip("<=^ ")
    return row[:-1].rstrip() if row.endswith("<") and "<" not in row[:-1] and ">" not in row else row


def _wrap_width(rows: list[str]) -> int | None:
    """The width at which lines were broken, in characters; None if they were not."""
    hanging = [(a, b) for a, b in pairwise(rows) if _indent(a) > 1 and b and not _indent(b)]
    if len(hanging) > 2 and all(len(a) in _WRAP and not ends_sentence(a) for a, _ in hanging):
        # each paragraph begins with an indent and goes on without one: however few, they were broken by a machine
        return max(len(a) for a, _ in hanging)
    lengths = sorted(len(row) for row in rows if row and not row.startswith(_FIELD))
    if len(lengths) < 8:
        return None
    width = lengths[min(len(lengths) - 1, int(len(lengths) * 0.97))]
    if width not in _WRAP:
        return None
    pairs = [(a, b) for a, b in pairwise(rows) if a and b]
    full = [a for a, b in pairs if not _fits(a, b, width)]
    broken = sum(1 for row in full if not ends_sentence(row))
    return width if len(full) >= 5 and len(full) * 2 >= len(pairs) and broken * 2 > len(full) else None


def _fits(row: str, following: str, width: int) -> bool:
    """Whether the first word of the following row would have had room at the end of ``row``, its indent counted."""
    return len(row) + 1 + len(following.split(None, 1)[0]) <= width


def _indent(row: str) -> int:
    return len(row) - len(row.lstrip())


def _unwrapped(rows: list[str], width: int) -> list[str]:
    paragraphs: list[list[str]] = [[]]
    for row in rows:
        last = paragraphs[-1]
        if (
            not row
            or not last
            or not last[-1]
            or _fits(last[-1], row, width)
            or row.startswith(_FIELD)
            or last[-1].startswith(_FIELD)
            or (_indent(row) > _indent(last[-1]) and ends_sentence(last[-1]))  # an indent begins a paragraph
        ):
            paragraphs.append([row])
        else:
            last.append(row)
    return [" ".join(rows) for rows in paragraphs]


def ends_sentence(text: str) -> bool:
    """Whether the line closes as a sentence does, quotation marks and brackets aside.

    >>> ends_sentence('"We have no plans," he said, "none."'), ends_sentence("Chad ends defence accord")
    (True, False)
    """
    tail = text[-12:].rstrip(_CLOSERS)
    return tail.endswith((".", "!", "?", "…")) and not text.endswith((" ..", " ..."))


def count_words(text: str) -> int:
    """Words, by spaces."""
    return text.count(" ") + 1 if text else 0


_NOTE: Final = re.compile(  # of the article and not in it: how it came about, what was changed, who writes it
    r"(?:this|the) (?:report|article|story|piece|dispatch|interview) "
    r"(?:was|is|has been|first|originally|appeared|appears) "
    r"(?:\w{2,12} ){0,2}(?:produced|published|updated|corrected|amended|translated|written|part of|first|originally|"
    r"in the|with|edited|condensed|supported|funded)\b|"
    r"(?:with )?(?:additional )?reporting by [A-Z]|(?:writing|compiled|produced|translated) by [A-Z]|"
    r"translated from (?:the )?\w+ by|(?:correction|clarification|note|disclaimer|disclosure|update)\b[^:.]{0,20}: |"
    r"the (?:writer|author) (?:is|was|teaches|works|lives|has|can)\b|(?:first )?published in (?:the )?(?:print|paper)|"
    r"find us on|write to us|follow [\w ]{2,30} on (?:x|twitter|facebook|instagram|telegram)\b|"
    r"you have (?:read|used|reached) [^.]{0,30}(?:free|articles)|did you find this|what did you make of|sponsored: |"
    r"our (?:reporter|correspondent|writer)['’]s travel|[\w ]{2,40} contributed to this (?:report|story|article)|"
    r"(?:tags|topics|keywords|sources?|last updated): |(?:add|post|leave) a comment|comments \(\d|"
    r"this is a (?:breaking|developing) (?:news )?story",
    re.IGNORECASE,
)
_OFFER: Final = re.compile(r"(?:buy|order|shop|win|download|donate) (?![^\s]*[\"”])", re.IGNORECASE)


def is_notice(text: str) -> bool:
    """Whether the line is a notice of the site and not of the article."""
    if len(text) > times.REACH:
        return False
    if _NOTE.match(text) or (_OFFER.match(text) and count_words(text) <= 10 and ends_sentence(text)):
        return True
    folded = text.casefold()
    if folded.count(" | ") > 1 and not ends_sentence(text):
        return True
    return _any_of("notices", "words").search(folded) is not None


#: Where the page stands on its site: "News > West Africa".
_TRAIL: Final = re.compile(r"^[^\W\d_][\w &'’-]{1,30}(?: ?[>›»] ?[\w &'’-]{2,30}){1,5}$")


def is_trail(text: str) -> bool:
    """Whether the line says where the page stands on its site: "News > West Africa"."""
    return _TRAIL.match(text) is not None


def is_section(text: str) -> bool:
    """Whether the line is the heading of a list of other stories ("Most read", "More from Africa")."""
    if not text or len(text) > 60 or text.endswith((".", "?", "!", ",")):
        return False
    folded = text.casefold().strip(" :-–—›»>|.")
    size = count_words(folded)
    loud = size <= 4 or text.endswith(":") or text.isupper() or folded.startswith(("more ", "most ", "elsewhere"))
    if size <= 6 and loud:
        for word in words("sections", "begins"):
            if folded.startswith(word) and not folded[len(word) : len(word) + 1].isalnum():
                return True
    return any(w in folded for w in words("sections", "contains"))


def related(text: str) -> str | None:
    """The headline in a line such as "READ: ..." or "Profile: ...", with its kind where that belongs to it; else None.

    >>> related("READ: Two Navy frigates back from Vancouver"), related("Profile: the clan from Saada")
    ('Two Navy frigates back from Vancouver', 'Profile: the clan from Saada')
    """
    head, colon, rest = text.partition(":")
    if not colon or len(head) > 24 or len(text) > 200 or head.casefold().strip(" -–>▶►•*") not in words("prefixes"):
        return None
    rest = rest.strip()
    if count_words(rest) < 3 or (ends_sentence(rest) and rest.endswith(".")):
        return None
    bare = head.casefold().strip(" -–>▶►•*")
    return (
        rest
        if bare.startswith(
            (
                "read",
                "see",
                "also",
                "related",
                "more",
                "recommended",
                "next",
                "don't",
                "must",
                "earlier",
                "watch",
                "dig",
                "go ",
                "a lire",
                "à lire",
                "lire",
                "lea ",
                "lee ",
                "lesen",
                "siehe",
                "leia",
                "leggi",
                "lees ",
                "läs ",
                "czytaj",
                "baca",
            )
        )
        else text
    )


_CREDIT: Final = re.compile(
    r"(?:\b(?:file )?(?:photo|photograph|photographer|picture|image|foto|credit|photos|images|pic|illustration|"
    r"video|graphic)s?(?: courtesy)?"
    r"(?: by| of|:| credit:?| from)\s|©|\(c\)|\(photo\b|\[(?:[A-Z]{2,6}|[\w.\- ]{3,30}/[\w.\- ]{2,30})\]$|"
    r"getty images|\bhandout\b|\bfile photo\b|"
    r"[/|] ?(?:AFP|AP|Reuters|EPA|TASS|PTI|dpa|Xinhua|Anadolu|Bloomberg|Kyodo|Jiji|Yonhap|ANSA|EFE|APA|AA)"
    r"(?:[-/ ](?:jiji|kyodo|yonhap))?\)?\.?$|\bAP Photo\b|^image:|^photo:|^picture:|^pictured?:)",
    re.IGNORECASE,
)


def is_caption(text: str) -> bool:
    """Whether the line is the caption of a picture, which its credit gives away."""
    if len(text) > times.REACH:
        return False
    match = _CREDIT.search(text)
    return match is not None and (match.start() == 0 or len(text) - match.start() <= 90)


_CLOCK: Final = re.compile(r"[012]?\d[:.][0-5]\d(?: ?[ap]\.?m\.?)?(?: ?[A-Z]{2,4})?", re.IGNORECASE)


_NUMERAL: Final = re.compile(r"(?:\d{1,2}[.)]|[IVX]{1,4}\.?|#{1,5})")


def role(line: Line) -> Role:
    """What the line is, judged by itself."""
    text = line.text
    if not text.strip("-–—•*·|>›» "):
        return Role.EMPTY
    size = count_words(text)
    if len(text) <= 12 and _CLOCK.fullmatch(text):
        return Role.TIME
    if _NUMERAL.fullmatch(text):  # the number of a chapter, or of the next line in a list
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
        if size >= 9:
            return Role.PROSE
        return Role.REMARK if text.rstrip(_CLOSERS).endswith((".", "!", "…")) or size > 5 else Role.LABEL
    return Role.PROSE if size >= 18 or (size >= 8 and text.endswith((":", ";", "; and", ","))) else Role.LABEL
