"""Acts told by a noun, by the parse: "the Russian invasion of Ukraine", "an extension of the truce by A and B"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from casus.reports.rules.acts import Event, rule_of
from casus.reports.rules.classes import has
from casus.reports.rules.graph import Graph, case_of, conjuncts, kids, void
from casus.reports.rules.lexicon import nouns
from casus.reports.rules.modality import stronger
from casus.reports.rules.moods import mood
from casus.reports.rules.parties import all_parties, parties
from casus.reports.rules.roles import roles
from casus.reports.rules.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from casus.reports.claim import Modality
    from casus.reports.rules.nodes import Node

#: Verbs whose doer does what their object names.
_LIGHT = words(
    "carry conduct launch stage mount hold begin order authorise authorize approve announce make resume continue "
    "complete start step undertake open lead plan schedule commit perform deliver intensify expand renew extend keep "
    "impose maintain prolong finish end execute unleash offer have give agree"
)
#: Verbs after which a noun is wished for, feared or spoken of, and so not claimed.
_UNREAL = words(
    "call urge demand want seek ask oppose propose consider fear prevent avoid rule discuss threaten hope stop deter "
    "discourage reject favour favor support debate suggest warn resist practise practice rehearse simulate study "
    "request advocate permit oblige commit promise pledge vow require need forbid prohibit ban imagine await mull "
    "bar describe join see"
)
_CEASE = words("halt stop suspend end cease pause freeze call limit cut reduce finish block")
#: Verbs of blame: what they blame has been told before, or is told by a clause of its own.
_BLAME = words(
    "condemn denounce deplore decry criticise criticize slam accuse blame protest blast broker mediate negotiate reject"
)
_OPEN = words("no any possible potential future another alleged would-be attempted fresh_x such further")
_LATER = words("possible conceivable thinkable")
_LIKELY = words("likely expected probable")
_PLANNED = words("planned due scheduled set")
_BACK = frozenset({"nmod:poss"})


def told_by_nouns(g: Graph, told: Sequence[Event]) -> list[Event]:
    """The acts that the nouns of a sentence tell; ``told`` are those that its verbs tell."""
    found: list[Event] = []
    for node in g.nodes:
        rules = nouns().get(node.lower_, ())
        if not rules or node.pos_ != "NOUN" or void(node) or node.dep_ == "compound":
            continue
        event = next((e for e in (_event(g, node, rule) for rule in rules) if e), None)
        if event and not any(_same(event, other) for other in (*told, *found)):
            found.append(event)
    return found


def _same(one: Event, other: Event) -> bool:
    return one.kind == other.kind and (
        bool({*one.by} & {*other.by} and {*one.to} & {*other.to}) or {*one.by, *one.to} <= {*other.by, *other.to}
    )


def _event(g: Graph, node: Node, rule: dict[str, Any]) -> Event | None:
    sure = _sure(g, node)
    if sure is None:
        return None
    pieces = [(case_of(c), c) for c in kids(node, "nmod", "obl")]
    joint = [c for p, c in pieces if p in {"between", "among", "involving"}]
    owners = [c for c in kids(node, "nmod:poss", "amod", "compound", "nmod:desc") if c.i < node.i]
    by = all_parties(g, joint)
    by = by or tuple(dict.fromkeys(o for c in owners for o in _owner(g, c)))
    by = by or all_parties(g, [c for p, c in pieces if p in {"by", "from"}])
    by = by or all_parties(g, [c for p, c in pieces if p == "of" and "of" in rule.get("by", ())])
    deeper = [(case_of(c), c) for p, n in pieces if p == "of" for c in kids(n, "nmod")]
    to = all_parties(g, [c for p, c in (*pieces, *deeper) if p in rule["to"]], target=True)
    if not by and node.dep_ == "obj" and g.lemma(node.head) in _LIGHT:
        above = roles(g, node.head)
        by = all_parties(g, above.agents)
        to = to or all_parties(g, [c for p, c in above.pieces if p in rule["to"]], target=True)
    if not by:  # "the tests carried out by A"
        by = all_parties(g, [n for c in kids(node, "acl") if g.lemma(c) in _LIGHT for n in roles(g, c).agents])
    if (
        not by
        and node.dep_ == "obl"
        and ((rule["kind"] == "talk" and to) or (case_of(node) == "with" and rule["kind"] == "sanction"))
    ):  # "in a telephone conversation with A, B called"; "were answered by B with sanctions on A"
        by = all_parties(g, roles(g, node.head).agents)
    if not by and node.dep_ == "nsubj:pass":
        by = all_parties(g, roles(g, node.head).agents)
    if not to and node.dep_ in {"nsubj", "nsubj:pass"}:
        to = all_parties(g, [c for p, c in roles(g, node.head).pieces if p in rule["to"][:1]], target=True)
    if node.dep_ == "obj" and g.lemma(node.head) in _CEASE and rule["kind"] in {"attack", "deploy", "transfer", "test"}:
        return None
    blamed = node.dep_ == "obl" and case_of(node) in {"for", "over"} and g.lemma(node.head) in _BLAME
    if blamed and any(c.lower_ in {"its", "their", "his"} for c in owners):
        by = all_parties(g, roles(g, node.head).patients)  # "condemned A for its deliveries to B"
    elif node.dep_ in {"obj", "obl"} and g.lemma(node.head) in _BLAME and not kids(node, "acl", "acl:relcl"):
        told = by and to and rule["kind"] in _COUNTED and not any(c.pos_ == "PRON" for c in owners)
        if not told:  # "condemned the strikes" points back; "condemned A's strikes on B" tells them
            return None
    to = tuple(t for t in to if t not in by)
    if rule.get("object") and not _speaks_of(g, node, rule["object"]):
        return None
    if not by or not (to or len(by) > 1 or rule.get("alone")) or (rule.get("between") and len(by) < 2 and not to):
        return None
    head = g.ours[node.i]
    counted = (g.phrase(node), *(g.phrase(c) for _, c in pieces)) if rule["kind"] in _COUNTED else ()
    inside = [g.ours[n.i] for n in node.subtree]
    group = next((v for v in g.s.verbs if v.head == g.ours[node.head.i]), None)
    return Event(
        rule["kind"],
        by,
        to,
        head,
        sure,
        counted,
        None,
        group,
        (),
        min(inside),
        max(inside) + 1,
        rule=rule_of(rule),
        reader="parse",
    )


_COUNTED = frozenset({"deploy", "exercise", "transfer", "attack"})


def _owner(g: Graph, node: Node) -> tuple[str, ...]:
    found: list[str] = []
    for one in conjuncts(node):
        mention = g.mention(one)
        if mention is not None and mention.ids and mention.sort not in {"pact", "other", "region", "place", "flag"}:
            found += mention.ids
        elif one.dep_ == "nmod:poss" and mention is None:
            found += parties(g, one)
    return tuple(found)


def _speaks_of(g: Graph, node: Node, asked: str | list[str]) -> bool:
    """Whether an act is done with what its rule asks for: deliveries of arms, not of grain."""
    classes = [asked] if isinstance(asked, str) else asked
    return has(g, node, classes) or any(has(g, c, classes) for c in kids(node, "nmod", "compound"))


def _sure(g: Graph, node: Node) -> Modality | None:
    """How sure a noun is made; None where it is left open ("any attack") or not claimed at all."""
    found = _governed(g, node)
    left_open = any(c.lower_ in _OPEN for c in kids(node, "amod", "det"))
    return None if left_open and found == "asserted" else found


def _governed(g: Graph, node: Node) -> Modality | None:
    """How sure the verb that governs a noun makes it; None where the noun is only wished for or spoken about."""
    planned = any(c.lower_ in {"planned", "scheduled"} for c in kids(node, "amod"))
    head = node.head
    result: Modality = "planned" if planned else "asserted"
    if node.dep_ in {"nsubj", "nsubj:pass", "csubj"}:
        if head.lower_ in _LATER:
            result = "possible"
        elif head.lower_ in _LIKELY:
            result = "likely"
        elif head.lower_ in _PLANNED:
            result = "planned"
        above = mood(g, head)
        if above in {"denied", "possible"} and g.lemma(head) in {"exclude", "rule"}:
            return "possible"
        return None if above is None or above == "denied" else stronger(result, above)
    if node.dep_ in {"obj", "obl", "xcomp", "iobj"}:
        lemma = g.lemma(head)
        if lemma in _UNREAL and (node.dep_ == "obj" or case_of(node) in {"for", "to", "of", "about", "against"}):
            return None
        if any(c.lower_ in _LIKELY for c in kids(head, "xcomp", "advmod")) or lemma == "consider":
            return "likely"
        if node.dep_ == "obl" and case_of(node) in {
            "after",
            "since",
            "during",
            "following",
            "in",
            "before",
            "by",
            "with",
        }:
            return result
        above = mood(g, head)
        return None if above is None or above == "denied" else stronger(result, above)
    if node.dep_ == "nmod":
        if head.lower_ in {
            "threat",
            "risk",
            "possibility",
            "fear",
            "fears",
            "danger",
            "prospect",
            "plan",
            "talk",
            "case",
        }:
            return None
        return _sure(g, head) if head.pos_ == "NOUN" else "asserted"
    return result
