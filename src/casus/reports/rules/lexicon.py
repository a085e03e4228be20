"""The two tables of predicates, by verb and by noun: what each means as an act, and what it asks for."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from casus.reports.rules.names import table as names
from casus.reports.rules.verbs import by_verb, table

Frame = dict[str, Any]
#: Flags of a frame that need more than the parse; such frames are left to the reading by tags.
_BY_TAGS = frozenset({"folded", "own", "threat", "modality"})


@cache
def by_parse() -> dict[str, Any]:
    """The packaged table ``predicates_by_parse.json``: frames and nouns that only the parse can read."""
    text = files("casus.tables").joinpath("predicates_by_parse.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


@cache
def frames() -> dict[str, list[tuple[str | None, Frame]]]:
    """Verb → its frames with the particle that each needs, those with a particle first."""
    every = (*by_parse()["frames"], *table()["frames"])
    return by_verb(frame for frame in every if not _BY_TAGS & frame.keys())


@cache
def nouns() -> dict[str, list[Frame]]:
    """Noun → the rules for the acts that it may name."""
    index: dict[str, list[Frame]] = {}
    for rule in (*table()["nouns"], *by_parse()["nouns"]):
        for noun in rule["nouns"].split():
            index.setdefault(noun, []).append(rule)
    return index


@cache
def groups() -> frozenset[str]:
    """The ids of armed groups."""
    return frozenset(names()["groups"])
