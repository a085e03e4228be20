"""The parse of a sentence laid over the names in it: nodes, what each depends on, and the mention that each is of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casus.reports.rules.phrases import Phrase
from casus.reports.rules.verbs import verb_forms

if TYPE_CHECKING:
    from casus.reports.rules.names import Mention
    from casus.reports.rules.nodes import Node
    from casus.reports.rules.syntax import Sentence

#: What hangs on a noun and says something of its own: a clause, an aside.
ASIDE = frozenset({"acl", "acl:relcl", "appos", "parataxis", "advcl", "advcl:relcl", "punct", "ccomp", "cc", "conj"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})


@dataclass(slots=True, eq=False)
class Graph:
    """A parse (Universal Dependencies) of one sentence; ``ours`` gives for each node the token of ours it begins in."""

    s: Sentence
    nodes: tuple[Node, ...]
    ours: tuple[int, ...]
    recent: tuple[str, ...] = ()

    @classmethod
    def of(cls, s: Sentence, nodes: tuple[Node, ...], start: int, recent: Iterable[str] = ()) -> Graph:
        """Lay the parse of the text from character ``start`` on over the tokens of the sentence.

        ``recent`` are the states named before it, the last first.
        """
        begins = [token.start for token in s.tokens]
        ours = tuple(max(0, bisect_right(begins, start + node.idx) - 1) for node in nodes)
        return cls(s, nodes, ours, tuple(recent))

    def mention(self, node: Node) -> Mention | None:
        """The name that the node is part of, if any."""
        return self.s.at.get(self.ours[node.i])

    def at(self, token: int) -> Node | None:
        """The node that begins in our token, the head of its group where several do."""
        found = [node for node in self.nodes if self.ours[node.i] == token]
        return next((n for n in found if n.head not in found or n.head == n), found[0] if found else None)

    def lemma(self, node: Node) -> str:
        """The verb of a form by the tables, else by the parser."""
        known = verb_forms().get(node.lower_)
        return known[0] if known else node.lemma_.lower()

    def phrase(self, node: Node, preposition: str | None = None) -> Phrase:
        """The stretch of a noun with its modifiers, without its asides and its case."""
        inside = [node.i]
        todo = [c for c in node.children if c.dep_ not in ASIDE and c.dep_ not in {"case", "mark"}]
        while todo:
            one = todo.pop()
            inside.append(one.i)
            todo += [c for c in one.children if c.dep_ not in ASIDE]
        places = [self.ours[i] for i in inside]
        return Phrase(min(places), max(places) + 1, self.ours[node.i], preposition)


def kids(node: Node, *relations: str) -> list[Node]:
    """The children of a node that stand in one of the relations."""
    return [c for c in node.children if c.dep_ in relations]


def case_of(node: Node) -> str:
    """The preposition of a noun, lower case, several words joined by a blank; empty without one."""
    found = [c for c in node.children if c.dep_ == "case" and c.lower_ not in {"'s", "’s", "'", "’"}]
    if not found:
        return ""
    first = found[-1]  # "back to", "up to"
    return " ".join([first.lower_, *(c.lower_ for c in first.children if c.dep_ == "fixed")])


def conjuncts(node: Node) -> Iterator[Node]:
    """The node and what is joined to it by "and" or "or"."""
    yield node
    for child in node.children:
        if child.dep_ == "conj" and child.i > node.i:
            yield from conjuncts(child)


def relative_word(clause: Node) -> Node | None:
    """The relative pronoun of a clause, in whatever role."""
    for node in clause.subtree:
        if node.i > clause.i:
            return None
        if node.tag_ in _RELATIVE or (node.lower_ == "that" and node.dep_ in {"nsubj", "nsubj:pass", "obj"}):
            return node
    return None


def antecedent(node: Node) -> Node | None:
    """The noun that a relative pronoun stands for."""
    for above in [node, *node.ancestors]:
        if above.dep_ in {"acl:relcl", "acl", "advcl:relcl"}:
            return above.head
    return None


def is_relative(node: Node) -> bool:
    """Whether a node is a relative pronoun."""
    if node.tag_ in {"WDT", "WP"}:
        return True
    return (
        node.lower_ == "that"
        and node.dep_ in {"nsubj", "nsubj:pass", "obj"}
        and (node.head.dep_ in {"acl:relcl", "acl"})
    )


def negated(node: Node) -> bool:
    """Whether "not", "never" or "no longer" hangs on the node."""
    return any(c.lower_ in {"not", "n't", "n’t", "never", "neither", "nor"} for c in node.children)


def void(node: Node) -> bool:
    """Whether a noun is none at all: "no soldier", "nobody", "neither side"."""
    if node.lower_ in {"nobody", "none", "nothing", "neither"}:
        return True
    children = list(node.children)
    if any(c.lower_ in {"no", "neither"} and c.dep_ in {"det", "advmod", "cc:preconj"} for c in children):
        return True
    single = node.lower_ == "one" or any(c.lower_ in {"a", "single", "one"} for c in children)
    return single and any(c.lower_ == "not" for c in children)  # "not a shot", "not one of his men"
