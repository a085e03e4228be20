"""How sure the parse makes an act, and whether it is claimed at all: wishes, demands and conditions are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from casus.reports.rules.graph import Graph, kids, negated, void
from casus.reports.rules.modality import stronger
from casus.reports.rules.phrases import noun_class
from casus.reports.rules.wordlists import words

if TYPE_CHECKING:
    from casus.reports.claim import Modality
    from casus.reports.rules.nodes import Node

_WILL = words("will shall would 'll ’ll wo 'd")
_MAY = words("may might could can")
_MUST = words("should must ought need")
_CONDITION = words("if unless once whether lest until till provided")
_LIKELY = words(
    "expect believe think suspect estimate likely expected believed thought probable presume assume seem appear "
    "reckon anticipate predict judge consider set_likely"
)
_PLANNED = words(
    "plan decide intend prepare agree schedule aim order set due ready going decision plans intention bound "
    "determined poised prepared scheduled vow promise pledge offer mean undertake resolve want approve about"
)
_REAL = words(
    "begin start continue manage use resume proceed help move rush go_on come serve join cease stop keep go finish "
    "dare hasten vote succeed lead oblige bring force make allow let permit order enable leave see watch authorise "
    "authorize accuse suspect blame condemn deny admit charge convict claim say report apply bid first last only"
)
_UNREAL = words(
    "demand urge insist request recommend propose ask call want hope wish need fail try attempt seek consider "
    "threaten warn fear refuse decline suggest require tell invite press advise appeal encourage prevent ban forbid "
    "prohibit bar dissuade deter discourage debate discuss weigh long struggle tempt oppose resist avoid risk study "
    "teach learn practise practice rehearse simulate pretend mull contemplate"
)
#: Verbs after which a whole clause is wished for, feared or asked about.
_WISHED = words(
    "demand urge request recommend propose ask want hope wish fear doubt wonder threaten prefer reassure remind"
)
_FOLDED = words("vow threaten pledge promise swear reassure undertake")
_DOUBTED = words(
    "suggestion suggestions idea fear fears hope hopes possibility notion threat rumour rumours risk speculation "
    "condition demand demands prospect danger concern concerns chance theory proposal proposals request requests "
    "call calls attempt attempts need wish right ability capacity duty bid appeal failure refusal"
)
_PLANS = words("plan plans intention intentions")


def mood(g: Graph, verb: Node, *, nominal: bool = False) -> Modality | None:
    """How sure an act is made by its own clause and those above; None where it is not claimed."""
    result: Modality = "asserted"
    helpers = {c.lower_ for c in kids(verb, "aux", "aux:pass")}
    marks = {c.lower_ for c in kids(verb, "mark")}
    adverbs = {c.lower_ for c in kids(verb, "advmod")}
    if (
        helpers & _MUST
        or marks & (_CONDITION | {"against", "from"})
        or (adverbs & {"when", "once"} and helpers & _WILL)
    ):
        return None
    if helpers & _WILL:
        result = "planned"
    if "be" in helpers and "to" in marks | helpers and verb.dep_ == "xcomp":
        result = "planned"
    if adverbs & {"probably", "likely", "presumably"}:
        result = "likely"
    if helpers & _MAY or adverbs & {"possibly", "perhaps", "maybe"}:
        result = "possible"
    if not nominal and (negated(verb) or any(void(c) for c in kids(verb, "nsubj", "nsubj:pass", "obj"))):
        result = "denied"
    above = _above(g, verb, marks)
    return None if above is None else stronger(result, above)


def _above(g: Graph, verb: Node, marks: set[str]) -> Modality | None:
    head = verb.head
    if head == verb or verb.dep_ in {"ROOT", "parataxis", "acl:relcl", "advcl:relcl"}:
        return _outer(verb)
    lemma = g.lemma(head)
    if verb.dep_ == "conj":
        if kids(verb, "nsubj", "nsubj:pass") or (verb.tag_ in {"VBD", "VBZ", "VBP"} and not kids(head, "aux")):
            return _above(g, head, {c.lower_ for c in kids(head, "mark")})
        if kids(head, "aux") and verb.tag_ in {"VB", "VBN", "VBG"}:
            return mood(g, head)
        return _above(g, head, {c.lower_ for c in kids(head, "mark")})
    if verb.dep_ == "xcomp" and lemma == "be":
        return stronger("planned", mood(g, head) or "asserted")
    if verb.dep_ in {"xcomp", "ccomp"} and any(n.lower_ in noun_class("HARDPACT") for n in kids(head, "nsubj")):
        return None  # what a treaty allows is part of the treaty
    if verb.dep_ in {"xcomp", "ccomp", "csubj"} or (verb.dep_ == "advcl" and marks & {"to", "of", "for"}):
        infinitive = "to" in marks or verb.dep_ == "xcomp"
        if verb.dep_ == "advcl" and "to" in marks and lemma not in _PLANNED | _LIKELY:
            return None  # a purpose is folded into its act
        if lemma in (_UNREAL if infinitive else _WISHED):
            return "denied" if lemma in {"refuse", "decline"} and infinitive else None
        if lemma in _FOLDED and infinitive:
            return None  # what is threatened or promised is no act of its own
        if lemma in {"confirm", "deny"} and any(c.lower_ in {"neither", "nor"} for c in head.children):
            return None
        if lemma in _LIKELY and not (lemma in {"estimate", "judge", "predict"} and verb.dep_ == "ccomp"):
            return stronger("likely", mood(g, head) or "asserted") if not negated(head) else None
        if lemma in _PLANNED and infinitive:
            outer = mood(g, head)
            if negated(head):
                return "denied"
            return stronger("planned", outer) if outer else None
        if lemma in {"possible", "able", "free", "unlikely"}:
            return "possible"
        outer = mood(g, head)
        if infinitive and lemma not in _REAL and head.pos_ in {"VERB", "ADJ"} and "to" in marks:
            return None
        return outer if verb.dep_ == "xcomp" or lemma in _REAL else ("asserted" if outer is not None else None)
    if verb.dep_ == "acl" and "to" in marks:
        refused = any(c.lower_ in {"no", "any"} for c in kids(head, "det")) or negated(head.head)
        if head.lower_ in _PLANS:
            return "denied" if refused else "planned"
        if head.lower_ in {"decision", "agreement", "pledge", "promise", "offer", "order", "orders"}:
            return "planned"
        return None
    if head.lower_ in _DOUBTED and verb.dep_ in {"acl", "ccomp"}:
        return None
    return _outer(verb)


def _outer(verb: Node) -> Modality | None:
    """A clause inside a condition or a doubt is not claimed."""
    seen = verb
    while seen.head != seen:
        if seen.dep_ in {"advcl", "ccomp", "csubj"} and {c.lower_ for c in kids(seen, "mark")} & _CONDITION:
            return None
        if seen.dep_ in {"acl", "ccomp"} and seen.head.lower_ in _DOUBTED:
            return None
        if seen.dep_ in {"acl:relcl"} and seen != verb:
            break
        seen = seen.head
    return "asserted"
