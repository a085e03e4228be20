"""The back-test in the terminal: how good the odds are, beside every baseline, and where they were most wrong."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from casus import states
from casus.errors import UnknownState

if TYPE_CHECKING:
    from rich.console import Console

_SETS = {"wars": "wars", "wars_without_world_wars": "wars without the World Wars", "mids": "militarised disputes"}


def print_backtest(told: dict[str, Any], out: Console) -> None:
    """What ``casus backtest`` found, as tables."""
    out.print(Text("How good the odds are that a state joins, on conflicts that the model has not seen", style="bold"))
    out.print(Text("Forward by decade from 1900; skills are over the base rate as known from earlier decades."))
    table = _table("", "conflicts", "log skill", "Brier skill", "AUC", "slope", "joiners predicted")
    for key, name in _SETS.items():
        one = told[key]
        low, high = one["intervals"]["log_skill"]
        table.add_row(
            name, f"{one['conflicts']:,}", f"{one['log_skill']:+.3f} [{low:+.2f}, {high:+.2f}]",
            f"{one['brier_skill']:+.3f}", _figure(one["auc"]), _figure(one["slope"], 2),
            f"{one['predicted']:.0f} of {one['joiners']}",
        )  # fmt: skip
    out.print()
    out.print(table)
    table = _table("beside it", "wars: log skill", "ours saves", "disputes: log skill", "ours saves")
    for name, parts in told["baselines"].items():
        cells = []
        for key in ("wars", "mids"):
            low, high = parts[key]["ahead"]
            cells += [f"{parts[key]['log_skill']:+.3f}", f"[{low:+.2f}, {high:+.2f}]"]
        table.add_row(name, *cells)
    out.print()
    out.print(table)
    table = _table("by period", "conflicts", "log skill", "AUC", "joiners predicted")
    for row in told["by_period"]:
        kind = "disputes" if row["kind"] == "mids" else row["kind"]
        table.add_row(
            f"{kind} {row['from']}–{row['until'] - 1}", f"{row['conflicts']:,}", f"{row['log_skill']:+.3f}",
            _figure(row["auc"]), f"{row['predicted']:.0f} of {row['joiners']}",
        )  # fmt: skip
    out.print()
    out.print(table)
    table = _table("most wrong", "state", "year", "what", "odds")
    for row in told["worst"][:12]:
        name = row["name"] or row["conflict"]
        table.add_row(name, _state(row["state"], row["year"]), str(row["year"]), row["what"], f"{row['p']:.1%}")
    out.print()
    out.print(table)
    one = told["honour"]["all"]
    ours, era = one["ours"], one["era"]
    out.print()
    out.print(
        Text(
            f"Duties to fight that were called upon: {one['cases']} cases, {one['honoured']} honoured; "
            f"AUC {ours['auc']:.2f}, Brier {ours['brier']:.3f}, beside {era['auc']:.2f} and {era['brier']:.3f} of the "
            "era's rate."
        )
    )
    out.print(Text("Joining a war and joining a dispute are told apart. What the odds cannot know: docs/odds.md."))


def _table(*heads: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for at, head in enumerate(heads):
        table.add_column(head, justify="left" if at == 0 else "right")
    return table


def _figure(value: float | None, places: int = 3) -> str:
    return "–" if value is None else f"{value:.{places}f}"


def _state(number: int, year: int) -> str:
    """The id of a state by its COW number."""
    try:
        return states.from_cow(number, date(year, 7, 1)).id
    except UnknownState:
        return str(number)
