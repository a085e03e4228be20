"""Which states, organisations and groups a noun of the parse stands for: "the two armies", "warplanes from A and B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.reports.rules.actors import heads, object_heads
from casus.reports.rules.graph import Graph, antecedent, case_of, conjuncts, is_relative, kids
from casus.reports.rules.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casus.reports.rules.names import Mention
    from casus.reports.rules.nodes import Node

#: What hangs on a noun and says whose it is.
_OWNERS = ("nmod:poss", "amod", "compound", "nmod:desc", "nmod:unmarked", "det", "flat")
#: Nouns that only measure what stands after "of".
MEASURES = words(
    "number dozens hundreds thousands scores series couple dozen batch all containers shipment consignment cargo load "
    "most one two three four five six some many group groups column columns part pair units half majority rest any "
    "both each neither either none several more remainder third quarter team squad member members wave waves barrage "
    "volley salvo hundred thousand million tens last first tranche sort kind rounds stocks squadron fleet few band"
)
_SEATS = words(
    "government ministry minister officials official spokesman spokeswoman authorities diplomats diplomat embassy "
    "parliament leaders leader command regime junta generals general officers intelligence envoys envoy rulers army "
    "military ministers headquarters court president friends rulers hosts allies backers masters guests counterparts "
    "diplomats bureau forces troops soldiers helmets men armour armor infantry gunners crews"
)
#: Fighters and people who bear a state's name without acting for it.
_NOT_THE_STATE = words(
    "rebel rebels insurgent insurgents militant militants separatist separatists militia militias "
    "militiamen gunman gunmen jihadist jihadists guerrilla guerrillas opposition exile exiles dissident dissidents "
    "protesters activists analyst analysts expert experts researcher historian professor scholar newspaper newspapers "
    "media journalist journalists citizen student students farmers villagers company companies"
)
#: Prepositions after which a place stands that tells whose waters, posts or towns are meant.
_AT = frozenset({"in", "at", "off", "near", "around", "along", "inside", "on", "between", "by"})
#: Who are another state's: "his counterparts from A and B".
_OTHERS = words("counterpart counterparts colleague colleagues visitors guests opposite")
_PLAIN = frozenset({"state", "capital", "metonym", "leader", "organisation", "group", "pronoun", "place", "adjective"})


def parties(g: Graph, node: Node | None, *, target: bool = False, deep: int = 0) -> tuple[str, ...]:
    """The ids for which a noun and what is joined to it stand; with ``target`` also the owners of things and land."""
    if node is None or deep > 5:
        return ()
    found: list[str] = []
    for one in conjuncts(node):
        found += [owner for owner in _one(g, one, target, deep) if owner not in found]
    return tuple(found)


def all_parties(g: Graph, nodes: Iterable[Node], *, target: bool = False) -> tuple[str, ...]:
    """The ids of several nouns, each once."""
    return tuple(dict.fromkeys(owner for node in nodes for owner in parties(g, node, target=target)))


def _one(g: Graph, node: Node, target: bool, deep: int) -> tuple[str, ...]:
    if is_relative(node):
        noun = antecedent(node)
        return _one(g, noun, target, deep + 1) if noun is not None and noun != node else ()
    mention = g.mention(node)
    if mention is not None and mention.ids:
        return _named(g, node, mention, target)
    low = node.lower_
    if low in {"neighbouring", "neighboring", "bordering"}:  # "in neighbouring Mali", read as a verb
        return tuple(o for c in kids(node, "obj") for o in _one(g, c, target, deep + 1))
    if low in MEASURES or node.pos_ == "NUM":
        inner = [c for c in kids(node, "nmod") if case_of(c) == "of"]
        if inner:
            return parties(g, inner[0], target=target, deep=deep + 1)
    if low in _NOT_THE_STATE or any(c.lower_ in _NOT_THE_STATE for c in kids(node, "amod", "compound")):
        return ()
    stands = low in (object_heads() if target else heads() | _SEATS) or (node.pos_ == "PROPN" and not target)
    if not stands and not (target and deep == 0 and low not in _NOT_THE_STATE):
        return _apposed(g, node, target, deep) if node.pos_ == "PROPN" else ()
    found: list[str] = []
    away = low in _OTHERS and any(case_of(c) in {"from", "of", "in"} for c in kids(node, "nmod"))
    for child in node.children:
        if child.dep_ in _OWNERS and not (away and child.dep_ == "nmod:poss"):
            found += _owner(g, child, target, deep)
    if not found:
        for child in kids(node, "nmod"):
            case = case_of(child)
            if case in {"of", "from"} or (case in {"in", "at"} and low in _SEATS) or (target and case in _AT):
                found += parties(g, child, target=target, deep=deep + 1)
                if found:
                    break
    if not found:
        found += _apposed(g, node, target, deep)
    return tuple(dict.fromkeys(found))


def _named(g: Graph, node: Node, mention: Mention, target: bool) -> tuple[str, ...]:
    if mention.sort in {"pact", "other"}:
        return ()
    if mention.sort == "flag" and not target:
        return ()
    if mention.sort == "region" and not target:
        return mention.ids
    return mention.ids


def _owner(g: Graph, child: Node, target: bool, deep: int) -> tuple[str, ...]:
    """The ids of a modifier: a possessor, an adjective, a name before a title."""
    if child.tag_ == "WP$":
        noun = antecedent(child)
        return parties(g, noun, target=target, deep=deep + 1) if noun is not None else ()
    found: list[str] = []
    for one in conjuncts(child):
        mention = g.mention(one)
        if (mention is not None and mention.ids and mention.sort in _PLAIN | {"region"}) or (
            mention is not None and mention.ids and mention.sort == "flag" and target
        ):
            found += mention.ids
        elif one.dep_ in {"nmod:poss", "conj"} and mention is None:
            found += _one(g, one, target, deep + 1)
    return tuple(found)


def _apposed(g: Graph, node: Node, target: bool, deep: int) -> tuple[str, ...]:
    for child in kids(node, "appos", "nmod:desc"):
        found = parties(g, child, target=target, deep=0 if target and deep == 0 else deep + 1)
        if found:
            return found
    return ()
