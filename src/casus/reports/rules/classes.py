"""Whether a noun of the parse belongs to a class of ``predicates.json``: troops, arms, land, treaties."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.reports.rules.graph import Graph, antecedent, case_of, conjuncts, is_relative, kids
from casus.reports.rules.parties import MEASURES
from casus.reports.rules.phrases import noun_class
from casus.reports.rules.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from casus.reports.rules.nodes import Node

#: Nouns for places that a state holds.
LANDS = words(
    "town towns city cities village villages base bases district districts island islands airport hill ridge post "
    "posts enclave province stronghold capital port outpost outposts region airfield territory area areas settlement "
    "shoal reef crossing peninsula exclave land"
)
_ARMED = words(
    "experts specialists technicians vehicles cars convoy convoys column launcher launchers battery batteries monitors "
    "officers advisers infantrymen gurkhas legionnaires commandos airmen reservists gunners crews regulars corps tanks "
    "helmets armour armor infantry cavalry guns artillery howitzers interceptors observers police policemen gendarmes"
)
_ARMING = words("armoured armored military combat naval anti-aircraft anti-tank amphibious")
_SORTS = {
    "LAND": {"state", "region", "capital", "place"}, "ORG": {"organisation"}, "PEOPLE": {"adjective"},
    "LEADER": {"leader"},
}  # fmt: skip


def has(g: Graph, node: Node | None, classes: Iterable[str]) -> bool:
    """Whether a noun, what modifies it or what it measures belongs to one of the classes."""
    if node is None:
        return False
    if is_relative(node):
        noun = antecedent(node)
        return noun is not None and (has(g, noun, classes) or (noun.dep_ == "nmod" and has(g, noun.head, classes)))
    return any(_of_class(g, one, classes) for one in conjuncts(node))


def _of_class(g: Graph, node: Node, classes: Iterable[str]) -> bool:
    spots = {node.lower_, node.lemma_.lower()}
    spots |= {c.lower_ for c in node.subtree if c.i < node.i and c.dep_ in {"compound", "amod", "nmod:desc"}}
    spots.update("".join(n.text_with_ws for n in node.subtree if n.i <= node.i).lower().split()[-1:])
    counts = node.lower_ in MEASURES or node.pos_ == "NUM" or bool(kids(node, "nummod"))
    if counts and any(_of_class(g, c, classes) for c in kids(node, "nmod") if case_of(c) == "of"):
        return True
    return any(_in(g, node, name, spots) for name in classes)


def _in(g: Graph, node: Node, name: str, spots: set[str]) -> bool:
    mention = g.mention(node)
    if name in _SORTS:
        return (mention is not None and mention.sort in _SORTS[name]) or (name == "LAND" and node.lower_ in LANDS)
    if spots & noun_class(name):
        return True
    if name in {"FORCES", "TROOPS"}:  # also "the Russians" and "they"
        people = mention is not None and (node.tag_ == "NNPS" or node.lower_ == "they")
        return people or node.lower_ in _ARMED or bool(spots & _ARMING)
    return name == "SIDE" and node.lower_ in LANDS


def person(g: Graph, node: Node) -> bool:
    """Whether one can be met: an official, a leader, a delegation, a state."""
    mention = g.mention(node)
    return (mention is not None and bool(mention.ids)) or has(g, node, ["OFFICIALS", "LEADER"])


def within(node: Node, classes: Iterable[str], reach: int = 16) -> bool:
    """Whether a word of the classes stands soon after a verb."""
    found = frozenset[str]().union(*(noun_class(name) for name in classes))
    return any(n.lower_ in found for n in node.doc[node.i + 1 : node.i + 1 + reach])
