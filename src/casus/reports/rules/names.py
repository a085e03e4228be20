"""Finds who is named in a sentence: states, organisations, armed groups, leaders and places."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from casus import states
from casus.errors import UnknownState
from casus.reports.rules.sentences import Token, tokens
from casus.reports.rules.wordlists import words


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``start`` up to ``end`` name ``ids`` (none for a name that only looks like a state's).

    ``sort`` is state, adjective, capital, organisation, group, leader, metonym, region, other, or, for what stands for
    a name, pronoun, place or pact."""

    start: int
    end: int
    ids: tuple[str, ...]
    sort: str


@cache
def table() -> dict[str, Any]:
    """The packaged table ``names.json``."""
    found: dict[str, Any] = json.loads(files("casus.tables").joinpath("names.json").read_text("utf-8"))
    return found


#: Words that may stand with a capital beside the name of a state and leave it one.
BESIDE = words(
    "president prime minister premier king queen emir sultan prince chancellor foreign defence defense interior "
    "general admiral marshal army navy air forces force ministry government parliament senate congress house police "
    "coast guard imperial royal armed military republic islamic revolutionary national central security council "
    "state secretary chairman speaker ambassador envoy communist party left-wing right-wing mainland north south "
    "east west northern southern eastern western joint chiefs supreme court leader mr mrs ms dr gen col lt sen rep "
    "gov first deputy vice monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december the in on at by from to of and but for with as a an after "
    "before when while if since under both all some no not his her their our more most last yet still other that "
    "this these those it its between against over into near off inside around however meanwhile although though "
    "because where which who i we special operations strategic rocket ground naval fleet marine marines revolution "
    "marshal crown grand ayatollah"
)
#: Last words of names that are written small.
_LOWER_ENDS = words(
    "group alliance rebels state region base army accord accords agreement agreements ocean strait war pigs pig "
    "peninsula memorandum protocol watchdog administration territories troops document of"
)
#: Short forms that are words of their own in running text; they are taken only as they stand in the table.
_EXACT = 4


class Gazetteer:
    """All names that are valid on one day, looked up by their first token."""

    def __init__(self, on: date) -> None:
        self._forms: dict[str, list[tuple[tuple[str, ...], str, tuple[str, ...], str]]] = {}
        self._seen: set[tuple[tuple[str, ...], str]] = set()
        named = table()
        for form in named["not_names"]:
            self._add(form, (), "other")
        for state in states.all_states():
            if not state.exists(on) and state.spells and state.spells[-1].until and state.spells[-1].until <= on:
                owner = _heir(state.id, on)
                for form in (state.name, *state.adjectives, *(a.name for a in state.aliases)) if owner else ():
                    self._add(form, (owner,), "adjective" if form in state.adjectives else "state")
        adjectives = {a for s in states.all_states(on) for a in s.adjectives}
        for form, owner in states.surface_forms(on).items():
            self._add(form, (_heir(owner, on) or owner,), "adjective" if form in adjectives else "state")
        for state in states.all_states(on):
            capital = state.capital(on)
            if capital:
                self._add(capital.name, (state.id,), "capital")
        for form, ids in named["pairs"].items():
            self._add(form, tuple(ids), "state")
        for sort, key in (
            ("organisation", "organisations"), ("group", "groups"), ("metonym", "metonyms"), ("region", "regions"),
        ):  # fmt: skip
            for owner, forms in named[key].items():
                for form in forms:
                    self._add(form, (owner,), sort)
        for owner, people in named["leaders"].items():
            for name, since, until in people:
                if since <= on.year:  # one who has left office still stands for the state in reports of that time
                    self._add(name, (owner,), "leader")
                    if until is None or until >= on.year:
                        surname = name.removesuffix(" Jr.").split()[0 if owner in FAMILY_FIRST else -1]
                        self._add(f"President {surname}", (owner,), "leader")
                        if len(surname) > 4 and surname.lower() not in _COMMON_NAMES:
                            self._add(surname, (owner,), "surname")
        for rows in self._forms.values():
            rows.sort(key=lambda row: -len(row[0]))

    def _add(self, form: str, ids: tuple[str, ...], sort: str) -> None:
        ids = tuple(table()["breakaway"].get(owner, owner) for owner in ids)
        words = tokens(form.removeprefix("the ").removeprefix("The "))
        if words:
            low = tuple(w.low for w in words)
            if (low, words[0].text) not in self._seen:
                self._seen.add((low, words[0].text))
                self._forms.setdefault(low[0], []).append((low, words[0].text, ids, sort))

    def mentions(self, words: Sequence[Token], capitals: bool = False) -> list[Mention]:
        """The names in ``words``, left to right, the longest first; ``capitals``: the whole text is in capitals."""
        found: list[Mention] = []
        at = 0
        while at < len(words):
            mention = self._match(words, at, capitals)
            if mention:
                if self._stands(words, mention, capitals):
                    found.append(replace(mention, sort="leader") if mention.sort == "surname" else mention)
                at = mention.end
            else:
                if owner := self._flag(words[at]):
                    found.append(Mention(at, at + 1, owner, "flag"))
                at += 1
        return found

    def _flag(self, word: Token) -> tuple[str, ...]:
        """Whose a thing is by its flag or owner: "Greek-owned", "Panama-flagged"."""
        head, _, tail = word.low.rpartition("-")
        if tail not in _FLAGS or not word.upper:
            return ()
        rows = self._forms.get(head, ())
        return next(
            (ids for low, _, ids, sort in rows if len(low) == 1 and sort in {"state", "adjective", "metonym"}), ()
        )

    def _match(self, words: Sequence[Token], at: int, capitals: bool) -> Mention | None:
        first = words[at]
        if not first.text[:1].isupper() and not first.low.startswith("al-"):
            return None
        for low, text, ids, sort in self._forms.get(first.low, ()):
            if len(low) == 1 and len(text) <= _EXACT and text.isupper():
                if first.text != text or (capitals and low[0] in {"us", "is", "it", "aa", "map", "tt"}):
                    continue
            elif (
                len(low) == 1 and first.text.isupper() and 1 < len(text) <= _EXACT and not (text.isupper() or capitals)
            ):
                continue  # an abbreviation that happens to spell a name
            if all(at + k < len(words) and words[at + k].low == w for k, w in enumerate(low)):
                end = at + len(low)
                if low[0] == "president" and end < len(words) and words[end].upper and not capitals:
                    continue  # "President William Ruto" is not a President William
                lower_end = len(low) > 1 and not capitals and not words[at + len(low) - 1].upper
                if sort != "leader" and lower_end and text[0].isupper() and low[-1] not in _LOWER_ENDS:
                    continue
                return Mention(at, at + len(low), ids, sort)
        return None

    @staticmethod
    def _stands(words: Sequence[Token], mention: Mention, capitals: bool) -> bool:
        """Whether a name of one word is the state and not a part of some longer name (a person, a hotel, a bank)."""
        if capitals or mention.end - mention.start > 1 or mention.sort in {"organisation", "group", "leader"}:
            return True
        if mention.sort == "surname":
            around = [words[k] for k in (mention.start - 1, mention.end) if 0 <= k < len(words)]
            return not any(w.upper and w.low not in BESIDE for w in around)
        if mention.start and words[mention.start - 1].low == "ethnic":
            return False
        after = words[mention.end] if mention.end < len(words) else None
        before = words[mention.start - 1] if mention.start else None
        if after and after.upper and after.text.isalpha() and after.low not in BESIDE and not after.text.isupper():
            return words[mention.start].low[-1] in "nehicsk" and words[mention.start].low not in _FIRST_NAMES
        if before and before.upper and before.text.isalpha() and before.low not in BESIDE and mention.start > 1:
            return words[mention.start].low not in _FIRST_NAMES
        return True


_FLAGS = words("owned flagged registered operated administered held")
#: Surnames of leaders that many others bear.
_COMMON_NAMES = words("king abdullah salman hussein clinton bennett katz austin biden's carter brown johnson cameron")
#: States whose leaders' family name comes first.
FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "KHM", "VNM", "TWN"})


def _heir(state: str, on: date) -> str:
    """The state that claims take ``state`` for on that day; nothing when none followed it."""
    try:
        return states.successor(state, on)
    except UnknownState:
        return ""


#: Names of states and capitals that people also bear.
_FIRST_NAMES = words("jordan chad georgia israel paris sofia victoria santiago kingston london lima india kenya")


@lru_cache(maxsize=64)
def gazetteer(on: date) -> Gazetteer:
    """The names valid on ``on``."""
    return Gazetteer(on)


@cache
def institutes() -> dict[str, str]:
    """Institutes of research: lower-case name → the state in which they sit."""
    return {form.lower(): state for state, forms in table()["institutes"].items() for form in forms}


@cache
def organisations() -> frozenset[str]:
    """The ids of organisations of states."""
    return frozenset(table()["organisations"])


@cache
def agencies() -> dict[str, str]:
    """News agencies: lower-case form → the short name under which they stand in ``via``."""
    return {form.lower(): short for short, forms in table()["agencies"].items() for form in forms}
