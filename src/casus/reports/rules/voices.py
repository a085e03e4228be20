"""Speakers of quotations by the parse, where the attribution's own words are of no known shape."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from casus.reports.rules.attribution import SAYS, Attribution, bounds, right_end
from casus.reports.rules.graph import Graph, kids
from casus.reports.rules.speakers import agencies_told, spoken_by, who
from casus.reports.rules.verdicts import quoted
from casus.reports.rules.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casus.reports.rules.antecedents import Discourse


def voices(g: Graph, text: str, discourse: Discourse, known: Sequence[Attribution]) -> list[Attribution]:
    """Who says the quotations of a sentence that no attribution in ``known`` covers."""
    found: list[Attribution] = []
    stretches = quoted(g)
    for node in g.nodes if stretches else ():
        at = g.ours[node.i]
        if g.lemma(node) not in SAYS or node.tag_ not in {"VBD", "VBZ", "VBP", "VBN"}:
            continue
        if any(at in a.own for a in known) or any(start <= at < end for start, end in stretches):
            continue
        subjects = [n for n in kids(node, "nsubj") if n.pos_ in {"PROPN", "NOUN", "PRON"}]
        if not subjects or any(a.start <= stretches[0][0] < a.end for a in known):
            continue
        phrase = g.phrase(subjects[-1])
        person = who(g.s, phrase, text, discourse)
        if person is None:
            continue
        first, last = min(at, phrase.start), max(at + 1, phrase.end)
        start, end = bounds(g.s, first, last) if stretches[0][0] < first else (last, right_end(g.s, last))
        own = frozenset(range(first, last))
        found.append(Attribution(start, end, own, spoken_by(person), agencies_told(g.s, first, len(g.s.tokens))))
    return found


def mended(g: Graph, text: str, discourse: Discourse, known: Sequence[Attribution]) -> list[Attribution]:
    """The attributions, those of bare denials ("and B denied it") with the speaker whom the parse gives."""
    found: list[Attribution] = []
    for one in known:
        if _no_speech(g, one):
            continue
        verb = next((n for n in g.nodes if one.bare and g.ours[n.i] in one.own and g.lemma(n) == "deny"), None)
        subjects = [n for n in kids(verb, "nsubj") if n.lower_ != "it"] if verb is not None else []
        person = who(g.s, g.phrase(subjects[-1]), text, discourse) if subjects else None
        found.append(replace(one, speaker=spoken_by(person)) if person is not None else one)
    return found


#: Verbs of saying that with a plain object only do something: "concluded a pact", "declared a truce".
_DOES = words("conclude announce declare claim confirm reveal describe note count report admit find predict")


def _no_speech(g: Graph, one: Attribution) -> bool:
    """Whether the verb of an attribution has a plain object and no words or clause that are said."""
    node = next((n for n in g.nodes if g.ours[n.i] in one.own and n.pos_ == "VERB" and g.lemma(n) in _DOES), None)
    if node is None or kids(node, "ccomp", "parataxis", "xcomp") or one.denies:
        return False
    objects = [n for n in kids(node, "obj") if n.pos_ in {"NOUN", "PROPN"} and n.i > node.i]
    return bool(objects) and not any(g.s.tags[k] == "Q" for k in range(one.start, min(one.end, len(g.s.tags))))
