"""Treaties on the shelf: a list of them, or one with all that its file says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date
from typing import Any, get_args

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from casus import states
from casus.brief.terminal import plain
from casus.errors import InputError
from casus.events import name_of
from casus.treaties.explain import area_words, duty_words
from casus.treaties.library import Library
from casus.treaties.model import Treaty
from casus.treaties.vocabulary import Kind

_MET = {True: "met, ", False: "not met, ", None: ""}


def choose(library: Library, state: str | None, day: date | None, kind: str | None) -> list[Treaty]:
    """Treaties of a state, in force on a day, with a clause of a kind; None leaves a test out."""
    if kind is not None and kind not in get_args(Kind):
        raise InputError(f'no kind of clause called "{kind}"; kinds: {", ".join(get_args(Kind))}')
    who = states.find(state, day).id if state is not None else None
    return [
        t
        for t in library
        if (day is None or t.in_force(day))
        and (who is None or who in (t.parties(day) if day else {p.state for p in t.party}) or who in _named(t))
        and (kind is None or any(c.kind == kind for c in t.clause))
    ]


def _named(treaty: Treaty) -> set[str]:
    """States that a clause names as owed something, parties or not: those to whom a pledge was made."""
    return {state for clause in treaty.clause if not isinstance(clause.to, str) for state in clause.to}


def treaty_json(treaty: Treaty) -> dict[str, Any]:
    """All that the file says, as plain JSON values (days as ISO 8601)."""
    plain: dict[str, Any] = _plain(asdict(treaty))
    return plain


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        names = {"start": "from", "otherwise": "else"}  # the words of the file, which Python keeps for itself
        return {names.get(key, key): _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value


def print_list(treaties: Iterable[Treaty], day: date | None, out: Console) -> None:
    """One line a treaty."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in ("id", "treaty", "in force", "parties", "clauses", "checked"):
        table.add_column(Text(head, style="bold"), overflow="fold")
    count = 0
    for t in treaties:
        count += 1
        parties = t.parties(day) if day else tuple(dict.fromkeys(p.state for p in t.party))
        shown = ", ".join(parties) if len(parties) <= 5 else f"{', '.join(parties[:3])} and {len(parties) - 3} more"
        clauses = ", ".join(f"{c.kind} ({c.cite})" for c in t.clause if c.trigger or c.kind == "status")
        table.add_row(*(plain(cell) for cell in (t.id, t.title, _spells(t), shown, clauses, t.source.confidence)))
    out.print(table if count else Text("No treaty at hand answers to that."))


def print_treaty(treaty: Treaty, out: Console) -> None:
    """One treaty with parties, clauses, reservations, positions and source."""
    out.print(Text(plain(f"{treaty.title}  [{treaty.id}]"), style="bold"))
    signed = f"signed {treaty.signed}; " if treaty.signed else ""
    out.print(Text(f"{treaty.form}, {treaty.binds}; {signed}in force {_spells(treaty) or 'never'}"))
    out.print(Text(f"source: {treaty.source.publication}"))
    out.print(Text(f"checked: {treaty.source.confidence}: {treaty.source.checked}"))
    _head("PARTIES", out)
    for p in treaty.party:
        spell = f" from {p.start}" * bool(p.start) + f" until {p.until}" * bool(p.until)
        status = f" ({p.status})" if p.status != "bound" else ""
        _line(f"{p.state} {name_of(p.state)}{spell}{status}" + (f" [{p.cite}]" if p.cite else ""), out)
    _head("CLAUSES", out)
    for c in treaty.clause:
        owes = "each party" if c.owes == "every-other-party" else ", ".join(c.owes)
        to = {"attacked-party": "the party attacked", "every-other-party": "every other party"}.get(
            c.to if isinstance(c.to, str) else "", ", ".join(c.to)
        )
        _line(f"{c.cite}  {c.kind}: {owes} owes {to}: {duty_words(c)}", out)
        _line(f"    {c.says}", out)
        if c.trigger is not None:
            conditions = [
                f"act: {c.trigger.act}",
                f"by: {c.trigger.by if isinstance(c.trigger.by, str) else ', '.join(c.trigger.by)}",
            ]
            conditions += [f"requires {r.fact} [{r.cite}]" for r in c.trigger.requires]
            conditions += [f"unless {u.fact}, then {u.then} [{u.cite}]" for u in c.trigger.unless]
            conditions += [f"where: {area_words(a)} [{a.cite}]" for a in c.trigger.area]
            _line("    " + "; ".join(conditions), out)
    for head, rows in _more(treaty):
        if rows:
            _head(head, out)
            for row in rows:
                _line(row, out)


def _more(treaty: Treaty) -> Iterator[tuple[str, list[str]]]:
    """What follows the clauses: a head and its lines."""
    yield "RESERVATIONS", [f"{r.state} on {', '.join(r.clause)}: {r.says} [{r.cite}]" for r in treaty.reservation]
    suspended = [(s, f" until {s.until}" if s.until else "") for s in treaty.suspension]
    yield "SUSPENSIONS", [f"{' – '.join(s.between)} from {s.start}{until} [{s.cite}]" for s, until in suspended]
    yield "INSTITUTIONS", [f"{i.name} [{i.cite}]" for i in treaty.institution]
    yield "POSITIONS", [f"{p.day} {p.by}: {p.says} ({_MET[p.met]}{p.clause}) [{p.cite}]" for p in treaty.position]
    cases = [(e, e.expect) for e in treaty.example]
    yield "EXAMPLES", [f"{e.day} {e.name}: {x.debtor} {x.verdict} ({x.clause})" for e, x in cases]


def _spells(treaty: Treaty) -> str:
    return ", ".join(f"from {s.start}" + (f" until {s.until}" if s.until else "") for s in treaty.force)


def _head(text: str, out: Console) -> None:
    out.print()
    out.print(Text(text, style="bold"))


def _line(text: str, out: Console) -> None:
    out.print(Padding(Text(plain(text)), (0, 0, 0, 1)))
