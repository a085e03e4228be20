"""The facts that a clause may hang on: each a function of the attack, the treaty and the state that claims help.

``True`` and ``False`` are known, ``None`` is not known. Each fact carries two questions, both put so that *yes* lets
the clause go on: one for a clause that requires the fact, one for a clause that the fact would stop.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from casus.events import Attack
from casus.treaties.model import Treaty
from casus.treaties.vocabulary import FactName

#: Of these it is disputed whether they are states: whether their act is "the act of a state" is not for us to settle.
DISPUTED_STATEHOOD = frozenset({"ABK", "ESH", "PSE", "SOT", "TWN", "XKX"})


@dataclass(frozen=True, slots=True)
class FactRule:
    """How a fact is read off an attack, and how it is asked; ``{creditor}`` stands for the state that claims help."""

    holds: Callable[[Attack, Treaty, str], bool | None]
    if_required: str
    if_barring: str


def state_of_war(attack: Attack, treaty: Treaty, creditor: str) -> bool | None:
    """Does a state of war exist or follow?"""
    return True if attack.act == "war" else attack.state_of_war


def begun_by_creditor(attack: Attack, treaty: Treaty, creditor: str) -> bool | None:
    """Did the state that claims help begin the war of which this attack is part?"""
    return None if attack.begun_by is None else creditor in attack.begun_by


def external(attack: Attack, treaty: Treaty, creditor: str) -> bool | None:
    """Does the attack come from outside: from no force of the victim's own?"""
    if "*" in attack.by:
        return None
    return any(a not in (creditor, f"*{creditor}") for a in attack.by)


def attacker_is_party(attack: Attack, treaty: Treaty, creditor: str) -> bool | None:
    """Is every attacker a party to the same treaty on the day? One from outside is enough to make it a foe's attack."""
    return attack.by <= set(treaty.parties(attack.day))


def requested(attack: Attack, treaty: Treaty, creditor: str) -> bool | None:
    """Did the state attacked ask for help?"""
    return attack.requested


def unsettled(attack: Attack, treaty: Treaty, creditor: str) -> bool | None:
    """A condition that no attack as such can settle; the clause says in ``ask`` what it is."""
    return None


FACTS: dict[FactName, FactRule] = {
    "state-of-war": FactRule(state_of_war, "Is {creditor} in a state of war through it?", "Is there no state of war?"),
    "begun-by-creditor": FactRule(
        begun_by_creditor,
        "Did {creditor} begin the war of which this is part?",
        "Did another than {creditor} begin the war of which this is part?",
    ),
    "provoked": FactRule(
        begun_by_creditor,  # an attack carries one answer to "who gave the occasion": who began it
        "Did {creditor} give the occasion itself?",
        "Did {creditor} give no occasion for it itself?",
    ),
    "external": FactRule(external, "Does the attack come from outside {creditor}?", "Is it {creditor}'s own affair?"),
    "attacker-is-party": FactRule(
        attacker_is_party, "Are all attackers parties to the treaty?", "Is an attacker no party to the treaty?"
    ),
    "requested": FactRule(requested, "Has {creditor} asked for help?", "Has {creditor} asked for no help?"),
    "joint-finding": FactRule(unsettled, "Have the parties found so together?", "Have the parties not found so?"),
    "unsettled": FactRule(unsettled, "Is the further condition met?", "Is the further condition absent?"),
}
