"""One treaty file → ``Treaty``; an error names the file, the line, the word and the words that are allowed."""

from __future__ import annotations

import re
import tomllib
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from casus import places, states
from casus.errors import BadTreaty, UnknownState
from casus.treaties.model import Treaty

#: A treaty file is a few pages; anything larger is not one.
MAX_BYTES = 1_000_000
_UNKNOWN_KEY = ("unexpected_keyword_argument", "extra_forbidden")


@cache
def _adapter() -> TypeAdapter[Treaty]:
    return TypeAdapter(Treaty)


def parse(text: str, name: str) -> Treaty:
    """The treaty in ``text``; ``name`` is how errors call the file.

    >>> parse("id = 'x'", "x.toml")
    Traceback (most recent call last):
        ...
    casus.errors.BadTreaty: x.toml, line 1: "title" is missing
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadTreaty(f"{name}: not TOML: {error}") from None
    except RecursionError:
        raise BadTreaty(f"{name}: not TOML: nested too deep") from None
    try:
        treaty = _adapter().validate_python(raw)
    except ValidationError as error:
        raise BadTreaty(_first_error(error.errors(), text, name)) from None
    _check_words(treaty, text, name)
    return treaty


def load(path: Path) -> Treaty:
    """The treaty in the file at ``path``."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadTreaty(f"{path}: larger than {MAX_BYTES // 1000} kB, so no treaty file")
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadTreaty(f"{path}: not UTF-8 text; save it as UTF-8") from None
    except OSError as error:
        raise BadTreaty(f"{path}: cannot be read ({error.strerror})") from None
    return parse(text, str(path))


def _first_error(errors: list[ErrorDetails], text: str, name: str) -> str:
    """The first thing wrong, in words, with its line."""
    # A union (a word or a list of words) reports each branch: the branch of words is the one a writer means.
    # A key written wrongly is both unknown and missing: the unknown one is what stands in the file.
    unknown = [e for e in errors if e["type"] in _UNKNOWN_KEY]
    error = next((e for e in (*unknown, *errors) if e["type"] != "tuple_type"), errors[0])
    loc = tuple(part for part in error["loc"] if not (isinstance(part, str) and ("[" in part or "," in part)))
    key = str(next((part for part in reversed(loc) if isinstance(part, str)), "?"))
    where = f"{name}, line {_line(text, loc)}"
    match error["type"]:
        case "missing":
            return f'{where}: "{key}" is missing'
        case kind if kind in _UNKNOWN_KEY:
            allowed = _allowed_keys(loc)
            near = get_close_matches(key, allowed, 1)
            hint = f'did you mean "{near[0]}"?' if near else "allowed: " + ", ".join(allowed)
            return f'{where}: no such key as "{key}"; {hint}'
        case "literal_error":
            return f"{where}: {key} = {error['input']!r} is not a word for it; allowed: {error['ctx']['expected']}"
        case _:
            return f"{where}: {key} = {str(error['input'])[:60]!r}: {error['msg']}"


def _allowed_keys(loc: tuple[Any, ...]) -> list[str]:
    """The keys that may stand in the table that ``loc`` points into."""
    schema = _adapter().json_schema(by_alias=True)
    node: dict[str, Any] = schema
    for part in loc[:-1]:
        node = _resolve(node, schema)
        node = node.get("items", {}) if isinstance(part, int) else node.get("properties", {}).get(part, {})
    return list(_resolve(node, schema).get("properties", {}))


def _resolve(node: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    for option in node.get("anyOf", ()):
        if "$ref" in option or option.get("type") == "array":
            node = option
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
    return node


def _line(text: str, loc: tuple[Any, ...]) -> int:
    """The line (from 1) on which the thing at ``loc`` stands, or the head of the table that should hold it."""
    lines = text.splitlines()
    at, path, i = 0, "", 0
    parts = list(loc)
    while i < len(parts):
        key = parts[i]
        number = parts[i + 1] if i + 1 < len(parts) and isinstance(parts[i + 1], int) else None
        path = f"{path}.{key}" if path else str(key)
        heads = [
            n for n in range(at, len(lines)) if re.match(rf"\s*\[\[?\s*{re.escape(path)}\s*\]\]?\s*(#|$)", lines[n])
        ]
        if heads and (number or 0) < len(heads):
            at = heads[number or 0]
        else:
            rest = [n for n in range(at, len(lines)) if re.search(rf"(^|[{{,\s]){re.escape(str(key))}\s*=", lines[n])]
            # inside an array of inline tables the n-th row is the n-th line after the key
            if rest:
                at = min(
                    rest[0] + (number + 1 if number is not None and "{" not in lines[rest[0]] else 0), len(lines) - 1
                )
        i += 1 if number is None else 2
    return at + 1


def _check_words(treaty: Treaty, text: str, name: str) -> None:
    """Words whose lists live elsewhere: states, zones, clauses named by number."""
    known_zones = places.zones()
    named = [
        *((("party", i, "state"), p.state) for i, p in enumerate(treaty.party)),
        *((("reservation", i, "state"), r.state) for i, r in enumerate(treaty.reservation)),
    ]
    for loc, state in named:
        try:
            states.get(state)
        except UnknownState as error:
            raise BadTreaty(f"{name}, line {_line(text, loc)}: {error}") from None
    for i, clause in enumerate(treaty.clause):
        for j, area in enumerate(clause.trigger.area if clause.trigger else ()):
            for zone in area.within or ():
                if zone not in known_zones:
                    line = _line(text, ("clause", i, "trigger", "area", j, "within"))
                    near = get_close_matches(zone, known_zones, 1)
                    hint = f'did you mean "{near[0]}"?' if near else "allowed: " + ", ".join(known_zones)
                    raise BadTreaty(f'{name}, line {line}: no zone called "{zone}"; {hint}')
    ids = [clause.id for clause in treaty.clause]
    rows = [("position", i, p.clause) for i, p in enumerate(treaty.position)]
    rows += [("reservation", i, wanted) for i, r in enumerate(treaty.reservation) for wanted in r.clause]
    for table, i, wanted in rows:
        if wanted not in ids:
            line = _line(text, (table, i, "clause"))
            raise BadTreaty(f'{name}, line {line}: no clause "{wanted}"; clauses: {", ".join(ids)}')
    concerned = {p.state for p in treaty.party}
    for clause in treaty.clause:
        for side in (clause.owes, clause.to):
            concerned |= set() if isinstance(side, str) else set(side)
    heirs = {states.get(state).successor for state in concerned}  # that an heir owes nothing is worth pinning
    for i, example in enumerate(treaty.example):
        if example.expect.debtor not in concerned | heirs:
            line = _line(text, ("example", i, "expect"))
            raise BadTreaty(f"{name}, line {line}: {example.expect.debtor} is no party and owes nothing here")
    for i, example in enumerate(treaty.example):
        if example.expect.clause not in ids:
            line = _line(text, ("example", i))
            raise BadTreaty(f'{name}, line {line}: no clause "{example.expect.clause}"; clauses: {", ".join(ids)}')
