"""The verbs that the tables know, in every form that they take."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any

from casus.reports.rules.wordlists import words


@cache
def table() -> dict[str, Any]:
    """The packaged table ``predicates.json``."""
    found: dict[str, Any] = json.loads(files("casus.tables").joinpath("predicates.json").read_text("utf-8"))
    return found


def by_verb(frames: Iterable[dict[str, Any]]) -> dict[str, list[tuple[str | None, dict[str, Any]]]]:
    """Verb → its frames with the particle that each needs, those with a particle first."""
    index: dict[str, list[tuple[str | None, dict[str, Any]]]] = {}
    for frame in frames:
        for name in frame["verbs"].split():
            verb, _, particle = name.partition("_")
            index.setdefault(verb, []).append((particle.replace("_", " ") or None, frame))
    for rows in index.values():
        rows.sort(key=lambda row: row[0] is None)
    return index


def inflect(verb: str) -> dict[str, str]:
    """Forms of a regular or listed verb: form → ``base``, ``s``, ``past``, ``pp`` or ``ing`` (past wins over pp).

    >>> inflect("ram")["rammed"], inflect("sign")["signs"], inflect("send")["sent"]
    ('past', 's', 'past')
    """
    irregular = table()["irregular"].get(verb, "").split()
    double = verb in _doubling()
    stem = verb + verb[-1] if double else verb
    if verb.endswith("e"):
        past, ing = verb + "d", verb + "ing" if verb.endswith(("ee", "oe", "ye")) else verb[:-1] + "ing"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        past, ing = verb[:-1] + "ied", verb + "ing"
    else:
        past, ing = stem + "ed", stem + "ing"
    if (
        double
        and verb.endswith("l")
        and verb not in {"compel", "expel", "repel", "rebel", "propel", "impel", "control", "patrol"}
    ):
        return {verb + "ed": "past", verb + "ing": "ing", past: "past", ing: "ing", verb + "s": "s", verb: "base"}
    if verb in {"tie", "lie", "die"}:
        ing = verb[:-2] + "ying"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        third = verb[:-1] + "ies"
    else:
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    simple, participle = (irregular[0], irregular[1]) if irregular else (past, past)
    return {participle: "pp", simple: "past", ing: "ing", third: "s", verb: "base"} | (
        {verb: "past"} if simple == verb else {}
    )


@cache
def _doubling() -> frozenset[str]:
    return words(table()["doubling"])


@cache
def verb_forms() -> dict[str, tuple[str, str]]:
    """Every inflected form that the tables know → (verb, form). Particles are left out."""
    verbs = set(table()["common"].split())
    for frame in table()["frames"]:
        verbs |= {v.split("_")[0] for v in frame["verbs"].split()}
    verbs -= {"be", "have", "do"}
    forms: dict[str, tuple[str, str]] = {}
    for verb in sorted(verbs):
        for form, name in inflect(verb).items():
            if form not in forms or (name == "base" and forms[form][1] != "past"):
                forms[form] = (verb, name)
    forms |= {"left": ("leave", "past"), "found": ("find", "past"), "fell": ("fall", "past"), "saw": ("see", "past")}
    return forms
