"""What a speaker makes of a state in words that tell no act: "Moscow wants a front that is quiet", said an analyst."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.reports.rules.acts import Event
from casus.reports.rules.graph import Graph, kids
from casus.reports.rules.parties import all_parties, parties
from casus.reports.rules.statuses import is_expert

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casus.reports.claim import Modality
    from casus.reports.rules.attribution import Attribution
    from casus.reports.rules.nodes import Node

_CLAUSES = frozenset({"conj", "parataxis"})
#: So many words at least make a quotation a judgement and not a borrowed phrase.
FEWEST = 5


def quoted(g: Graph) -> list[tuple[int, int]]:
    """The stretches of our tokens in quotation marks, first and last token inside; an open one runs to the end."""
    marks = [k for k in range(len(g.s.tokens)) if g.s.tags[k] == "Q"]
    ends = [*marks, len(g.s.tokens)]
    return [(ends[k] + 1, ends[k + 1]) for k in range(0, len(marks), 2)]


def verdict(g: Graph, stretch: tuple[int, int], own: frozenset[int]) -> Event | None:
    """The judgement in a stretch of words that someone is quoted with; None where it is about no state."""
    inside = [n for n in g.nodes if stretch[0] <= g.ours[n.i] < stretch[1] and g.ours[n.i] not in own]
    if len(inside) < FEWEST:
        return None
    tops = [n for n in inside if n.head not in inside or n.head == n]
    clauses = [n for n in _clauses(tops, inside) if _finite(n)] or (tops[:1] if stretch[0] < 2 else [])
    if not clauses:
        return None
    about, clause = _about(g, clauses, inside)
    by = tuple(dict.fromkeys((*_openers(g, stretch), *about)))
    if not by:
        return None
    to: list[str] = []
    for mention in g.s.mentions:
        inside_it = stretch[0] <= mention.start < stretch[1] and mention.start not in own
        if inside_it and mention.sort not in {"pronoun", "pact", "other", "place"}:
            to += [o for o in mention.ids if o not in by and o not in to]
    head = g.ours[clause.i]
    may = any(c.lower_ in {"may", "might", "could"} for c in kids(clause, "aux"))
    modality: Modality = "possible" if may else "reported"
    group = next((v for v in g.s.verbs if v.head == head), None)
    return Event(
        "assess", by, tuple(to) if len(to) < 3 else (), head, modality, (), None, group, (), stretch[0], stretch[1],
        rule="judgement in a quotation", reader="parse",
    )  # fmt: skip


_NAMES = frozenset({"state", "capital", "metonym", "leader", "group", "organisation", "adjective"})


def _named(g: Graph, node: Node) -> bool:
    """Whether a noun is no lone pronoun, which may stand for anything: "it", "he", "we"."""
    return not (node.pos_ == "PRON" and node.lower_ in {"it", "he", "she", "we", "i", "you", "there", "this", "that"})


def _clauses(tops: Sequence[Node], inside: Sequence[Node]) -> list[Node]:
    found: list[Node] = []
    for top in tops:
        found.append(top)
        for node in inside:
            if node.dep_ in _CLAUSES and node not in found and (node.head in found or _joined(node)):
                found.append(node)
    return found


def _joined(node: Node) -> bool:
    """Whether "and", "but" or a semicolon parts a clause with a subject of its own from the one before."""
    subjects = kids(node, "nsubj")
    if not subjects:
        return False
    first = min(n.i for n in subjects[0].subtree)
    return first > 0 and node.doc[first - 1].lower_ in {"and", "but", ";"}


def _finite(node: Node) -> bool:
    if node.tag_ in {"VBD", "VBZ", "VBP"} or kids(node, "cop"):
        return True
    return bool(kids(node, "aux")) and not any(c.lower_ == "to" for c in kids(node, "mark", "aux"))


def _about(g: Graph, clauses: Sequence[Node], inside: Sequence[Node]) -> tuple[tuple[str, ...], Node]:
    """Whom a judgement is about, and the clause that says so.

    That is the subjects of its clauses, else their owners, else whom it first speaks of.
    """
    subjects = [n for c in clauses for n in kids(c, "nsubj", "nsubj:pass", "nsubj:outer") if _named(g, n)]
    found = all_parties(g, subjects) or all_parties(g, subjects, target=True)
    if found:
        return found, clauses[0]
    for node in inside:
        if node.dep_ in {"nsubj", "nsubj:pass"} and _named(g, node) and (by := parties(g, node, target=True)):
            return by, node.head
    first = inside[0]
    if first.lower_ == "for" and first.dep_ == "case":  # "For Beijing the Baltic is a shop window"
        return parties(g, first.head), clauses[0]
    return all_parties(g, [n for c in clauses for n in kids(c, "obj") if _named(g, n)]), clauses[0]


def _openers(g: Graph, stretch: tuple[int, int]) -> tuple[str, ...]:
    """The names that open the clauses of a stretch: "A keeps the ridge and B keeps the legend"."""
    found: list[str] = []
    for mention in g.s.mentions:
        if not stretch[0] <= mention.start < stretch[1] or mention.sort not in _NAMES:
            continue
        opens = mention.start == stretch[0] or (found and g.s.low(mention.start - 1) in {",", "and", "but"})
        if opens and (g.s.tag(mention.end) in {"V", "VED", "X"} or _verbal(g, mention.end)):
            found += mention.ids
    return tuple(dict.fromkeys(found))


def _verbal(g: Graph, token: int) -> bool:
    node = g.at(token) if token < len(g.s.tokens) else None
    return node is not None and node.pos_ in {"VERB", "AUX"}


def judgements(g: Graph, said: Sequence[Attribution], told: Sequence[int]) -> list[Event]:
    """The judgements of a sentence's speakers in words that tell no act; ``told`` are the tokens of those that do."""
    found: list[Event] = []
    for stretch in quoted(g):
        if any(stretch[0] <= head < stretch[1] for head in told):
            continue
        voice = next((a for a in said if a.start <= stretch[0] + 1 < a.end and not a.denies), None)
        if voice is None:
            continue
        own = frozenset(k for a in said for k in a.own)
        event = verdict(g, stretch, own)
        if event is not None:
            found.append(event)
    return found[:1]


def opinions(g: Graph, said: Sequence[Attribution], experts: set[str]) -> list[tuple[int, int]]:
    """The stretches in which an expert is quoted with a judgement in a whole sentence: what they tell is no report."""
    own = frozenset(k for a in said for k in a.own)
    found = []
    for stretch in quoted(g):
        voice = next((a for a in said if a.start <= stretch[0] + 1 < a.end and not a.denies), None)
        whole = stretch[0] <= 1 or g.s.low(stretch[0] - 2) in {":", ","}
        if voice and whole and is_expert(g.s, voice, experts) and verdict(g, stretch, own) is not None:
            found.append(stretch)
    return found
