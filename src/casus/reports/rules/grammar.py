"""A shallow reading of one sentence: the groups of verbs, with voice, tense and negation."""

from __future__ import annotations

from functools import cache

from casus.reports.rules.names import Mention
from casus.reports.rules.sentences import Token
from casus.reports.rules.syntax import Sentence, Verb
from casus.reports.rules.tags import is_verb, tag_of
from casus.reports.rules.verbs import table, verb_forms
from casus.reports.rules.wordlists import BE, DO, MODALS, NEGATIONS, TIME_WORDS, words


def parse(tokens: list[Token], mentions: list[Mention], capitals: bool = False) -> Sentence:
    """Tags ``tokens`` and finds the groups of verbs."""
    sentence = Sentence(tokens, mentions, capitals)
    for mention in mentions:
        for i in range(mention.start, mention.end):
            sentence.at[i] = mention
    sentence.tags = [tag_of(sentence, i) for i in range(len(tokens))]
    for i in range(len(tokens)):
        if sentence.tags[i] in {"V?", "Vs?"}:
            sentence.tags[i] = "V" if is_verb(sentence, i) else "N"
    for i in range(1, len(tokens)):  # a modal makes a verb of what follows it
        if sentence.tags[i] == "N" and sentence.tags[i - 1] in {"X", "ADV", "NEG"} and not tokens[i].upper:
            k = i - 1
            while k >= 0 and sentence.tags[k] in {"ADV", "NEG"}:
                k -= 1
            if k >= 0 and tokens[k].low in MODALS:
                sentence.tags[i] = "V"
        if tokens[i].low == "last" and sentence.tag(i + 1) == "VED":
            sentence.tags[i] = "ADV"
    sentence.verbs = [v for v in (_group(sentence, i) for i in range(len(tokens))) if v]
    return sentence


def _group(s: Sentence, i: int) -> Verb | None:
    """The group of verbs whose main verb is token ``i``, or None."""
    tag, low = s.tags[i], s.tokens[i].low
    if tag == "X":
        return _copula(s, i)
    if tag not in {"V", "VED", "VING"}:
        return None
    known = verb_forms().get(low)
    lemma, form = known or (low, {"VING": "ing", "VED": "past"}.get(tag, "base"))
    k = i - 1
    helpers: list[str] = []
    negated = False
    start = i
    while k >= 0 and (s.tags[k] in {"ADV", "NEG", "X", "Q"} or s.low(k) in {"no", "longer", "all", "both", "each"}):
        if s.tags[k] == "X":
            helpers.insert(0, s.low(k))
            start = k
        elif s.tags[k] == "NEG" or (s.low(k) == "longer" and s.low(k - 1) == "no"):
            negated = True
        elif s.tags[k] == "Q" and not (helpers or s.tag(k - 1) in {"X", "TO"}):
            break
        k -= 1
    if negated and not helpers and s.low(k + 1) in NEGATIONS:
        start = k + 1
    end = i + 1
    if tag == "VED":
        return _ed(s, i, lemma, form, start, end, helpers, negated)
    if tag == "VING":
        if any(h in BE for h in helpers):
            if s.tag(start - 1) == "TO":
                return Verb(
                    start - 1,
                    i,
                    end,
                    lemma,
                    "ing",
                    "infinitive",
                    False,
                    tuple(helpers),
                    negated,
                    _governor(s, start - 1),
                )
            return Verb(start, i, end, lemma, "ing", "finite", False, tuple(helpers), negated)
        if s.tag(i - 1) in {"D", "POS"} and s.low(i - 1) not in {"both", "all"}:
            return None
        return Verb(i, i, end, lemma, "ing", "gerund", False, (), s.low(i - 1) in {"not", "without"})
    if (k >= 0 and s.tags[k] == "TO" and not helpers) or (helpers and k >= 0 and s.tags[k] == "TO"):
        passive = any(h in BE for h in helpers) and form == "pp"
        return Verb(k, i, end, lemma, form, "infinitive", passive, tuple(helpers), negated, _governor(s, k))
    return Verb(start, i, end, lemma, form, "finite", False, tuple(helpers), negated)


def _ed(
    s: Sentence, i: int, lemma: str, form: str, start: int, end: int, helpers: list[str], negated: bool
) -> Verb | None:
    """A form in -ed (or its like): passive, perfect, simple past, or a participle that hangs on a noun."""
    if helpers:
        passive = helpers[-1] in BE
        k = start - 1
        shape, governor = "finite", None
        if s.tag(k) == "TO":
            shape, governor, start = "infinitive", _governor(s, k), k
        elif helpers[0] == "having" or helpers[0] == "being":
            shape = "gerund"
        return Verb(start, i, end, lemma, "pp", shape, passive, tuple(helpers), negated, governor)
    before, after = s.tag(i - 1), s.tag(i + 1)
    if (
        before in {"D", "POS", "NUM"}
        and after in {"N", "NAME", "V?", "VED", "VING"}
        and s.low(i - 1) not in {"both", "all", "some"}
    ):
        return None  # an adjective: "the occupied territories"
    if before in {"N", "NAME"} or (before == "PUNCT" and s.low(i - 1) == ","):
        agent = s.low(i + 1) == "by" or (
            s.low(i + 1) in {"in", "on", "last", "at", "between", "with"} and s.tag(i + 2) != "VING"
        )
        if s.low(i + 1) == "by" and lemma not in _STRAIGHT and not (form == "past" and _two_forms(lemma)):
            return Verb(i, i, end, lemma, "pp", "participle", True, (), negated)
        if agent and form == "pp":
            return Verb(i, i, end, lemma, "pp", "participle", True, (), negated)
        if agent and lemma in _transitive() and _other_finite(s, i):
            return Verb(i, i, end, lemma, "pp", "participle", True, (), negated)
    if form == "pp":
        return Verb(i, i, end, lemma, "pp", "participle", True, (), negated)
    if before == "P" and s.low(i - 1) not in {"up", "down", "out", "off", "over"}:
        return None
    return Verb(i if not negated else start, i, end, lemma, "past", "finite", False, (), negated)


#: Verbs whose past before "by" is no passive ("increased by 100", "responded by shelling").
_STRAIGHT = words("follow start begin end respond retaliate react increase expand swell drop decline climb")


@cache
def _two_forms(lemma: str) -> bool:
    """Whether the past and the participle of a verb differ, so that its past is never a passive."""
    past, participle = table()["irregular"].get(lemma, "x x").split()
    return bool(past != participle)


@cache
def _transitive() -> frozenset[str]:
    return words(
        "sign launch impose hold build supply deploy station base send seize strike agree kill make give reach "
        "mediate broker conclude stage conduct fire occupy claim hit capture wound injure deliver sell buy involve "
        "lead name carry fill"
    ) - {"agree", "hold", "claim", "strike"}


def _other_finite(s: Sentence, i: int) -> bool:
    """Whether the clause of token ``i`` has another verb to its right before a comma-free stop."""
    for k in range(i + 1, len(s.tokens)):
        if s.low(k) in {";", ":"}:
            return False
        if (
            s.tags[k] == "X"
            or s.tags[k] == "V"
            or (s.tags[k] == "VED" and s.tag(k + 1) in {"D", "NAME", "NUM", "PRO", "TO", "S"})
        ):
            return True
    return False


def _copula(s: Sentence, i: int) -> Verb | None:
    """ "is", "are", "has" as a main verb."""
    low = s.low(i)
    k = i + 1
    while s.tag(k) in {"ADV", "NEG"}:
        k += 1
    if s.tag(k) in {"X", "VED", "VING", "V"} or low in MODALS or low in DO or low == "'s":
        return None
    start, helpers = i, [low]
    j = i - 1
    while j >= 0 and s.tags[j] in {"X", "ADV", "NEG"}:
        if s.tags[j] == "X":
            start = j
            helpers.insert(0, s.low(j))
        j -= 1
    negated = any(s.tags[m] == "NEG" for m in range(start, k)) or s.low(k) == "no"
    shape, governor = (
        ("infinitive", _governor(s, j)) if s.tag(j) == "TO" and low in {"be", "have"} else ("finite", None)
    )
    lemma = "be" if low in BE else "have"
    return Verb(start, i, i + 1, lemma, "base", shape, False, tuple(helpers), negated, governor)


def _timely(s: Sentence, k: int) -> bool:
    """Whether token ``k`` is part of a time between a verb and its infinitive ("agreed last October to")."""
    if s.low(k) in TIME_WORDS:
        return True
    return s.low(k) in {"last", "this", "on", "in", "next", "early", "late"} and (
        s.low(k + 1) in TIME_WORDS or s.tag(k + 1) == "NUM"
    )


def _governor(s: Sentence, to: int) -> str | None:
    """The word that an infinitive hangs on: the one before its "to"."""
    k = to - 1
    while k >= 0 and (s.tags[k] in {"ADV", "NEG"} or _timely(s, k)):
        k -= 1
    if k < 0:
        return None
    low = s.low(k)
    known = verb_forms().get(low)
    return known[0] if known and s.tags[k] in {"V", "VED", "VING"} else low
