"""The closed vocabulary of treaty files: the words that a field may hold, and the groups in which kinds are treated."""

from __future__ import annotations

from typing import Literal, get_args

Form = Literal["treaty", "exchange of notes", "protocol", "declaration", "statute", "order", "armistice"]
Binding = Literal["legal", "political", "disputed"]
Kind = Literal[
    "defend", "aid", "consult", "neutrality", "non-aggression", "no-aid-to-aggressor", "no-hostile-pact",
    "bases", "pledge", "permission", "status",
]  # fmt: skip
Duty = Literal["shall", "will", "declares-it-would-act", "may", "pledges"]
Qualifier = Literal[
    "as-it-deems-necessary", "constitutional-processes", "domestic-law", "un-51", "immediately", "all-means",
    "on-request", "joint-decision", "own-judgement",
]  # fmt: skip
FactName = Literal[
    "state-of-war", "begun-by-creditor", "external", "provoked", "attacker-is-party", "requested", "joint-finding",
    "unsettled",
]  # fmt: skip
Confidence = Literal["verified", "secondary", "unverified"]
Verdict = Literal["triggered", "open", "not-triggered"]

#: Forms whose words bind in law unless the file says otherwise; a declaration is taken as political.
LEGAL_FORMS = frozenset({"treaty", "exchange of notes", "protocol", "statute", "order", "armistice"})
#: Kinds that forbid instead of asking for help.
BARS = frozenset({"neutrality", "non-aggression", "no-aid-to-aggressor", "no-hostile-pact"})
#: Kinds that ask for help against an attack.
HELP = frozenset({"defend", "aid"})
QUALIFIERS: tuple[str, ...] = get_args(Qualifier)

#: Whose act counts: one of these words, or a list of states.
WhoseAct = Literal["anyone", "state", "two-or-more-states", "not-a-party"] | tuple[str, ...]
