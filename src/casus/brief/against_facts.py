"""What a page says of who is in a treaty and since when, beside the treaty's own parties and days."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from casus import states
from casus.days import words as day_words
from casus.errors import InputError
from casus.treaties.model import Treaty

#: A treaty of more parties than this is an alliance that pages call by its name and speak of "members".
_FEW = 4
_NOT_NAMES = frozenset({"FRA", "Neutral", "Ukraine", "Guarantees", "Austria", "Belgium", "Luxembourg", "Swiss", "UN"})
_PACT = r"(?:treaty|pact|alliance|deal|agreement)"
_SIGNED = re.compile(
    rf"\b{_PACT}\b[^.;]{{0,30}}?\b(?:signed|concluded|sealed|struck|agreed)\b(?: [^.;\d]{{0,30}})?"
    rf" in (?:\w+ )?(?P<year>(?:18|19|20)\d\d)\b|\b(?P<of>(?:18|19|20)\d\d) (?:[\w-]+ ){{0,4}}{_PACT}\b",
    re.IGNORECASE,
)
_IN_FORCE = re.compile(
    r"\b(?:in force|in effect|entered into force|came into force|took effect)\b"
    r"[^.;\d]{0,30}?\b(?:in|since) (?:\w+ )?(?P<year>(?:18|19|20)\d\d)\b",
    re.IGNORECASE,
)
_THREE = re.compile(rf"\b(?:trilateral|three-way|tripartite)\b[^.;]{{0,40}}?\b(?:{_PACT})\b", re.IGNORECASE)
_STATE = r"(?P<who>[A-Z][\w'-]+(?: (?:and |of )?[A-Z][\w'-]+){0,3})"


@dataclass(frozen=True, slots=True)
class Point:
    """The page's words, the treaty and article that they part from, and how."""

    words: str
    treaty: Treaty
    cite: str
    text: str


def since_when(text: str, treaties: Sequence[Treaty]) -> Iterator[Point]:
    """A year in which a treaty is said to be signed or in force, where the one treaty that can be meant has another.

    One of a few parties is meant before the alliances of many to which they belong as well.
    """
    meant = [t for t in treaties if len({p.state for p in t.party}) <= _FEW] or treaties
    if len(meant) != 1:
        return
    treaty = meant[0]
    name, starts = treaty.name, [spell.start for spell in treaty.force]
    said = _SIGNED.search(text)
    if said and treaty.signed is not None:
        years = {treaty.signed.year, *(day.year for day in starts)} if said["of"] else {treaty.signed.year}
        if int(said["year"] or said["of"]) not in years:
            yield Point(said.group(), treaty, "signature", f"{name} was signed on {day_words(treaty.signed)}")
    said = _IN_FORCE.search(text)
    if said and starts and int(said["year"]) not in {day.year for day in starts}:
        cite = treaty.force[0].cite or "entry into force"
        yield Point(said.group(), treaty, cite, f"{name} is in force from {day_words(starts[0])}")


def who_is_in(text: str, day: date, treaties: Iterable[Treaty]) -> Iterator[Point]:
    """States that the text calls members of an alliance, and that are no parties to it on the day."""
    for treaty in treaties:
        name = _called(treaty)
        if name is None or name not in text:
            continue
        shown, filler = re.escape(name), r",? (?:is |as |both |also )*(?:a |an )?(?:fellow )?"
        patterns = (
            rf"(?<!non-)\b{shown}[- ](?:member(?: state)?|ally) {_STATE}",
            rf"\b{_STATE}{filler}(?:member of (?:the )?{shown}|{shown} member)\b",
        )
        for pattern in patterns:
            for said in re.finditer(pattern, text):
                for part in re.split(r" and ", said["who"]):
                    state = _state(part, day)
                    if state is not None and state not in treaty.parties(day):
                        part_of = f"{treaty.name} on {day_words(day)}"
                        yield Point(
                            said.group(), treaty, "parties", f"{states.name_of(state)} is no party to {part_of}"
                        )


def all_three(text: str, named: Sequence[str], day: date, treaties: Sequence[Treaty]) -> Iterator[Point]:
    """A pact of three that is said to bind them all, where only pairs of them are bound."""
    said = _THREE.search(text)
    if said is None or len(named) < 3 or any(set(named) <= set(treaty.parties(day)) for treaty in treaties):
        return
    pairs = [t for t in treaties if len(t.parties(day)) <= _FEW and len(set(named) & set(t.parties(day))) > 1]
    if pairs:
        held = ", ".join(t.name for t in pairs)
        yield Point(said.group(), pairs[0], "parties", f"no treaty of help binds {', '.join(named)} together; {held} "
                    f"bind{'s' * (len(pairs) == 1)} two of them")  # fmt: skip


def _called(treaty: Treaty) -> str | None:
    """The name by which pages call an alliance of many: its short name without the year."""
    if len({p.state for p in treaty.party}) <= _FEW or treaty.short is None:
        return None
    name = re.sub(r" (?:\(.*|\d{4}.*)$", "", treaty.short)
    return None if name.split()[0].split("–")[0] in _NOT_NAMES or name.endswith("umbrella") else name


def _state(name: str, day: date) -> str | None:
    words = name.split()
    for end in range(len(words), 0, -1):
        try:
            return states.find(" ".join(words[:end]), day).id
        except InputError:
            continue
    return None
