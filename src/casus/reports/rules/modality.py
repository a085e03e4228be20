"""How sure a claim is, and whether a verb claims anything at all: demands, conditions and refusals do not."""

from __future__ import annotations

from casus.reports.claim import Modality
from casus.reports.rules.syntax import Sentence, Verb
from casus.reports.rules.wordlists import BE, words

#: Surest first: where several hold, the last of the list in this order wins.
PRECEDENCE: tuple[Modality, ...] = ("asserted", "reported", "planned", "likely", "possible", "denied")

_POSSIBLE = words("may might could possible possibly perhaps maybe conceivable")
_LIKELY = words(
    "think expected likely expect believed believe probably thought probable presumably apparently seem appear estimate"
)
_PLANNED = words(
    "set due plan planned planning decide decision agree intend intention intends prepare ready going poised about "
    "schedule scheduled order approve willing determined bound preparing tend prepared plans go mean"
)
_REAL = words(
    "vote begin start continue manage use resume proceed help move rush go_on come fail_not serve join cease stop agree"
)
#: What an infinitive may hang on without its act being claimed: wishes, demands, refusals, attempts.
_CONDITION = words("if unless once whether lest until provided")
#: "The fear that A attacks" claims no attack. Accusations and reports that are denied are read in ``attribution``.
_DOUBTED = words(
    "suggestion suggestions idea fear fears hope hopes possibility notion threat rumour rumours rumor rumors risk "
    "speculation condition demand demands prospect danger concern concerns chance theory"
)
_PHASES = words("begin start resume continue keep")
_DEMANDS = words("demand urge insist request recommend propose ask call suggest")


def stronger(one: Modality, other: Modality) -> Modality:
    """The one of two that wins by precedence."""
    return max(one, other, key=PRECEDENCE.index)


def of_verb(s: Sentence, verb: Verb) -> Modality | None:
    """How sure the verb's own clause makes it; None where nothing is claimed."""
    if _conditional(s, verb):
        return None
    if verb.shape == "gerund":  # "prepared to resume shelling" is as sure as "resume"
        above = next((v for v in s.verbs if v.head == verb.start - 1), None)
        if above is not None and above.lemma in _PHASES:
            return of_verb(s, above)
    helpers = set(verb.helpers)
    if helpers & {"should", "must", "ought"}:
        return None
    result: Modality = "asserted"
    if verb.shape == "infinitive":
        governed = _governed(s, verb)
        if governed is None:
            return None
        result = governed
    if helpers & {"will", "shall", "would", "wo"}:
        result = stronger(result, "planned")
    near = {s.low(k) for k in range(max(0, verb.start - 2), min(len(s.tokens), verb.head + 1))}
    if helpers & {"may", "might", "could"} or near & {"possibly", "perhaps", "maybe"}:
        result = "possible"
    elif near & {"probably", "likely", "presumably"} and result != "possible":
        result = "likely"
    if verb.negated or _neither(s, verb):
        return "denied"
    return result


def _neither(s: Sentence, verb: Verb) -> bool:
    """Whether the subject is negated: "Neither A nor B has signed", "No soldier was sent"."""
    for k in range(verb.start - 1, max(-1, verb.start - 12), -1):
        if s.low(k) in {",", ";"} or s.tags[k] in {"S", "R", "V", "VED", "X"}:
            return False
        if s.low(k) == "nor" or (s.low(k) in {"no", "neither"} and (k == 0 or s.tags[k - 1] in {"Q", "S", "PUNCT"})):
            return True
    return False


def _governed(s: Sentence, verb: Verb) -> Modality | None:
    word = verb.governor or ""
    k = verb.start - 1
    negated = any(s.low(j) in {"no", "not", "never", "n't"} for j in range(max(0, k - 3), k + 1))
    if word in {"plan", "plans", "intention", "intend"} and negated:
        return "denied"
    if word in {"refuse", "decline"}:
        return "denied"
    if negated and word not in _POSSIBLE:
        return None
    held = next((v for v in reversed(s.verbs) if v.head <= k and v.head >= k - 2), None)
    above = of_verb(s, held) if held and held.lemma == word and held.shape != "infinitive" else "asserted"
    if word in BE or word in _PLANNED or word == "offer":
        return "planned" if above else None
    if word in _LIKELY:
        return "likely"
    if word in _POSSIBLE:
        return "possible"
    if word in _REAL:
        return above
    for j in range(k, max(-1, k - 7), -1):  # "expects Chinese submarines to put in"
        if s.low(j) in {",", ";", "."}:
            return None
        held = next((v for v in s.verbs if v.head == j), None)
        if held:
            if held.lemma in {"expect", "believe"}:
                return "likely"
            return "asserted" if held.lemma in {"see_x"} else None
    return None


def _conditional(s: Sentence, verb: Verb) -> bool:
    for k in range(verb.start - 1, max(-1, verb.start - 30), -1):
        low = s.low(k)
        if low in {",", ";"}:
            if low == "," and k - 1 in s.at and k + 1 in s.at and s.at[k + 1].sort != "pronoun":
                continue
            return False
        if s.tags[k] == "S" and low in _CONDITION:
            return True
        if s.tags[k] in {"S", "R"} and low == "that" and s.low(k - 1) in _DOUBTED:
            return True
        if s.tags[k] == "S":
            held = next((v for v in s.verbs if v.head == k - 1), None)
            if held and held.lemma in _DEMANDS - {"suggest"} and not verb.helpers:
                return True
    return False
