"""Acts of verbs by the parse: which frame of the tables a verb meets with the roles that the parse gives it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from casus.reports.rules.actors import actors
from casus.reports.rules.acts import Event, ids, rule_of
from casus.reports.rules.classes import has, person, within
from casus.reports.rules.goals import ahead, signatories, targets
from casus.reports.rules.graph import Graph, antecedent, case_of, is_relative, kids, negated
from casus.reports.rules.lexicon import frames, groups
from casus.reports.rules.moods import mood
from casus.reports.rules.names import organisations
from casus.reports.rules.parties import all_parties, parties
from casus.reports.rules.roles import Roles, every, roles
from casus.reports.rules.subjects import subject
from casus.reports.rules.wordlists import BE, TIME_WORDS, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from casus.reports.claim import Modality
    from casus.reports.rules.lexicon import Frame
    from casus.reports.rules.nodes import Node
    from casus.reports.rules.phrases import Phrase

#: What people also die in.
_NO_ATTACK = words("riot riots protest protests crash accident earthquake flood fire storm election")
_FORCEFUL = words("attack strike bomb shell seize open carry launch storm raid ambush fire capture")
#: What an attack on nobody's in particular hits or fires.
_STRUCK = (
    "SIDE", "FORCES", "FIRE", "FLYING", "STRIKE", "vessel", "vessels", "ship", "ships", "boat", "boats", "tanker",
    "tankers", "carrier", "freighter", "people", "civilians", "fire", "drones",
)  # fmt: skip
_CONVENES = words("meet hold discuss convene confer")
_UNCOUNTED = frozenset({"treaty", "accuse", "talk", "threaten"})
_MARKS = frozenset('"“”')


@dataclass(slots=True)
class Sense:
    """A verb with its roles, and the frame that it is tried on."""

    g: Graph
    verb: Node
    parts: Roles
    frame: Frame
    particle: str | None


def told_by_verbs(g: Graph) -> list[Event]:
    """The acts that the verbs of a sentence tell, by its parse."""
    found: list[Event] = []
    for node in g.nodes:
        if node.pos_ not in {"VERB", "AUX"} or node.dep_ in {"aux", "aux:pass", "cop"}:
            continue
        rows = frames().get(g.lemma(node), ())
        if not rows or (node.dep_ == "xcomp" and node.tag_ in {"VBZ", "VBD", "VBP"}) or _left_open(g, node):
            continue
        sure = mood(g, node)
        parts = roles(g, node)
        if sure is None or not parts.anchored:
            continue
        event = _best([e for p, f in rows if (e := _match(Sense(g, node, parts, f, p), sure)) is not None])
        if event is not None and not _follows(g, node, event, found):
            found.append(event)
    return found


def _best(events: list[Event]) -> Event | None:
    """The first reading of a verb, or the first of its kind that also knows to whom."""
    if not events:
        return None
    return next((e for e in events if e.kind == events[0].kind and e.to), events[0])


def _left_open(g: Graph, node: Node) -> bool:
    """Whether a clause is what somebody neither confirms nor denies."""
    before = [n.lower_ for n in g.nodes[max(0, node.i - 10) : node.i]]
    return "neither" in before and any(word.startswith("confirm") for word in before)


def _follows(g: Graph, node: Node, event: Event, found: list[Event]) -> bool:
    """Whether a gerund only says what came of an act told already: "shells landed on A, killing two"."""
    if node.dep_ != "advcl" or node.tag_ != "VBG" or kids(node, "mark"):
        return False
    main = next((e for e in found if e.head == g.ours[node.head.i] and e.kind == event.kind), None)
    if main is None or not {*event.by} <= {*main.by} or not {*event.to} <= {*main.to}:
        return False
    main.counted = (*event.counted, *main.counted)
    return True


def _match(x: Sense, sure: Modality) -> Event | None:
    if x.frame.get("negative"):
        if sure != "denied":
            return None
        sure = "asserted"
    if not _shaped(x) or not _fits(x):
        return None
    by, to = _who(x)
    if not _plausible(x, by, to):
        return None
    planned = not by and _planned_by_speaker(x.verb)
    if not _enough(x, by, to) and not (to and planned):
        return None
    kind = x.frame["kind"]
    if kind == "deploy" and not by and x.parts.passive and x.g.lemma(x.verb) in {"mobilise", "mobilize", "call"}:
        by, to = to, ()
    if kind in {"pledge", "threaten"} and sure == "planned":
        sure = "asserted"
    event = _event(x, by, to, sure)
    event.by_speaker = planned
    if kind == "accuse" and x.frame.get("antecedent") and not to and _points_back(x.parts):
        event.fill = x.frame["antecedent"]
    return event


def _shaped(x: Sense) -> bool:
    """Whether a verb has the particle, the voice and the helpers that its frame asks for."""
    if x.particle and not _has_particle(x.verb, x.particle):
        return False
    if x.frame.get("passive") and not x.parts.passive:
        return False
    helpers = {c.lower_ for c in kids(x.verb, "aux")}
    if x.frame.get("will") and (not helpers & {"will", "would", "shall"} or negated(x.verb)):
        return False
    objects = [n for n in x.parts.patients if not x.particle or n.lower_ not in x.particle.split()]
    return not (x.frame.get("intransitive") and (x.parts.passive or objects))


def _has_particle(verb: Node, particle: str) -> bool:
    want = particle.split()
    if [n.lower_ for n in verb.doc[verb.i + 1 : verb.i + 1 + len(want)]] == want:
        return True
    if len(want) > 1:
        return False
    if any(case_of(c).split()[:1] == want for c in kids(verb, "obl")):
        return True  # "pulled its soldiers out of"
    return any(
        c.lower_ == want[0] and (c.dep_ == "compound:prt" or (c.dep_ == "advmod" and c.i - verb.i < 8))
        for c in verb.children
    )


def _fits(x: Sense) -> bool:
    """Whether object, subject, prepositions and clauses are what the frame asks for."""
    g, frame, parts, verb = x.g, x.frame, x.parts, x.verb
    pieces = parts.pieces
    if "prep_object" in frame:
        if not any(p in frame["prep_object"] and has(g, n, frame["object"]) for p, n in pieces):
            return False
    elif "object" in frame and not any(
        has(g, n, frame["object"]) or _stands_in(x, n) for n in (*parts.patients, *parts.recipients)
    ):
        return False
    checks: dict[str, Callable[[], bool]] = {
        "with_object": lambda: any(p == "with" and has(g, n, frame["with_object"]) for p, n in pieces),
        "subject": lambda: not parts.passive and any(has(g, n, frame["subject"]) for n in parts.agents),
        "with_prep": lambda: any(p == frame["with_prep"] for p, _ in pieces),
        "words": lambda: within(verb, frame["words"]),
        "ahead": lambda: ahead(g, verb, frame) is not None,
        "untargeted": lambda: (
            not any(p in {"at", "on", "against", "into"} and parties(g, n, target=True) for p, n in pieces)
        ),
        "unopposed": lambda: not any(p in {"against", "with"} for p, _ in pieces),
        "people": lambda: frame["kind"] != "talk" or parts.passive or all(person(g, n) for n in parts.patients),
        "placed": lambda: _placed(x),
        "phone": lambda: any(p in {"by", "on", "with", "to", "over"} for p, _ in pieces),
        "bare": lambda: not parts.patients,
        "said": lambda: any(g.lemma(c) != "respect" for c in kids(verb, "ccomp", "xcomp")),
        "quoted": lambda: any(n.text in _MARKS for n in g.nodes[verb.i : verb.i + 9]),
        "never": lambda: any(n.lower_ == "never" for n in verb.subtree),
    }
    return all(check() for key, check in checks.items() if frame.get(key))


def _placed(x: Sense) -> bool:
    """Whether forces come to a place: one with a name or an owner, or a thing that only a place is."""
    if x.parts.patients:
        return any(parties(x.g, n, target=True) or has(x.g, n, ("LAND", "BORDER")) for n in x.parts.patients)
    return any(n.pos_ == "PROPN" or x.g.mention(n) or has(x.g, n, ("LAND", "BORDER")) for _, n in x.parts.pieces)


def _stands_in(x: Sense, node: Node) -> bool:
    """Whether an object only points back to what the frame asks for: "sent another 300", "has sent them", "any"."""
    noun = antecedent(node) if is_relative(node) else node
    if "lead" in x.frame and noun is not None and noun.pos_ == "PROPN":
        return True
    bare = node.pos_ in {"PRON", "NUM"} or node.lower_ in {"one", "ones", "any", "another", "more", "some"}
    if not bare or is_relative(node) or kids(node, "nmod") or x.g.mention(node) is not None:
        return False
    return any(has(x.g, n, x.frame["object"]) for n in x.g.nodes[: node.i] if n.pos_ in {"NOUN", "PROPN"})


def _who(x: Sense) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who does it and to whom."""
    g, frame, parts = x.g, x.frame, x.parts
    by = all_parties(g, parts.agents) or _by_tags(x)
    if frame.get("seen") or (frame.get("patient") and not by):
        moved = parts.patients or (parts.agents if frame.get("intransitive") else [])
        by = all_parties(g, moved)
    to = targets(g, x.verb, frame, parts, by)
    if frame.get("casualty"):  # "thirteen soldiers of A have died around B"
        by, to = (), all_parties(g, parts.agents, target=True)
    if frame.get("fallen"):  # "the town had fallen to A's army and to the men of B"
        by, to = all_parties(g, [n for p, n in parts.pieces if p == "to"]), ()
    if frame.get("host"):  # "A offered B a base"
        by, to = to, by
    if frame.get("granted") and parts.passive:
        by, to = all_parties(g, parts.recipients or parts.patients), all_parties(g, parts.agents) or to
    if frame.get("reverse") and not parts.passive:
        givers = all_parties(g, [n for p, n in parts.pieces if p == frame["reverse"]])
        by, to = givers or (all_parties(g, parts.patients) if frame.get("adjective") else ()), by
    if frame.get("parties"):
        by, to = signatories(g, parts), ()
    if frame.get("symmetric") and by and to:
        by, to = tuple(dict.fromkeys((*by, *to))), ()
    if frame["kind"] == "treaty" and not by and parts.passive:
        by = signatories(g, parts)
    return by, tuple(t for t in to if t not in by)


def _by_tags(x: Sense) -> tuple[str, ...]:
    """The doer by the tags where the parse has none for a finite verb."""
    group = next((v for v in x.g.s.verbs if v.head == x.g.ours[x.verb.i]), None)
    if x.parts.agents or x.parts.passive or group is None or group.shape != "finite" or group.passive:
        return ()
    return ids(actors(x.g.s, subject(x.g.s, group)))


def _plausible(x: Sense, by: tuple[str, ...], to: tuple[str, ...]) -> bool:
    """Whether the parties may do such an act to each other."""
    frame, pieces, kind = x.frame, x.parts.pieces, x.frame["kind"]
    if (frame.get("forces") and not by) or (frame.get("parties") and len(by) < 2):
        return False
    if (frame.get("groups") and not {*to} & groups()) or (kind == "pledge" and frame.get("will") and not to):
        return False
    if kind == "attack" and any(n.lower_ in _NO_ATTACK for _, n in pieces):
        return False
    own = [n for p, n in pieces if p == "to"] if kind == "ceasefire" else []  # "handed it over to its own army"
    return not any({*parties(x.g, n, target=True)} & {*by} for n in own)


def _planned_by_speaker(verb: Node) -> bool:
    """Whether an act is one that nobody but the speaker plans or not: "there was no plan to strike X"."""
    noun = verb.head
    return (
        verb.dep_ == "acl"
        and noun.lower_ in {"plan", "plans", "intention", "intentions"}
        and noun.head.lower_ in BE
        and bool(kids(noun.head, "expl"))
    )


def _points_back(parts: Roles) -> bool:
    """Whether what is condemned is a deed told before: "condemned the incursion"."""
    return any(
        n.pos_ == "NOUN" and any(c.lower_ in {"the", "this", "these"} for c in kids(n, "det")) and not kids(n, "nmod")
        for n in parts.patients
    )


def _enough(x: Sense, by: tuple[str, ...], to: tuple[str, ...]) -> bool:
    """Whether enough of the parties is known for the act to be claimed."""
    g, frame, parts, kind = x.g, x.frame, x.parts, x.frame["kind"]
    lone = bool(by) and not to
    struck = not parts.patients or any(has(g, n, _STRUCK) or is_relative(n) for n in parts.patients)
    if kind == "attack" and lone and struck and g.lemma(x.verb) in _FORCEFUL and not parts.passive:
        return True
    if kind == "transfer" and lone and any(has(g, n, ["GUNMEN", "militias", "attackers"]) for n in parts.patients):
        return True
    if frame.get("joint") and len(by) > 1:
        return True
    if kind == "treaty":
        known = not frame.get("bare") and any(_definite(x, n) for n in every(parts.patients))
        return len(by) > 1 or bool(by and (to or known))
    if kind == "talk" and lone and len(by) == 1 and by[0] in organisations() and g.lemma(x.verb) in _CONVENES:
        return True
    if kind == "accuse" and lone and frame.get("antecedent") and _points_back(parts):
        return True
    if (
        kind == "accuse"
        and to
        and not by
        and g.lemma(x.verb) == "accuse"
        and any(n.pos_ == "PROPN" for n in parts.agents)
    ):
        return True  # by one who speaks for no state
    need = frame.get("need", "by")
    if need in {"both", "any"}:
        return bool(by and to)
    if need == "to":
        return bool(to) and (bool(by) or (bool(frame.get("agentless")) and parts.passive))
    return bool(to) if need == "either" else bool(by)


def _definite(x: Sense, node: Node) -> bool:
    """Whether an agreement is one that the reader knows: "the treaty", "its pact", "New START", "which"."""
    if not has(x.g, node, x.frame.get("object", [])) and node.pos_ != "PROPN":
        return False
    return node.pos_ in {"PROPN", "PRON"} or any(
        c.lower_ in {"the", "its", "their", "this", "that", "both", "these"} for c in kids(node, "det", "nmod:poss")
    )


def _event(x: Sense, by: tuple[str, ...], to: tuple[str, ...], sure: Modality) -> Event:
    kind, parts, g = x.frame["kind"], x.parts, x.g
    nouns = [*parts.patients, *parts.recipients, *(n for _, n in parts.pieces)]
    if not parts.passive:
        nouns += parts.agents
    phrases = {n.i: g.phrase(n) for n in (*nouns, *parts.agents)}
    counted: tuple[Phrase | None, ...] = ()
    if kind not in _UNCOUNTED:
        counted = tuple(phrases[n.i] for n in nouns if not any(c.lower_ in TIME_WORDS for c in n.subtree))
    head = g.ours[x.verb.i]
    inside = [at for phrase in phrases.values() for at in (phrase.start, phrase.end - 1)]
    group = next((v for v in g.s.verbs if v.head == head), None)
    return Event(
        kind, by, to, head, sure, counted, x.frame.get("plover"), group, to if kind == "accuse" else (),
        min([head, *inside]), max([head, *inside]) + 1, rule=rule_of(x.frame), path=_path(x), reader="parse",
    )  # fmt: skip


def _path(x: Sense) -> str:
    """Where the parties stand in the parse: relation and word of each."""
    parts = [("by", x.parts.agents), ("of", x.parts.patients), ("for", x.parts.recipients)]
    said = [f"{name} {n.dep_} “{n.text}”" for name, nodes in parts for n in nodes]
    said += [f"{preposition or n.dep_} “{n.text}”" for preposition, n in (*x.parts.pieces, *x.parts.inner)]
    return ", ".join(said)
