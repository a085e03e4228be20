"""Who does what to whom by the parse: passives, relative clauses, participles, shared and controlled subjects."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from casus.reports.rules.graph import Graph, case_of, conjuncts, is_relative, kids
from casus.reports.rules.wordlists import words

if TYPE_CHECKING:
    from casus.reports.rules.nodes import Node

#: Verbs whose object does what hangs on them: "ordered its troops to leave", "accused A of sending".
_OBJECT_CONTROL = words(
    "order allow let help force make ask urge expect want permit authorise authorize instruct enable lead get see tell "
    "invite persuade compel accuse suspect blame condemn criticise criticize oblige require press watch leave charge "
    "convict stop prevent keep send denounce lambast"
)


@dataclass(slots=True)
class Roles:
    """The parts of a predicate: who does it, to what, for whom, its prepositional phrases (preposition, noun).

    ``inner`` holds the phrases that hang on its object; a participle is not ``anchored`` without an agent or a date.
    """

    agents: list[Node] = field(default_factory=list)
    patients: list[Node] = field(default_factory=list)
    recipients: list[Node] = field(default_factory=list)
    pieces: list[tuple[str, Node]] = field(default_factory=list)
    inner: list[tuple[str, Node]] = field(default_factory=list)
    passive: bool = False
    anchored: bool = True


def is_passive(verb: Node) -> bool:
    """Whether a verb is in the passive: "was sent", "sent by", "to be sent"."""
    if kids(verb, "aux:pass", "nsubj:pass"):
        return True
    joined = verb.dep_ == "conj" and verb.head.tag_ == "VBN"
    if not (verb.tag_ == "VBN" or (joined and kids(verb, "obl:agent"))) or kids(verb, "aux", "nsubj"):
        return False
    if joined:
        return is_passive(verb.head) and not kids(verb, "obj")
    return verb.dep_ in {"acl", "acl:relcl", "advcl", "amod", "xcomp", "ROOT"} and not kids(verb, "obj")


def roles(g: Graph, verb: Node, deep: int = 0) -> Roles:
    """The roles of a verb, those that it leaves out taken from the clause that it hangs on."""
    found = Roles(passive=is_passive(verb))
    if deep > 6:
        return found
    for child in verb.children:
        if child.dep_ in {"nsubj", "nsubj:pass", "nsubj:outer"}:
            (found.patients if found.passive else found.agents).append(child)
        elif child.dep_ == "obj":
            (found.recipients if found.passive and kids(verb, "nsubj:pass") else found.patients).append(child)
        elif child.dep_ == "iobj":
            found.recipients.append(child)
        elif child.dep_ == "obl:agent" or (child.dep_ == "obl" and found.passive and case_of(child) == "by"):
            found.agents.append(child)
        elif child.dep_ in {"obl", "nmod", "obl:unmarked"}:
            if _bounded(child):  # "killed at least 47 soldiers", "possess between 20 and 30 devices"
                found.patients.append(child)
                continue
            found.pieces += [(case_of(child), child)]
            found.pieces += [(case_of(c) or case_of(child), c) for c in kids(child, "conj") if case_of(c)]
        elif child.dep_ == "advmod" and child.lower_ in {"there", "here"}:
            found.pieces.append(("in", child))
    if found.passive and found.recipients and found.patients:  # "A was given tanks": the tanks are what is given
        found.patients, found.recipients = found.recipients, found.patients
    if not found.passive and len(found.patients) > 1 and not found.recipients:  # "handed A back four villages"
        found.recipients, found.patients = found.patients[:1], found.patients[1:]
    _complete(g, verb, found, deep)
    for noun in every(found.patients):
        if noun.head == verb or found.passive or noun.dep_ == "conj":
            inner = kids(noun, "nmod")
            inner += [c for n in inner if case_of(n) == "of" for c in kids(n, "nmod")]
            found.inner += [(case_of(c), c) for c in inner if case_of(c) not in {"", "of"}]
    return found


def _bounded(node: Node) -> bool:
    """Whether a preposition only opens a number: "at least 47 soldiers", "between 20 and 30 devices", "up to 60"."""
    low = case_of(node)
    if low == "at":
        return any(n.lower_ in {"least", "most"} for n in node.subtree if n.i < node.i)
    return (
        low in {"between", "up to", "over", "around"}
        and any(n.pos_ == "NUM" for n in node.subtree if n.i < node.i)
        and node.pos_ == "NOUN"
    )


def _complete(g: Graph, verb: Node, found: Roles, deep: int) -> None:
    head = verb.head
    own = bool(found.patients if found.passive else found.agents)
    if verb.dep_ in {"acl:relcl", "advcl:relcl"}:
        _relative(verb, found)
    elif own:
        return
    elif verb.dep_ == "acl":
        if verb.tag_ == "VBN" and found.passive:
            found.patients.append(head)
            found.anchored = bool(found.agents) or any(
                n.pos_ in {"NUM", "PROPN"} and n.i > verb.i for _, p in found.pieces for n in p.subtree
            )
        elif any(c.lower_ == "to" for c in kids(verb, "mark")):
            found.agents += _owner(g, head, deep)
        else:
            found.agents.append(head)
    elif verb.dep_ == "conj":
        above = roles(g, head, deep + 1)
        if found.passive:
            found.patients += above.patients if above.passive else above.agents
        else:
            found.agents += (above.patients if above.passive else above.agents) or above.agents
    elif verb.dep_ in {"xcomp", "advcl", "ccomp", "parataxis", "obl", "csubj", "obj"} and head != verb:
        doer = controller(g, head, verb, deep)
        (found.patients if found.passive else found.agents).extend(doer)


def _relative(verb: Node, found: Roles) -> None:
    """In a relative clause the noun before it fills the role that the clause leaves open."""
    noun = verb.head
    if any(is_relative(n) for n in (*found.agents, *found.patients, *found.recipients, *(p for _, p in found.pieces))):
        return
    open_case = [c for c in verb.children if c.dep_ in {"case", "obl"} and c.pos_ == "ADP"]
    if (found.passive and not found.patients) or (found.agents and not found.patients and not open_case):
        found.patients.append(noun)
    elif not found.agents:
        found.agents.append(noun)


def controller(g: Graph, head: Node, verb: Node, deep: int) -> list[Node]:
    """The nouns that do what an infinitive, gerund or participle without a subject of its own tells."""
    if head.pos_ in {"NOUN", "PROPN"}:
        subject = kids(head, "nsubj")
        return subject or _owner(g, head, deep)
    above = roles(g, head, deep + 1)
    marks = {c.lower_ for c in kids(verb, "mark")}
    if (
        g.lemma(head) in _OBJECT_CONTROL
        and above.patients
        and not (verb.dep_ == "advcl" and not marks & {"of", "for", "to"})
    ):
        return above.patients
    if above.passive:
        return above.patients or above.agents
    return above.agents


def _owner(g: Graph, noun: Node, deep: int) -> list[Node]:
    """Whose plan, decision or right it is: the possessor, or the doer of the verb that governs the noun."""
    found = kids(noun, "nmod:poss") or [c for c in kids(noun, "nmod") if case_of(c) in {"of", "by"}]
    if found:
        return found
    adjectives = [c for c in kids(noun, "amod", "compound") if g.mention(c) is not None]
    if adjectives:
        return adjectives
    if noun.dep_ in {"obj", "obl", "nsubj:pass"} and noun.head.pos_ in {"VERB", "AUX"}:
        above = roles(g, noun.head, deep + 1)
        return above.agents
    return kids(noun, "nsubj")


def every(nodes: list[Node]) -> list[Node]:
    """Nouns with all that is joined to them."""
    return [one for node in nodes for one in conjuncts(node)]
