"""Acts told by half: "thousands more", "and Britain 225", "condemned the strikes by A"."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from casus.reports.rules.actors import actors
from casus.reports.rules.acts import Event, Last, ids
from casus.reports.rules.frames import has_class
from casus.reports.rules.modality import of_verb
from casus.reports.rules.phrases import Phrase, following
from casus.reports.rules.subjects import subject
from casus.reports.rules.syntax import Sentence, Verb
from casus.reports.rules.targets import targets


def gapped(s: Sentence, event: Event) -> list[Event]:
    """The second half of "A has 290 warheads and B 225"."""
    if event.kind != "status" or event.to or not event.verb:
        return []
    for k in range(event.verb.end, min(event.verb.end + 14, len(s.tokens) - 2)):
        mention = s.at.get(k + 1)
        if s.low(k) == "and" and mention and mention.ids and mention.ids != event.by:
            j = mention.end
            while s.tag(j) in {"D", "P"} and s.low(j) in {"about", "some", "around", "between", "roughly", "over"}:
                j += 1
            if s.tag(j) == "NUM":
                end = next((m for m in range(j, len(s.tokens)) if s.low(m) in {",", ".", ";"}), len(s.tokens))
                counted = Phrase(mention.end, end, end - 1)
                return [
                    replace(
                        event, by=mention.ids, head=k + 1, counted=(counted,), start=k + 1, end=end, unit="warheads"
                    )
                ]
    return []


def condemned(s: Sentence, event: Event, verb: Verb, deed: bool = False) -> Event | None:
    """The act that is condemned, when its doers are named: "condemned the strikes by A", "blamed the attack on B"."""
    obj, pieces = following(s, verb)
    if deed and obj is not None and has_class(s, obj, ["MASSACRE"]) and any(p.preposition == "on" for p in pieces):
        return Event(
            "attack", event.to, event.by, obj.head, "reported", (), None, None, (), obj.start, pieces[0].end,
            subject(s, verb),
        )  # fmt: skip
    if deed and any(p.preposition == "for" and has_class(s, p, ["MASSACRE"]) for p in pieces):
        return Event(
            "attack", event.to, event.by, pieces[0].start, "reported", (), None, None, (), pieces[0].start,
            pieces[0].end, subject(s, verb),
        )  # fmt: skip
    agents = [p for p in pieces if p.preposition == "by"]
    if verb.passive or not agents or not has_class(s, obj, ["STRIKE"]) or obj is None:
        return None
    by = ids(m for p in agents for m in actors(s, p))
    return Event("attack", by, (), obj.head, "asserted", (), None, None, (), obj.start, agents[0].end) if by else None


def parties(found: list[Event], last: Last) -> tuple[str, ...]:
    """The two parties of the treaty last spoken of; nothing when there are more."""
    by, to = latest("treaty", found, last)
    return (*by, *to) if len(by) + len(to) == 2 else ()


def latest(kind: str, found: list[Event], last: Last) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """By and to of the last act of a kind, in this sentence or before it."""
    here = next((e for e in found if e.kind == kind), None)
    return (here.by, here.to) if here else last.get(kind, ((), ()))


def elliptic(
    s: Sentence, verb: Verb, particle: str | None, frame: dict[str, Any], last: tuple[tuple[str, ...], tuple[str, ...]]
) -> Event | None:
    """An act whose owner was named before: "thousands more troops are to go", "the missile was launched"."""
    by, to = last
    doer = subject(s, verb)
    if not by or doer is None or particle or any(m.start in doer and m.sort != "pronoun" for m in s.mentions):
        return None
    inner = {s.low(k) for k in range(doer.start, doer.end)}
    if frame["kind"] == "deploy":
        more = (
            inner & {"more", "another", "further", "others"}
            and frame.get("intransitive")
            and has_class(s, doer, ["FORCES"])
        )
        them = "them" in inner and any(s.tags[k] == "NUM" for k in range(doer.start, doer.end)) and verb.passive
        if not (more or them):
            return None
        to = targets(s, verb, frame, doer, following(s, verb)[1]) or to
        to = tuple(t for t in to if t not in by)
    elif not (
        verb.passive
        and s.low(doer.start) == "the"
        and has_class(s, doer, ["MISSILE"])
        and "object" in frame
        and frame["object"] != ["TEST"]
    ):
        return None
    modality = of_verb(s, verb)
    if modality is None or modality == "denied":
        return None
    _, pieces = following(s, verb)
    counted = (doer,) if frame["kind"] == "deploy" else ()
    end = max([verb.end, *(p.end for p in pieces)])
    return Event(
        frame["kind"],
        by,
        to if frame["kind"] == "deploy" else (),
        verb.head,
        modality,
        counted,
        None,
        verb,
        (),
        doer.start,
        end,
    )
