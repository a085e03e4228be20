"""News agencies: where a text names them, in credits and in "told AFP", and who of them the story comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from casus import states
from casus.reports.layout import times
from casus.reports.layout.wording import table, words

_UNKNOWN: Final = re.compile(  # an agency that no table knows says what it is: "told Jam-e Jonoub news agency"
    r"\b(?:told|tells|speaking to|interview with|remarks to|comments to) (?:the )?(?:[\w\-]{2,20}(?:'s|’s|s'|s’) )?"
    r"(?:(?:official|state|state-run|semi-official|private|independent|local) ){0,2}"
    r"(?P<name>[A-Z][\w'’\-]{1,20}(?: [A-Z][\w'’\-]{1,20}){0,2}) (?:news ?(?:agency|wire|service)|newswire)\b"
)


@cache
def spellings() -> dict[str, str]:
    """Every spelling of an agency's name, to its id."""
    names: dict[str, str] = {}
    for ident, others in table("agencies").items():
        for name in (ident, *others):
            names.setdefault(name, ident)
            names.setdefault(name.upper(), ident)
    return names


@cache
def _agency() -> re.Pattern[str]:
    names = sorted(spellings(), key=len, reverse=True)
    return re.compile(r"(?<![\w\-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w]|-[A-Za-z])")


@cache
def _told() -> re.Pattern[str]:
    asks = r"(?:asked|interviewed|spoke (?:to|with)|quoted|contacted|visited)"
    between = (
        r"(?:the |a )?(?:(?:[\w\-]{2,20} )?[\w\-]{2,20}(?:'s|’s|s'|s’) )?(?:(?:official|state|state-run|"
        r"state-owned|semi-official|private|independent|local|news) ){0,3}"
        r"(?:(?:[\w'’\-]{1,20} ){0,4}(?:agency|wire|newswire) )?"
    )
    cue = (
        r"(?:told|tells|telling|interview with|interview to|speaking to|spoke to|remarks to|comments to|interviewed by)"
    )
    told_by = rf"\b(?i:{cue} {between})(?P<agency>{_agency().pattern})"
    return re.compile(rf"{told_by}|(?P<asking>{_agency().pattern}) {asks}\b")


def named_in(text: str) -> list[str]:
    """Ids of the agencies that a credit names, in its order.

    >>> named_in("APP - UrduPoint / Pakistan Point News - 19th Oct, 2024")
    ['APP']
    """
    return list(dict.fromkeys(spellings()[m[0]] for m in _agency().finditer(text[: times.REACH])))


def without(name: str) -> str:
    """A reporter's name without the agency that follows it: "TOM BAKER The Associated Press"."""
    match = _agency().search(name[:120])
    if match is None or match.start() < 5:
        return name
    return re.sub(r"(?: [Tt]he)?[ ,/|\-]*$", "", name[: match.start()])


def without_any(text: str) -> str:
    """The text without the names of agencies."""
    return _agency().sub("", text)


def told(paragraphs: Iterable[str]) -> list[str]:
    """Ids of agencies to whom somebody in the body spoke, once for each time."""
    names = spellings()
    found = []
    for paragraph in paragraphs:
        found += [names[m["agency"] or m["asking"]] for m in _told().finditer(paragraph)]
        found += [m["name"] for m in _UNKNOWN.finditer(paragraph) if m["name"] not in names and not _nation(m["name"])]
    return found


def _nation(name: str) -> bool:
    """Whether a name is only an adjective of a state: "told the Russian news agency"."""
    return any(name in (state.name, *state.adjectives, *state.demonyms) for state in states.all_states())


_CREDIT_CUE: Final = re.compile(
    r"^[(\[]?\s?(?:source|sources|with (?:additional )?(?:inputs?|reports?|reporting|information|material|agency|"
    r"agencies)|with|from|via|additional reporting|agencies|compiled from|credit|reporting by|inputs?)\b[:\s]",
    re.IGNORECASE,
)
_CONNECT: Final = re.compile(
    r"\b(?:with|reports?|reporting|inputs?|from|additional|and|by|source|sources|agency|agencies|via|news|wires?|"
    r"the|material|information|contributed|to this report|staff|writers?|desk|compiled|services?|bureau|own|our|"
    r"correspondents?|in|of|a)\b|[^\w]+|\b[a-z]{2,3}\b",
    re.IGNORECASE,
)


def credit(line: str, outlet: str | None = None) -> list[str]:
    """Ids of the agencies in a credit line such as "(with AFP)" or "Source: Crescent News, AFP"; else [].

    >>> credit("(With reports from PNA and Agence France-Presse)"), credit("Reuters says it will close its office")
    (['PNA', 'AFP'], [])
    """
    if not line or len(line) > 140:
        return []
    bracketed = line[0] in "([" and line[-1] in ")]"
    named = [spellings()[m[0]] for m in _agency().finditer(line) if not _person(line, m)]
    if not bracketed and not _CREDIT_CUE.match(line) and not _alone(line, named):
        named = [a for a in named if a not in words("ambiguous_agencies")]
    if not named:
        return []
    left = _CONNECT.sub("", _agency().sub(" ", line.replace(outlet or "\0", " ")))
    if not left or (len(left) <= 30 and _CREDIT_CUE.match(line)) or (bracketed and len(left) <= 20):
        return named
    return []


def _alone(line: str, named: Sequence[str]) -> bool:
    """Whether a line is two or more agencies and no more, one of them with a name of its own: "TT/MTI"."""
    sure = [a for a in named if a not in words("ambiguous_agencies")]
    return len(named) > 1 and bool(sure or "/" in line) and not re.sub(r"[\W_]|\band\b", "", _agency().sub("", line))


def _person(line: str, match: re.Match[str]) -> bool:
    """Whether an agency's name is a person's here, with a surname behind it: "Petra Lindqvist"."""
    doubtful = spellings()[match[0]] in words("ambiguous_agencies") and not match[0].isupper()
    return doubtful and re.match(r" [A-Z][a-z]+", line[match.end() :]) is not None


def in_order(line: Sequence[str], body: Sequence[str]) -> tuple[str, ...]:
    """Agencies in order: the origin first.

    An agency to whom the people in the body spoke at least twice, and that no dateline or credit names, is the origin
    of the story: those of the dateline and the credits (``line``) passed it on. Others that are told something follow.
    """
    origin = [a for a in dict.fromkeys(body) if a not in line and body.count(a) > 1]
    return tuple(dict.fromkeys((*origin, *line, *body)))
