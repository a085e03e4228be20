"""States of affairs by the parse: who is at war, whose soldiers are where, who are allies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.reports.rules.acts import Event
from casus.reports.rules.classes import has
from casus.reports.rules.graph import Graph, case_of, kids, negated
from casus.reports.rules.moods import mood
from casus.reports.rules.parties import all_parties, parties
from casus.reports.rules.wordlists import BE, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casus.reports.claim import Kind, Modality
    from casus.reports.rules.nodes import Node

_SOIL = words("soil territory land ground")
_FORCES = ("FORCES", "men")
_THERE = words("in on at inside near off across along around")


def told_by_being(g: Graph) -> list[Event]:
    """What a sentence says that is, and not that is done: "are at war", "are on Somali soil", "there are troops in"."""
    found: list[Event] = []
    for node in g.nodes:
        event = None
        if kids(node, "cop") and kids(node, "nsubj"):
            event = _copula(g, node)
        elif node.lower_ in BE and kids(node, "expl") and kids(node, "nsubj"):
            event = _existence(g, node)
        if event is not None:
            found.append(event)
    return found


def _copula(g: Graph, node: Node) -> Event | None:
    sure = mood(g, node)
    subjects = kids(node, "nsubj")
    if sure is None:
        return None
    by = all_parties(g, subjects)
    if node.lower_ == "war" and case_of(node) == "at":
        to = all_parties(g, [c for c in kids(node, "nmod", "obl") if case_of(c) == "with"], target=True)
        return _event(g, node, "status", by, to, sure) if len(by) > 1 or (by and to) else None
    if node.lower_ == "allies" and len(by) > 1:
        return _event(g, node, "treaty", by, (), sure)
    if (
        case_of(node) == "on"
        and node.lower_ in {"patrol", "station", "duty"}
        and any(has(g, n, ["FORCES"]) for n in subjects)
    ):
        to = all_parties(g, [c for c in kids(node, "nmod", "obl") if case_of(c) in _THERE], target=True)
        return _event(g, node, "deploy", by, tuple(t for t in to if t not in by), sure, subjects) if by else None
    if case_of(node) == "off" and node.lower_ in _SOIL and any(has(g, n, _FORCES) for n in subjects):
        to = tuple(t for t in parties(g, node, target=True) if t not in by)
        return _event(g, node, "ceasefire", by, to, sure, subjects) if by and to else None
    if case_of(node) in _THERE and any(has(g, n, _FORCES) for n in subjects):
        to = tuple(t for t in parties(g, node, target=True) if t not in by)
        return _event(g, node, "deploy", by, to, sure, subjects) if by and to else None
    return None


def _existence(g: Graph, node: Node) -> Event | None:
    sure = mood(g, node)
    subjects = kids(node, "nsubj")
    if sure is None or not any(has(g, n, ["FORCES"]) for n in subjects):
        return None
    places = [c for n in (node, *subjects) for c in kids(n, "obl", "nmod") if case_of(c) in _THERE]
    by, to = all_parties(g, subjects), all_parties(g, places, target=True)
    to = tuple(t for t in to if t not in by)
    if negated(node):
        sure = "denied"
    return _event(g, node, "deploy", by, to, sure, subjects) if by and to else None


def _event(
    g: Graph, node: Node, kind: Kind, by: tuple[str, ...], to: tuple[str, ...], sure: Modality,
    counted: Sequence[Node] = (),
) -> Event:  # fmt: skip
    head = g.ours[node.i]
    inside = [g.ours[n.i] for n in node.subtree]
    group = next((v for v in g.s.verbs if v.head == head), None)
    return Event(
        kind, by, to, head, sure, tuple(g.phrase(n) for n in counted), None, group, (), min(inside), max(inside) + 1,
        rule="state of affairs", reader="parse",
    )  # fmt: skip
