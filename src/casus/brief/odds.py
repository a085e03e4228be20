"""The odds of a question, and how those of two worlds differ; their code is loaded only when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from casus.errors import InputError

if TYPE_CHECKING:
    from casus.events import Attack
    from casus.odds.contrast import Difference
    from casus.odds.simulate import Forecast, Played
    from casus.odds.situation import Situation
    from casus.treaties.evaluate import Finding
    from casus.treaties.model import Treaty
    from casus.world import World


#: Smaller differences between two worlds are not told.
LEAST = 0.001


class Odds(NamedTuple):
    """What the odds looked at, the draws, and what they say."""

    situation: Situation
    played: Played
    forecast: Forecast


def odds(
    treaties: Iterable[Treaty], attack: Attack, findings: Iterable[Finding], world: World, draws: int, seed: int
) -> Odds | str:
    """The odds of an attack, or in one line why there are none."""
    if draws == 0:
        return "no odds were asked for (--draws 0)"
    from casus.odds import tables
    from casus.odds.simulate import play, told
    from casus.odds.situation import situation

    try:
        seen = situation(attack, treaties, world, findings)
    except InputError as error:
        return str(error)
    model = tables.model()
    played = play(model, seen, draws, seed)
    return Odds(seen, played, told(model, seen, played, seed))


def differences(now: Odds | str, was: Odds | str) -> tuple[Difference, ...]:
    """How the odds of two worlds differ; empty where one of them has none."""
    if isinstance(now, str) or isinstance(was, str):
        return ()
    from casus.odds import contrast

    return tuple(
        row
        for row in contrast.differences(now.situation, now.played, was.situation, was.played)
        if abs(row.difference) >= LEAST
    )
