"""Cuts text into sentences and tokens that keep their place on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from casus.reports.article import Span
from casus.reports.rules.wordlists import words

#: A sentence longer than this is no sentence: it is cut, so that hostile text costs linear time.
MAX_SENTENCE = 2000

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[]*[^\W_])")
_ABBREVIATION = words(
    "mr mrs ms dr gen lt col maj capt cmdr adm sgt brig sen rep gov pres prof rev hon st mt ft no nos vs etc jan feb "
    "mar apr jun jul aug sep sept oct nov dec inc corp co ltd dept est approx fig art vol e.g i.e vice-adm rear-adm "
    "sec amb supt insp messrs"
)
#: Abbreviations that often end a sentence too: the next word decides.
_EITHER = words("u.s u.n u.k e.u d.c a.m p.m jr sr d.p.r.k u.s.s.r u.a.e")
_OPENERS = words(
    "the a an it its he she they we i this that these those in on at but and however meanwhile after before when "
    "while as if for from since under there both all some no not his her their our more most last yet still other"
)
_SAYS = re.compile(r"(?:\s+[^\s.]+){1,4}?\s+(?:said|says|asked|asks|told|added|wrote)\b")
_LAST_WORD = re.compile(r"[^\s(\"“‘']+$")
_NEXT_WORD = re.compile(r"\s+[\"'“‘«(\[]*([^\W_]+)")


def sentences(text: str) -> list[Span]:
    """The sentences of ``text``, in order, never across a newline; white space at the edges is left out."""
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        at = start
        for stop in _stops(line):
            spans.extend(_pieces(text, at, start + stop))
            at = start + stop
        spans.extend(_pieces(text, at, start + len(line)))
        start += len(line) + 1
    return spans


def _stops(line: str) -> Iterator[int]:
    for match in _END.finditer(line):
        head = _LAST_WORD.search(line, max(0, match.start() - 30), match.start())
        word = head.group().lower() if head else ""
        following = _NEXT_WORD.match(line, match.end())
        upcoming = following.group(1) if following else ""
        if upcoming[:1].islower():
            continue
        if match.group()[0] == "." and match.group().count(".") == 1:
            if word in _ABBREVIATION or (len(word) == 1 and word.isalpha()):
                continue
            if (word in _EITHER or re.fullmatch(r"(?:\w\.)+\w", word)) and upcoming.lower() not in _OPENERS:
                continue
        if match.group()[-1] in "\"”’'" and match.group()[0] in "?!" and _SAYS.match(line, match.end()):
            continue
        yield match.end()


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        yield Span(start, cut)
        start = cut + (text[cut] == " ")
    if end > start:
        yield Span(start, end)


@dataclass(frozen=True, slots=True)
class Token:
    """One word or mark; ``low`` is its lower case with plain quotes; ``start`` and ``end`` count in the text."""

    text: str
    low: str
    start: int
    end: int

    @property
    def upper(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}[^\W\d_]?|[£$€¥]|\d+(?:[.,]\d+)*(?:-?[a-z]+)?"
    r"|[^\W\d_](?:\w*)(?:[-./&](?=\w)\w+|['’](?![sS]\b)(?=[^\W\d_])\w+)*|['’][sS]\b|\.\.\.|\S"
)
_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-"})


def tokens(text: str, span: Span | None = None) -> list[Token]:
    """The tokens of ``text[span]`` (of all of it when ``span`` is None); a possessive ``'s`` is a token of its own.

    >>> [t.text for t in tokens("Seoul's U.S. ally fired 1,500 shells.")]
    ['Seoul', "'s", 'U.S.', 'ally', 'fired', '1,500', 'shells', '.']
    """
    span = span or Span(0, len(text))
    found = _TOKEN.finditer(text, span.start, span.end)
    return [Token(m.group(), m.group().lower().translate(_PLAIN), m.start(), m.end()) for m in found]
