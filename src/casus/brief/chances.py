"""Odds in words: ranges, what is behind them, and how far they may be trusted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from casus.brief.question import Question

if TYPE_CHECKING:
    from casus.odds.simulate import Chance, Forecast, Join

#: Joiners below this are not named; of the others so many a side.
LEAST, MOST = 0.02, 6
#: Differences below this are not printed (JSON has them).
CHANGED = 0.005


def percent(p: float) -> str:
    """A chance as people read it.

    >>> percent(0.004), percent(0.337), percent(0.998)
    ('<1 %', '34 %', '>99 %')
    """
    return "<1 %" if 0 < p < 0.01 else ">99 %" if 0.99 < p < 1 else f"{p:.0%}".replace("%", " %")


def span(one: Chance | Join) -> str:
    """A chance with its range."""
    low, high = (f"{100 * value:.0f}" for value in (one.low, one.high))
    return f"{percent(one.p)} ({low}–{high})"


def joins(question: Question) -> Iterator[tuple[str, str]]:
    """Of each side of a question with odds: head and line; beyond those named nobody is likelier than `LEAST`."""
    found = question.forecast
    if found is None:
        return
    for side, states in (("on", question.attack.on), ("by", question.attack.by)):
        named = [j for j in found.joins if j.side == side and j.p >= LEAST]
        rest = len(named) - MOST
        told = ", ".join(f"{j.state} {span(j)}" for j in named[:MOST]) or f"nobody at {percent(LEAST)} or more"
        told += f" and {rest} more at {percent(LEAST)} or more" if rest > 0 else ""
        yield found.outcome, f"with {' and '.join(sorted(states))}: {told}"


def told(question: Question) -> Iterator[str]:
    """What else the odds say of a question: who ends with whom, and the balance."""
    found = question.forecast
    if found is None:
        yield f"{_attack(question)}: {question.no_odds}"
        return
    on = " and ".join(sorted(question.attack.on))
    yield (
        f"{_attack(question)}: nobody {found.outcome} {span(found.nobody)}; share of both sides' capabilities with "
        f"{on} in the end {span(found.balance)}; great powers on both sides {span(found.majors_against)}; nuclear "
        f"weapons on both sides {span(found.nuclear_against)}."
    )
    some = [f"{_coalition(c.on, c.by, on, question)} {percent(c.p)}" for c in found.coalitions[:4] if c.p >= LEAST]
    if some:
        yield f"Likeliest outcomes: {', '.join(some)}."
    if found.outside:
        yield f"Outside what history shows: {'; '.join(found.outside)}."


def behind(questions: Sequence[Question]) -> Iterator[str]:
    """Cases behind the odds, how good they were, what is carried forward; each once."""
    found = [q.forecast for q in questions if q.forecast is not None]
    for one in {f.outcome: f for f in found}.values():
        yield _tested(one)
    if found:
        carried = dict.fromkeys(line for f in found for line in f.carried)
        drawn = f"{found[0].draws:,} draws, seed {found[0].seed}"
        yield f"{drawn}; in brackets the 5th and 95th percentile over refits of the model to reweighted conflicts."
        if carried:
            yield f"Carried forward from their last year: {'; '.join(carried)}."


def differences(question: Question) -> Iterator[str]:
    """What a contrast changes in the odds, and that it is no causal effect."""
    contrast = question.contrast
    if contrast is None or question.forecast is None:
        return
    from casus.odds.contrast import CAVEAT

    rows = [row for row in contrast.odds if abs(row.difference) >= CHANGED][:MOST]
    for row in rows:
        low, high = (f"{100 * value:+.1f}" for value in (row.low, row.high))
        side = " and ".join(sorted(question.attack.on if row.side == "on" else question.attack.by))
        yield (
            f"{row.state} {question.forecast.outcome} with {side} in {percent(row.now)} instead of {percent(row.was)}: "
            f"{100 * row.difference:+.1f} points ({low} to {high})"
        )
    if not rows:
        yield "no state's odds differ by half a point or more"
    yield f"the odds are {CAVEAT}"


def _tested(found: Forecast) -> str:
    from casus.odds.report import kept

    war = found.outcome == "joins a war"
    score: dict[str, Any] = kept()["wars" if war else "mids"]
    low, high = score["intervals"]["log_skill"]
    conflicts, joiners = found.cases
    what = "wars" if war else "disputes"
    return (
        f"{conflicts:,} {what} with {joiners:,} joiners are behind this. How far to trust it: on "
        f"{score['conflicts']:,} {what} since 1900 that it had not seen it ranked who joins well "
        f"(AUC {score['auc']:.2f}), whether anybody joins poorly ({score['whether']:.2f}), gave "
        f"{percent(score['side'])} of joiners the better odds on the side they took, and forecast "
        f"{score['predicted']:.0f} joiners where {score['joiners']} came; "
        f"log skill over the base rate {score['log_skill']:+.2f} ({low:+.2f} to {high:+.2f}; casus backtest)."
    )


def _attack(question: Question) -> str:
    attack = question.attack
    by, on = (" and ".join(sorted(side)) for side in (attack.by, attack.on))
    return f"{by} {'attack' if len(attack.by) > 1 else 'attacks'} {on}"


def _coalition(on: Iterable[str], by: Iterable[str], attacked: str, question: Question) -> str:
    sides = ((on, attacked), (by, " and ".join(sorted(question.attack.by))))
    parts = [f"{', '.join(sorted(states))} with {side}" for states, side in sides if states]
    return " and ".join(parts) or "nobody joins"
