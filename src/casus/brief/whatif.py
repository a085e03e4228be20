"""A what-if without a report: the words of the command line → an attack → a question, beside another world if asked."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from typing import Any, Literal

from casus import places, states
from casus.brief.question import Question, ask, contrast
from casus.brief.worlds import in_force
from casus.errors import InputError
from casus.events import Act, Hits, Supposition, suppose
from casus.run import Run
from casus.treaties.library import Library

YesNo = Literal["yes", "no", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What the user said, in the words of the command line; None where nothing was said."""

    by: str
    on: str
    day: date
    act: Act = "armed-attack"
    place: str | None = None
    hits: Hits | Literal["unknown"] | None = None
    begun_by: str | None = None
    state_of_war: YesNo | None = None
    requested: YesNo | None = None
    without: tuple[str, ...] = ()
    with_: tuple[str, ...] = ()
    versus: date | None = None
    seed: int = 0
    draws: int = 0


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The answered question and what went into it."""

    question: Question
    run: Run

    def as_json(self) -> dict[str, Any]:
        """As the contract has it."""
        return {**self.question.as_json(), "run": self.run.as_json()}


def what_if(library: Library, terms: Terms) -> WhatIf:
    """Put the terms to the library. ``without``, ``with_`` and ``versus`` set the answer beside the world as it was."""
    if terms.versus is not None and (terms.without or terms.with_):
        raise InputError("--versus sets two days side by side, --without and --with two worlds: give one or the other")
    supposed, changed = supposition(terms), _as_if(library, terms)
    asked = partial(ask, draws=terms.draws, seed=terms.seed)
    question = asked(changed, supposed)
    if terms.versus is not None:
        other = asked(changed, supposition(replace(terms, day=terms.versus)))
        question = replace(question, contrast=contrast(question, other, str(terms.versus), f"on {terms.day}"))
    elif terms.without or terms.with_:
        here = [f"without {library[i].name}" for i in terms.without] + [f"with {library[i].name}" for i in terms.with_]
        other = asked(library, supposed)
        question = replace(question, contrast=contrast(question, other, "the treaties as they were", ", ".join(here)))
    said = {key: value for key, value in asdict(terms).items() if key != "seed" and value not in (None, ())}
    options = {key: list(value) if isinstance(value, tuple) else str(value) for key, value in said.items()}
    return WhatIf(question, Run("what-if", terms.seed, {"treaties": library.digest}, options))


def supposition(terms: Terms) -> Supposition:
    """The attack that the terms describe, with what had to be supposed."""
    by, on = actors(terms.by, terms.day), actors(terms.on, terms.day)
    if by & on:
        raise InputError(f"{', '.join(sorted(by & on))} stands on both sides; give each state to --by or to --on")
    if any(actor.startswith("*") for actor in on):
        raise InputError("--on takes states; a non-state force (*AFG) can only be an attacker")
    place = places.find(terms.place, terms.day) if terms.place is not None else None
    return suppose(
        terms.day,
        by,
        on,
        terms.act,
        hits=terms.hits,
        place=place,
        begun_by=_begun_by(terms),
        state_of_war=_yes_no(terms.state_of_war),
        requested=_yes_no(terms.requested),
    )


def actors(text: str, on: date) -> frozenset[str]:
    """Ids of the states and non-state forces in a list such as ``USA,South Korea,*AFG``."""
    found = set()
    for word in filter(None, (part.strip() for part in text.split(","))):
        if word == "*":
            found.add(word)
        elif word.startswith("*"):
            found.add("*" + states.find(word[1:], on).id)
        else:
            found.add(states.find(word, on).id)
    if not found:
        raise InputError("no state named; give a name or code such as PRK, or several with commas between")
    return frozenset(found)


def state(text: str, on: date) -> str:
    """The id of the one state that the text names."""
    return states.find(text, on).id


def _begun_by(terms: Terms) -> frozenset[str] | Literal["unknown"] | None:
    if terms.begun_by is None or terms.begun_by == "unknown":
        return "unknown" if terms.begun_by else None
    return actors(terms.begun_by, terms.day)


def _yes_no(answer: YesNo | None) -> bool | Literal["unknown"] | None:
    return {"yes": True, "no": False, "unknown": "unknown", None: None}[answer]


def _as_if(library: Library, terms: Terms) -> Library:
    """The library less ``without``, and with each of ``with_`` in force on the day."""
    return library.without(terms.without).plus(in_force(library[i], terms.day) for i in terms.with_)
