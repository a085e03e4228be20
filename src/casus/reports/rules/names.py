"""Finds who is named in a sentence: states, organisations, armed groups, leaders and places."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache

from casus import states
from casus.reports.rules.name_parts import BESIDE, TITLED, stands, title_before
from casus.reports.rules.name_tables import (
    EVER,
    FAMILY_FIRST,
    NEVER,
    Raw,
    Row,
    first_token,
    fixed,
    part,
    plain,
    row,
    small_firsts,
    table,
    variants,
)
from casus.reports.rules.sentences import Token
from casus.reports.rules.wordlists import words

__all__ = [
    "BESIDE", "FAMILY_FIRST", "Gazetteer", "Mention", "agencies", "gazetteer", "institutes", "organisations", "table",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mention:
    """Tokens ``start`` up to ``end`` name ``ids`` (none for a name that only looks like a state's).

    ``sort`` is state, adjective, capital, organisation, group, leader, metonym, region, other, or, for what stands for
    a name, pronoun, place or pact."""

    start: int
    end: int
    ids: tuple[str, ...]
    sort: str


#: Last words of names that are written small.
_LOWER_ENDS = words(
    "group alliance rebels state region base army accord accords agreement agreements ocean strait war pigs pig "
    "peninsula memorandum protocol watchdog administration territories troops document of"
)
#: Short forms that are words of their own in running text; they are taken only as they stand in the table.
_EXACT = 4
#: Short forms that are words in a text all in capitals.
_WORDS_TOO = words("us is it aa map tt plan mend saf aes sac who fact eta car nug raw mit gam let")
#: Capitals that are words.
_WORDS = frozenset({"Male"})
#: Sorts of rows that stand for a leader by the surname alone, or only after a title.
_HEADS = frozenset({"surname", "titled"})
_ALONE = _HEADS | TITLED | {"minister"}
#: What goes first of two readings of the same words.
_ORDER = {
    sort: k for k, sort in enumerate((
        "cued", "other", "state", "adjective", "capital", "organisation", "group", "metonym", "region", "leader",
        "surname", "minister", "titled", "titled minister",
    ))
}  # fmt: skip


@cache
def _state_ids() -> frozenset[str]:
    return frozenset(state.id for state in states.all_states())


class Gazetteer:
    """All names that are valid on one day, looked up by their first token."""

    def __init__(self, on: date) -> None:
        self._on = on
        self._month = on.year * 100 + on.month
        self._day: dict[str, list[Raw]] = {}
        self._memo: dict[str, list[Row]] = {}
        for state in states.all_states():
            if not state.exists(on) and state.spells and state.spells[-1].until and state.spells[-1].until <= on:
                owner = states.heir(state.id, on)
                gone = not states.get(owner).exists(on)
                for form in () if gone else (state.name, *state.adjectives, *(a.name for a in state.aliases)):
                    self._add(form, owner, "adjective" if form in state.adjectives else "state")
        adjectives = {a for s in states.all_states(on) for a in s.adjectives}
        for form, owner in states.surface_forms(on).items():
            self._add(form, owner, "adjective" if form in adjectives else "state")
        for state in states.all_states(on):
            capital = state.capital(on)
            if capital and capital.name not in _WORDS:
                self._add(capital.name, state.id, "capital")

    def _add(self, form: str, owner: str, sort: str) -> None:
        self._day.setdefault(first_token(form), []).append((form, (owner,), sort, EVER, NEVER))

    def _rows(self, first: str) -> list[Row]:
        """The rows of the day whose first token is ``first``: the longest first, then those that know best."""
        if first not in fixed() and first not in self._day:
            return []
        if first not in self._memo:
            raws = [r for r in fixed().get(first, ()) if r[3] <= self._month < (NEVER if r[2] == "leader" else r[4])]
            rows = [new for raw in (*raws, *self._day.get(first, ())) for new in variants(row(*raw))]
            found: dict[tuple[tuple[str, ...], str], Row] = {}
            for new in sorted(rows, key=self._rank):
                found.setdefault((new.low, "" if new.term else new.text), new)
            found = {key: r for key, r in found.items() if r.sort not in _ALONE or self._only(r, rows)}
            self._memo[first] = [
                r._replace(ids=tuple(self._owner(i) for i in r.ids))
                for r in sorted(found.values(), key=lambda r: -len(r.low))
            ]
        return self._memo[first]

    def _rank(self, r: Row) -> tuple[int, int]:
        """What goes first of two rows with the same tokens; of two terms the one that lasts, else the latest."""
        if r.term:
            return _ORDER["leader"], 0 if self._month < r.until else NEVER - r.since
        return _ORDER[r.sort], 0

    @staticmethod
    def _only(r: Row, rows: list[Row]) -> bool:
        """Whether all who bear a surname in that month speak for one state or group; a head goes before ministers."""
        rivals = _HEADS if r.sort in _HEADS else _ALONE
        return len({o.ids for o in rows if o.low == r.low and o.sort in rivals} | {r.ids}) == 1

    def _owner(self, owner: str) -> str:
        """Whom claims take the owner of a name for on the day."""
        owner = table()["breakaway"].get(owner, owner)
        return states.heir(owner, self._on) if owner in _state_ids() else owner

    def mentions(self, words: Sequence[Token], capitals: bool = False) -> list[Mention]:
        """The names in ``words``, left to right, the longest first; ``capitals``: the whole text is in capitals."""
        found: list[Mention] = []
        lows = [plain(word.low) for word in words]
        at = 0
        while at < len(words):
            mention = self._match(words, lows, at, capitals)
            if mention:
                if mention.sort != "cued" and stands(
                    words, mention.start, mention.end, (mention.ids, mention.sort), capitals
                ):
                    found.append(replace(mention, sort="leader") if mention.sort in _ALONE else mention)
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
        rows = self._rows(plain(head))
        return next((r.ids for r in rows if len(r.low) == 1 and r.sort in {"state", "adjective", "metonym"}), ())

    def _match(self, words: Sequence[Token], lows: Sequence[str], at: int, capitals: bool) -> Mention | None:
        first = words[at]
        small = not first.upper and not lows[at].startswith("al-")
        if small and lows[at] not in small_firsts():
            return None
        for r in self._rows(lows[at]):
            end = at + len(r.low)
            if small and r.text[:1].isupper():
                continue
            if "." in r.text and first.text.upper() != r.text.upper():
                continue  # "C.A.R." is not "Car"
            if len(r.low) == 1 and len(r.text) <= _EXACT and not r.text[1:].islower():
                if first.text != r.text or (capitals and lows[at] in _WORDS_TOO):
                    continue
            elif (
                len(r.low) == 1 and first.text.isupper() and 1 < len(first.text) <= _EXACT
                and not (r.text.isupper() or capitals)
            ):  # fmt: skip
                continue  # an abbreviation that happens to spell a name
            if len(r.low) > 1 and tuple(lows[at:end]) != r.low:
                continue
            if r.sort in TITLED:
                if not title_before(words, at):
                    continue
            elif (
                len(r.low) > 1 and not capitals and not words[end - 1].upper and r.sort != "leader"
                and r.text[:1].isupper() and not r.small and r.low[-1] not in _LOWER_ENDS
            ):  # fmt: skip
                continue
            if r.sort == "cued":
                if meant := self._meant(r, lows):
                    return Mention(at, end, *meant)
                continue
            return Mention(at, end, r.ids, r.sort)
        if lows[at] == "president" and at + 1 < len(words) and words[at + 1].upper:
            return self._president(words, lows, at, capitals)
        return None

    def _meant(self, r: Row, lows: Sequence[str]) -> tuple[tuple[str, ...], str] | None:
        """Which of its bearers a name means, by the other words of the sentence."""
        there = set(lows)
        for owner, sort, cues in part("cued")[r.ids[0]]:
            if not cues or any(plain(cue) in there for cue in cues):
                return ((self._owner(owner),) if owner else ()), sort
        return None

    def _president(self, words: Sequence[Token], lows: Sequence[str], at: int, capitals: bool) -> Mention | None:
        """A president by the surname: "President Putin", but not "President William Ruto"."""
        if at + 2 < len(words) and words[at + 2].upper and not capitals:
            return None
        ids = next((r.ids for r in self._rows(lows[at + 1]) if r.sort in _HEADS), None)
        return Mention(at, at + 2, ids, "leader") if ids else None


_FLAGS = words("owned flagged registered operated administered held")


def gazetteer(on: date) -> Gazetteer:
    """The names valid on ``on``."""
    changes = _changes()
    before = changes[bisect_right(changes, on) - 1] if on >= changes[0] else on
    return _from(max(before, on.replace(day=1)))


@lru_cache(maxsize=64)
def _from(first: date) -> Gazetteer:
    """The names valid from this day to the next on which one changes; leaders change with the month."""
    return Gazetteer(first)


@cache
def _changes() -> list[date]:
    """The days on which a state, a name of one or a capital comes or goes, in order."""
    days: set[date | None] = set()
    for state in states.all_states():
        for dated in (state.spells, state.aliases, state.capitals):
            days.update(day for row in dated for day in (row.start, row.until))
    return sorted(day for day in days if day)


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
