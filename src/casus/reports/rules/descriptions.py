"""What a description stands for: "the three governments", "its northern neighbour", "the paramilitaries"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from casus.reports.rules.names import Mention
from casus.reports.rules.sentences import Token
from casus.reports.rules.wordlists import words

_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "pair": 2, "duo": 2, "trio": 3, "quartet": 4, "both": 2,
}  # fmt: skip
_MEMBERS = words(
    "countries nations states neighbours neighbors sides governments armies kingdoms republics parties leaders "
    "rivals powers capitals parliaments giants presidents militaries navies fleets allies ministers belligerents "
    "enemies foes guarantors signatories members monarchies juntas heads partners men militias factions groups "
    "koreas premiers generals delegations envoys negotiators mediators administrations forces camps warring others "
    "chiefs"
)
_BETWEEN = words(
    "european arab african asian western nordic baltic gulf nuclear foreign defence defense prime south north "
    "central eastern northern southern latin former warring neighbouring neighboring smaller bigger largest big "
    "small other allied military old rival feuding american sahelian caucasian balkan andean caribbean west east "
    "hostile protecting guarantor"
)
_OTHER = words("neighbour neighbor rival foe ally enemy adversary patron backer friend partner opponent")
_BEFORE_OTHER = words(
    "northern southern eastern western bigger smaller larger big small giant powerful old oldest former great only "
    "closest close nuclear-armed bitter arch wealthy poorer richer main traditional new chief treaty immediate "
    "landlocked north south east west"
)
_GROUPS = words(
    "group movement militia paramilitaries jihadists insurgents militants faction guerrillas outfit fighters rebels "
    "paramilitary jihadist"
)
_LANDS = words(
    "enclave exclave region island islands archipelago territory peninsula province strip valley islets atoll reef "
    "shoal district city town airfield base port airport airbase camp garrison facility"
)
#: What follows "the two" or "the three" where no noun does.
_AFTER_BARE = words(
    "nevertheless however meanwhile soon once have had has are were will would also then later again now both never "
    "still did do can could agreed signed met held pledged vowed said condemned to in on over since at that for who"
)
_OF = frozenset({"of", "between", "with", "'s", "from"})


@dataclass(slots=True)
class Memory:
    """Who was named together, the last group and the last land: what later words may point back to."""

    together: list[tuple[str, ...]] = field(default_factory=list)
    group: tuple[str, ...] = ()
    land: tuple[str, ...] = ()
    things: dict[str, tuple[str, ...]] = field(default_factory=dict)
    subject: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    def note(self, tokens: Sequence[Token], mentions: Sequence[Mention]) -> None:
        """Take note of the names of a sentence: those joined by commas and "and", groups, lands."""
        for mention in mentions:
            if mention.ids and mention.sort in {"state", "adjective", "group", "organisation", "capital", "region"}:
                for token in tokens[mention.end : mention.end + 4]:
                    if token.low in _THINGS:
                        self.things[_singular(token.low)] = mention.ids
                    if not token.low.isalpha() and token.low not in {"'s", "-"}:
                        break
            if mention.ids and mention.start > 1 and tokens[mention.start - 1].low in {"in", "of"}:
                noun = tokens[mention.start - 2].low
                if noun in _THINGS:
                    self.things[_singular(noun)] = mention.ids
            if mention.ids and mention.sort == "group":
                self.group = mention.ids
            if mention.ids and mention.sort == "region":
                self.land = mention.ids
        for run in _runs(tokens, mentions):
            ids = tuple(dict.fromkeys(o for m in run for o in m.ids))
            if len(ids) > 1:
                self.remember(ids)

    def remember(self, ids: tuple[str, ...]) -> None:
        """Take note of states that were named or acted together."""
        if ids in self.together:
            self.together.remove(ids)
        self.together.append(ids)

    def several(self, number: int | None) -> tuple[str, ...]:
        """The states last named together, as many as asked for."""
        for ids in reversed(self.together):
            if number is None or len(ids) == number:
                return ids
        if number == 2 and len(self.subject) == 1 and self.other:
            return (*self.subject, *self.other)
        return ()


def _singular(noun: str) -> str:
    return noun if noun.endswith(("ss", "troops")) else noun.removesuffix("s")


_THINGS = words(
    "ship ships vessel vessels boat boats warship warships destroyer destroyers frigate submarine submarines plane "
    "planes aircraft jet jets bomber bombers drone drones helicopter helicopters fighter fighters troops soldiers "
    "forces fleet convoy column tanks missile missiles rig balloon balloons patrol trawler carrier crew peacekeepers "
    "commandos paratroopers marines junta regime army navy"
)


def _runs(tokens: Sequence[Token], mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Names that stand together: "A, B and C"."""
    runs: list[list[Mention]] = []
    for mention in sorted(mentions, key=lambda m: m.start):
        if mention.sort in {"other", "pact"} or not mention.ids:
            continue
        if runs and _joins(tokens, runs[-1][-1].end, mention.start):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    return runs


def _joins(tokens: Sequence[Token], end: int, start: int) -> bool:
    """Whether only a comma, "and", an article or a title stands between two names."""
    between = list(tokens[end:start])
    if len(between) > 5 or not between:
        return False
    lows = [t.low for t in between]
    if not set(lows) & {",", "and", "or"}:
        return False
    return all(low in {",", "and", "or", "the", "both", "then"} or between[k].upper for k, low in enumerate(lows))


def described(
    tokens: Sequence[Token], i: int, memory: Memory, before: Sequence[str], others: Sequence[str]
) -> Mention | None:
    """The mention for a description that begins at token ``i``, if it points back.

    ``before`` are the ids named earlier in the sentence, ``others`` those that the text is about, likeliest first.
    """
    low = tokens[i].low
    lows = [t.low for t in tokens[i : i + 7]]
    if low in {"the", "these", "those", "all", "its", "their", "both", "each", "of"}:
        found = _several(tokens, i, lows, memory, before)
        if found:
            return found
    if low in {"its", "their", "his", "the"}:
        k = 1
        while (
            k < min(len(lows), 4)
            and lows[k] not in _OTHER
            and lows[k].replace("-", "").isalpha()
            and (lows[k] in _BEFORE_OTHER or not tokens[i + k].upper)
        ):
            k += 1
        if k < len(lows) and lows[k] in _OTHER and lows[k + 1 : k + 2] != ["of"]:
            ids = _other_party(low, memory, before, others)
            if ids and not (k + 1 < len(lows) and tokens[i + k + 1].upper):
                return Mention(i, i + k + 1, ids, "pronoun")
    if low == "the":
        for k in (1, 2):
            if k >= len(lows) or tokens[i + k].upper:
                break
            after = lows[k + 1 : k + 2]
            if lows[k] in _GROUPS and not (set(after) & _OF) and memory.group:
                end = k + 1 + (lows[k] in {"paramilitary", "jihadist"} and bool(after) and after[0].isalpha())
                return Mention(i, i + end, memory.group, "group")
            if lows[k] in _THINGS and not (set(after) & _OF) and _singular(lows[k]) in memory.things:
                return Mention(i, i + k + 1, memory.things[_singular(lows[k])], "pronoun")
            if lows[k] in {"rulers", "generals", "officers", "colonels", "putschists"} and not (set(after) & _OF):
                ids = memory.things.get("junta", ())
                if ids:
                    return Mention(i, i + k + 1, ids, "pronoun")
            land = memory.things.get(lows[k]) or memory.land
            if lows[k] in _LANDS and not (set(after) & _OF) and land and k == 1:
                return Mention(i, i + k + 1, land, "place")
    return None


def _several(tokens: Sequence[Token], i: int, lows: list[str], memory: Memory, before: Sequence[str]) -> Mention | None:
    k = 0 if lows[0] in _NUMBERS else 1
    if k < len(lows) and lows[k] == "other":
        return None
    number = _NUMBERS.get(lows[k]) if k < len(lows) else None
    if number is not None and lows[k] in {"trio", "duo", "quartet", "pair"}:
        ids = memory.several(number)
        return Mention(i, i + k + 1, ids, "pronoun") if ids else None
    if number is not None:
        k += 1
    while k < len(lows) and (lows[k] in _BETWEEN or (number and i + k < len(tokens) and tokens[i + k].text == "U.S.")):
        k += 1
    alone = (
        number is not None
        and lows[0] == "the"
        and k < len(lows)
        and (lows[k] in _AFTER_BARE or lows[k].endswith("ly") or not lows[k].isalpha())
    )
    if alone:
        ids = tuple(dict.fromkeys(before)) if len(set(before)) == number else memory.several(number)
        return Mention(i, i + k, ids, "pronoun") if ids else None
    if k >= len(lows) or lows[k] not in _MEMBERS or lows[0] == "of":
        return None
    after = lows[k + 1 : k + 3]
    end = k + 1
    if lows[k] in {"heads", "chiefs"} and after == ["of", "state"]:
        end = k + 3
    elif set(after[:1]) & _OF and lows[0] not in {"both", "these", "those"} and after[:1] != ["'s"]:
        return None
    if number is None and lows[0] not in {"the", "these", "all", "both"}:
        return None
    here = tuple(dict.fromkeys(before))
    ids = here if number is not None and len(here) == number else memory.several(number)
    if number is None and len(ids) < 2:
        return None
    return Mention(i, i + end, ids, "pronoun") if ids else None


def _other_party(low: str, memory: Memory, before: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Whom the owner of "its neighbour" faces: the one most spoken of beside it."""
    owner = before[0] if before else (memory.subject[0] if memory.subject else None)
    if owner is None:
        return ()
    for pair in reversed(memory.together):
        if len(pair) == 2 and owner in pair:
            return tuple(o for o in pair if o != owner)
    return next(((o,) for o in others if o != owner), ())
