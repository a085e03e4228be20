"""Whom an act is done to by the parse: where its frame says, and where "there" or "its neighbour" points."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.reports.rules.classes import LANDS, has
from casus.reports.rules.graph import Graph, case_of, kids, negated
from casus.reports.rules.parties import all_parties, parties
from casus.reports.rules.phrases import noun_class
from casus.reports.rules.roles import Roles, every, roles
from casus.reports.rules.wordlists import words

if TYPE_CHECKING:
    from casus.reports.rules.lexicon import Frame
    from casus.reports.rules.nodes import Node

#: Prepositions after which the one acted on may stand, where the frame names none that is there.
_WIDER = {
    "deploy": ("to", "in", "into", "on", "at", "near", "off", "across", "around", "over", "along", "inside", "through"),
    "attack": ("on", "against", "at", "in", "into", "near", "over", "inside", "around", "across", "of"),
    "transfer": ("to", "for"), "sanction": ("on", "against", "to", "with", "from"), "exercise": ("with", "in", "off"),
    "talk": ("with", "to"), "ceasefire": ("with", "from", "in", "to"), "accuse": ("to", "against", "with"),
    "threaten": ("against", "on", "with"), "pledge": ("to", "for"), "treaty": ("with",), "status": ("of", "in"),
}  # fmt: skip
_GIVEN = frozenset({"transfer", "ceasefire", "deploy", "pledge", "sanction", "threaten"})
_AHEAD = frozenset({"on", "against", "with", "by", "to", "from", "into"})
_DOWNING = words("shoot down intercept bring destroy")
_SEIZES = frozenset({"attack", "ceasefire"})
_PLACES = (LANDS - {"area", "areas", "region"}) | words(
    "country nation state kingdom emirate republic there border frontier soil zone coast islands capital"
)
_STATELY = frozenset({"state", "adjective", "capital", "region", "metonym", "leader", "place"})


def targets(g: Graph, verb: Node, frame: Frame, parts: Roles, by: tuple[str, ...]) -> tuple[str, ...]:
    """The ids to whom the act of a verb is done; ``by`` does it."""
    pieces = [*parts.pieces, *parts.inner]
    if frame.get("prefer"):
        found = all_parties(g, [n for p, n in pieces if p == frame["prefer"]], target=True)
        if found:
            return found
    if g.lemma(verb) in _DOWNING and any(has(g, n, ["FLYING"]) for n in parts.patients):
        return _others(all_parties(g, parts.patients, target=True), by)  # where a drone falls, it is not aimed
    kind, specs = frame["kind"], frame.get("to", ())
    if "of" in specs:  # "became a member of NATO"
        pieces += [("of", c) for n in every(parts.patients) for c in kids(n, "nmod") if case_of(c) == "of"]
    found = tuple(owner for spec in specs for owner in _at(g, verb, frame, parts, pieces, spec))
    if kind == "accuse" and not found:  # "condemned the accord": its parties
        pacts = [m for n in every(parts.patients) if (m := g.mention(n)) is not None and m.sort == "pact"]
        found = tuple(owner for m in pacts for owner in m.ids)
    if frame.get("hosted") and not found and verb.dep_ in {"xcomp", "ccomp"}:  # "A let B use the base"
        found = all_parties(g, roles(g, verb.head).agents)
    if kind in _GIVEN:
        found += all_parties(g, parts.recipients, target=True)
    found = _others(found, by)
    if found or not specs or frame.get("strict") or frame.get("symmetric"):
        return found
    return _pointed(g, kind, specs, parts, pieces, by) or _wider(g, kind, pieces, by)


def _others(found: tuple[str, ...], by: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(owner for owner in found if owner not in by))


def _at(g: Graph, verb: Node, frame: Frame, parts: Roles, pieces: list[tuple[str, Node]], spec: str) -> tuple[str, ...]:
    """The ids that stand in one of the places that a frame names."""
    if spec == "doer":
        return all_parties(g, parts.agents)
    if spec == "obj":
        return all_parties(g, parts.patients, target=True)
    if spec == "iobj":
        return all_parties(g, parts.recipients, target=True)
    if spec == "clause":  # "complained that its neighbour had ..."
        clause = next(iter(kids(verb, "ccomp")), None)
        return all_parties(g, kids(clause, "nsubj", "nsubj:pass")) if clause is not None else ()
    if spec == "ahead":
        node = ahead(g, verb, frame) or next(iter(kids(verb, "xcomp")), None)
        if node is None:
            return ()
        below = roles(g, node)
        further = [n for p, n in below.pieces if p in _AHEAD][:1]
        return all_parties(g, below.patients, target=True) or all_parties(g, further, target=True)
    return all_parties(g, [n for p, n in pieces if p == spec], target=True)


def ahead(g: Graph, verb: Node, frame: Frame) -> Node | None:
    """The infinitive that hangs on a verb, if it is of the classes that its frame asks for: "vowed to defend"."""
    if "ahead" not in frame:
        return None
    lemmas = frozenset[str]().union(*(noun_class(name) for name in frame["ahead"]))
    for child in kids(verb, "xcomp", "ccomp", "advcl"):
        if child.i > verb.i and g.lemma(child) in lemmas and not negated(child):
            return child
    return None


def _pointed(
    g: Graph, kind: str, specs: list[str], parts: Roles, pieces: list[tuple[str, Node]], by: tuple[str, ...]
) -> tuple[str, ...]:
    """The state to which a place without a name points, where an act of this kind may have its target."""
    objects = [("obj", n) for n in parts.patients if kind in _SEIZES]
    for preposition, noun in (*pieces, *objects):
        fits = preposition in specs or preposition in _WIDER.get(kind, ()) or preposition == "obj"
        if fits and (found := _elsewhere(g, noun, by)):
            return found
    return ()


def _wider(g: Graph, kind: str, pieces: list[tuple[str, Node]], by: tuple[str, ...]) -> tuple[str, ...]:
    for spec in _WIDER.get(kind, ()):
        found = _others(all_parties(g, [n for p, n in pieces if p == spec], target=True), by)
        if found:
            return found
    return ()


def _elsewhere(g: Graph, noun: Node, by: tuple[str, ...]) -> tuple[str, ...]:
    """Where "there", "the country" or "its northern neighbour" is, if not with the doer: the state named last."""
    mention = g.mention(noun)
    if (mention is not None and mention.sort not in {"pronoun", "place"}) or not by:
        return ()
    pointing = any(c.lower_ in {"the", "that", "this", "its", "their"} for c in kids(noun, "det", "nmod:poss"))
    if noun.lower_ not in _PLACES and mention is None:
        return ()
    if noun.lower_ != "there" and not pointing and noun.pos_ != "PRON":
        return ()
    if any(c.dep_ in {"nmod", "amod", "compound"} and c.pos_ == "PROPN" for c in noun.children):
        return ()
    here = g.ours[noun.i]
    before = [o for m in g.s.mentions if m.end <= here and m.sort in _STATELY for o in m.ids]
    return next(((o,) for o in (*reversed(before), *g.recent) if o not in by), ())


def signatories(g: Graph, parts: Roles) -> tuple[str, ...]:
    """The parties of a treaty or truce that is itself the subject: "a pact between A and B was signed"."""
    for noun in every([*parts.patients, *parts.agents]):
        mention = g.mention(noun)
        if mention is not None and mention.sort == "pact":
            return mention.ids
        inner = [c for c in kids(noun, "nmod") if case_of(c) in {"between", "of", "with"}]
        found = tuple(dict.fromkeys(o for c in inner for o in parties(g, c, target=True)))
        if len(found) > 1:
            return found
    return ()


def places_named(g: Graph) -> dict[str, tuple[str, ...]]:
    """Common nouns for places whose state the sentence tells: "the airfield at K." gives airfield → its state."""
    found: dict[str, tuple[str, ...]] = {}
    for node in g.nodes:
        if node.lower_ in LANDS and node.pos_ == "NOUN" and g.mention(node) is None:
            owners = parties(g, node, target=True)
            if len(owners) == 1:
                found[node.lower_] = owners
    return found
