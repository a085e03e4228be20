"""Two treaties side by side: form, parties, what sets them off, what is owed, where, consultation, institutions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from casus.treaties.explain import area_words, duty_words
from casus.treaties.model import Clause, Reservation, Treaty
from casus.treaties.vocabulary import BARS

_WHOSE = {
    "anyone": "anybody's act", "state": "the act of a state", "two-or-more-states": "the act of two or more states",
    "not-a-party": "the act of one outside",
}  # fmt: skip


def rows(one: Treaty, other: Treaty) -> list[tuple[str, str, str]]:
    """What is compared, and what either treaty says to it; an empty cell is a silence of the file."""
    return [(name, say(one), say(other)) for name, say in _ASPECTS.items() if say(one) or say(other)]


def as_json(one: Treaty, other: Treaty) -> dict[str, Any]:
    """The comparison as plain JSON values."""
    told = [{"what": name, one.id: left, other.id: right} for name, left, right in rows(one, other)]
    return {"treaties": [one.id, other.id], "rows": told}


def print_comparison(one: Treaty, other: Treaty, out: Console) -> None:
    """The comparison as a table of three columns."""
    table = Table(box=None, expand=True, pad_edge=False, padding=(0, 2, 1, 0))
    table.add_column("", ratio=1)
    for treaty in (one, other):
        table.add_column(Text(treaty.name, style="bold"), ratio=3)
    for name, left, right in rows(one, other):
        table.add_row(Text(name), Text(left), Text(right))
    out.print(table)


def _of(treaty: Treaty, *kinds: str) -> list[Clause]:
    return [clause for clause in treaty.clause if clause.kind in kinds]


def _help(say: Callable[[Clause], str]) -> Callable[[Treaty], str]:
    """What a treaty's promises of help say, each with its article where there are several."""

    def told(treaty: Treaty) -> str:
        clauses = [c for c in _of(treaty, "defend", "aid", "pledge") if say(c)]
        return "; ".join(f"{c.cite}: {say(c)}" if len(clauses) > 1 else say(c) for c in clauses)

    return told


def _trigger(clause: Clause) -> str:
    if clause.trigger is None:
        return ""
    act = {"armed-attack": "an armed attack", "any": "any act"}.get(clause.trigger.act, clause.trigger.act)
    by = clause.trigger.by
    whose = _WHOSE[by] if isinstance(by, str) else "the act of " + " or ".join(by)
    return f"{act}, {whose}"


def _conditions(clause: Clause) -> str:
    if clause.trigger is None:
        return ""
    needs = [f"requires {row.fact} [{row.cite}]" for row in clause.trigger.requires]
    bars = [f"{'open' if row.then == 'open' else 'not'} if {row.fact} [{row.cite}]" for row in clause.trigger.unless]
    return "; ".join(needs + bars)


def _of_reservation(row: Reservation) -> str:
    needs = [f"requires {r.fact}" for r in row.requires]
    bars = [f"{'open' if u.then == 'open' else 'not'} if {u.fact}" for u in row.unless]
    return f" ({'; '.join(needs + bars)})" if needs or bars else ""


def _place(clause: Clause) -> str:
    if clause.trigger is None:
        return ""
    return "; ".join(area_words(row) for row in clause.trigger.area) or "no limit stated"


def _plain(*kinds: str) -> Callable[[Treaty], str]:
    return lambda treaty: "; ".join(f"{c.cite}: {c.says}" for c in _of(treaty, *kinds))


_ASPECTS: dict[str, Callable[[Treaty], str]] = {
    "form": lambda t: f"{t.form}, {t.binds}" + (f" ({t.binding_cite})" if t.binding_cite else ""),
    "in force": lambda t: ", ".join(f"from {s.start}" + (f" until {s.until}" if s.until else "") for s in t.force),
    "parties": lambda t: ", ".join(dict.fromkeys(p.state for p in t.party)),
    "what sets it off": _help(_trigger),
    "on which conditions": _help(_conditions),
    "where": _help(_place),
    "what is owed": _help(duty_words),
    "in our words": _plain("defend", "aid", "pledge"),
    "reservations": lambda t: "; ".join(f"{r.state}: {r.says}{_of_reservation(r)}" for r in t.reservation),
    "talks": _plain("consult"),
    "what is forbidden": _plain(*sorted(BARS)),
    "bases": _plain("bases", "permission"),
    "institutions": lambda t: "; ".join(f"{i.name} [{i.cite}]" for i in t.institution),
    "how checked": lambda t: f"{t.source.confidence}: {t.source.checked}",
}
