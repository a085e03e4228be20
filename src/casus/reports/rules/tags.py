"""Gives each token of a sentence a rough tag; tells verbs from nouns that look alike."""

from __future__ import annotations

from casus.reports.rules.syntax import Sentence
from casus.reports.rules.verbs import verb_forms
from casus.reports.rules.wordlists import (
    ADVERBS,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    DO,
    HAVE,
    MODALS,
    NEGATIONS,
    NUMBERS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    SUBORDINATORS,
    TIME_WORDS,
    words,
)

#: Words that, before a number, only say how exact it is.
_MEASURED = words(
    "a about over around under up to more than at least between fewer less well as many some nearly almost roughly"
)


def tag_of(s: Sentence, i: int) -> str:
    """The tag of token ``i``, from its form and its neighbours."""
    token, low = s.tokens[i], s.tokens[i].low
    if i in s.at:
        return "NAME"
    if low == '"':
        return "Q"
    if low in {"'s", "'"}:
        return "POS"
    if not token.text[0].isalnum():
        return "PUNCT"
    if low[0].isdigit() or low in NUMBERS:
        return "NUM"
    if (
        low in _MEASURED
        and low != "a"
        and _number_ahead(s, i)
        and not ((low == "to" and s.tokens[i - 1].low != "up") or (low == "at" and s.tokens[i + 1].low != "least"))
    ):
        return "D"
    if low == "no" and s.tokens[i + 1 : i + 2] and s.tokens[i + 1].low == "longer":
        return "NEG"
    if low == "longer" and i and s.tokens[i - 1].low == "no":
        return "ADV"
    if low == "to":
        return "TO"
    if low in NEGATIONS and low not in {"no", "neither", "nor", "without"}:
        return "NEG"
    if low in BE or low in HAVE or low in DO or low in MODALS:
        if low == "may" and token.text == "May" and i and not s.capitals:
            return "N"
        return "X"
    if low in CONJUNCTIONS:
        return "C"
    if low in RELATIVES or low in SUBORDINATORS or low in DETERMINERS or low in PREPOSITIONS:
        return _small(s, i, low)
    if low in PRONOUNS:
        return "PRO"
    if low in {"set", "due", "likely", "ready", "poised"} and s.tokens[i + 1 : i + 2] and s.tokens[i + 1].low == "to":
        return "ADJ"
    if low in ADVERBS or (
        low.endswith("ly")
        and len(low) > 4
        and low not in {"family", "assembly", "ally", "supply", "italy", "reply", "july"}
    ):
        return "ADV"
    if low in _SAME | _BASE_PARTICIPLE and any(s.tokens[k].low in HAVE | BE for k in range(max(0, i - 2), i)):
        return "VED"
    if low == "estimated" and i and s.tokens[i - 1].low in {"an", "the"}:
        return "D"
    known = verb_forms().get(low)
    if known and (not token.upper or s.capitals or i == 0):
        form = known[1]
        if form == "ing":
            return "VING"
        if form in {"past", "pp"} and low not in _SAME:
            return "VED"
        return "V?" if form != "s" else "Vs?"
    if token.upper and not s.capitals and i:
        return "NAME"
    if low.endswith("ing") and len(low) > 5:
        return "VING"
    if low.endswith("ed") and len(low) > 5 and "-" not in low and low not in _NO_PAST:
        return "VED"
    return "N"


#: Verbs whose past looks like their base.
_SAME = words("set put cut hit shut quit cost read let split spread cast")
_BASE_PARTICIPLE = words("come become run overrun")
_NO_PAST = words(
    "hundred sacred wicked naked kindred hatred indeed exceed proceed succeed gifted aged allied united limited "
    "unprecedented"
)


_SHARES = words("half third thirds quarter fifth sixth tenth dozen hundred thousand million")


def _number_ahead(s: Sentence, i: int) -> bool:
    """Whether nothing but words of measure stands between token ``i`` and a number that counts."""
    for k in range(i + 1, min(i + 4, len(s.tokens))):
        low = s.tokens[k].low
        if low in {"a", "the"} and s.low(k + 1) in _SHARES:
            return True
        if low[0].isdigit() or low in NUMBERS or (low == "several" and s.low(k + 1) in NUMBERS):
            year = len(low) == 4 and low.isdigit() and low[:2] in {"18", "19", "20"}
            return not year and not (s.low(i) in {"between", "at"} and s.low(k + 1) in {"p.m", "a.m", "p.m.", "a.m."})
        if low not in _MEASURED:
            return False
    return False


def _small(s: Sentence, i: int, low: str) -> str:
    after = s.tokens[i + 1].low if i + 1 < len(s.tokens) else ""
    before = s.tokens[i - 1].low if i else ""
    if low == "that":
        if any(s.tokens[k].low in _TELLS for k in range(max(0, i - 6), i)):
            return "S"
        if before in TIME_WORDS | ADVERBS and any(s.tokens[k].low in _SAID for k in range(max(0, i - 7), i)):
            return "S"
        if i and (
            (s.tokens[i - 1].low in verb_forms() and not (i > 1 and s.tokens[i - 2].low in DETERMINERS))
            or before in {",", "said", "says", "charge", "report", "claim", "so", "fact", "notice"}
        ):
            return "S"
        return "R" if i and before not in {"", ",", "and", "but"} | PREPOSITIONS else "D"
    if low in {"who", "which", "whom", "whose"}:
        return "R"
    if low in {"after", "before", "since", "until", "as"}:
        return "S" if _clause_ahead(s, i) else "P"
    if low in SUBORDINATORS:
        return "S"
    if low in DETERMINERS:
        if low in {"her"} and not after:
            return "PRO"
        return "D"
    return "P"


_SAID = words("said announced added declared claimed warned confirmed insisted reported")
_TELLS = words("told tell tells informed reminded warned assured warns reminds informs notice")


def _clause_ahead(s: Sentence, i: int) -> bool:
    """Whether a verb stands soon after token ``i``, with nothing but a noun phrase between."""
    skip = 0
    for k in range(i + 1, min(i + 50, len(s.tokens))):
        low = s.tokens[k].low
        if k > i + 14 and not skip:
            return False
        if k < skip:
            continue
        if low == "," and s.low(k + 1) in {"which", "who", "a", "an", "the"}:
            skip = next((j + 1 for j in range(k + 1, min(k + 40, len(s.tokens))) if s.tokens[j].low == ","), 0)
            if skip:
                continue
        if low in {",", ";", ".", '"', ":"}:
            return False
        if low in BE or low in HAVE or low in MODALS:
            return True
        if k in s.at:
            continue
        known = verb_forms().get(low)
        if known and known[1] in {"past"} and k > i + 1 and s.tokens[k - 1].low not in DETERMINERS:
            return True
        if known and known[1] == "s" and k - 1 in s.at:
            return True
    return False


def is_verb(s: Sentence, i: int) -> bool:
    """Whether a form that is noun or verb ("attacks", "strike") is a verb where it stands."""
    before, after = s.tag(i - 1), s.tag(i + 1)
    k = i - 1
    while k >= 0 and (s.tags[k] in {"ADV", "NEG"} or (s.low(k) in {"both", "all", "each"} and k > 0)):
        k -= 1
    if s.low(i - 1) in {"both", "all", "each"}:
        before = s.tag(k)
    low = s.tokens[i].low
    if k >= 0 and (s.tags[k] == "TO" or (s.tags[k] == "X" and s.low(k) in MODALS | DO)):
        return s.tags[i] == "V?"
    if k >= 0 and s.tags[k] == "X":
        return False
    if after == "ADV":
        after = s.tag(i + 2)
    if before == "POS" or s.low(i - 1) in {"its", "their", "his", "her", "our"}:
        return False
    if low not in _NOUNLIKE and _in_relative(s, i):
        return True
    objectlike = after in {"D", "NUM", "PRO", "NAME"} or (after == "S" and s.low(i + 1) == "that")
    if low in _SAME and before in {"N", "NAME"} and after in {"D", "NUM", "NAME"}:
        return True
    if low in _SAME and before == "C" and after in {"D", "P", "NUM", "NAME"} and "VED" in s.tags[max(0, i - 25) : i]:
        return True
    if low in _SAME and before == "NAME" and s.tag(i - 1) != "POS" and after == "N":
        return True
    if low in _SAME and s.low(i - 1) == "," and after in {"D", "NUM", "NAME", "N"}:  # after an apposition
        return True
    if low in _ALWAYS and before in {"N", "NAME", "PRO", "PUNCT", "POS"}:
        return True
    if s.tags[i] == "Vs?":
        if before == "R":
            return True
        if verb_forms()[low][0] not in _NOUNLIKE and (before == "NAME" or s.low(i - 1) in {"it", "he", "she"}):
            owner = s.at.get(i - 1)
            noun = after in {"P", "PUNCT"} and owner is not None and owner.sort in {"adjective", "group"}
            return s.low(i + 1) != "of" and after != "X" and not noun
        if before in {"NAME", "PRO", "ADV", "PUNCT", "NUM"} and s.tag(i - 1) != "POS":
            return objectlike or (
                before == "NAME" and after in {"P", "TO", "ADV"} and verb_forms()[low][0] in _INTRANSITIVE
            )
        if before == "N" and low not in _NOUNLIKE and verb_forms()[low][0] not in _NOUNLIKE and s.low(i + 1) in _WHEN:
            return True
        return (before == "N" and after in {"D", "PRO"}) or (before == "N" and s.low(i + 1) == "that")
    before = s.tags[k] if k >= 0 else "END"
    if before in {"PRO"} and s.low(k) in {"we", "they", "i", "you", "who"}:
        return True
    if before == "R":
        return True
    plural = before in {"NAME", "N"} and (s.low(k).endswith("s") or before == "NAME")
    if (
        plural
        and low not in _NOUNLIKE
        and (after in {"N", "P", "VED", "VING"} or verb_forms()[low][0] in _INTRANSITIVE)
    ):
        return s.tags[k] == "NAME" or verb_forms()[low][0] in _INTRANSITIVE or after == "N"
    return plural and objectlike


def _in_relative(s: Sentence, i: int) -> bool:
    """Whether only a noun phrase parts token ``i`` from a relative pronoun: "which Riyadh accuses of"."""
    k = i - 1
    while k >= 0 and s.tags[k] in {"D", "N", "NAME", "ADV", "POS", "NUM"}:
        k -= 1
    return (
        k >= 0
        and k < i - 1
        and s.tags[k] == "R"
        and s.low(k) in {"which", "that", "whom"}
        and s.tags[i - 1] in {"N", "NAME", "ADV"}
    )


_ALWAYS = words("says tells adds believes insists argues concedes say estimate believe warn insist argue")
#: Base forms that are as often nouns: "strike", "drill", "arms".
_NOUNLIKE = words(
    "attack sanction strike test raid exercise drill land base arm fire fight clash ban block claim deal fund house "
    "march name order plan talk visit vote walk welcome release protest support supply shell ship sink storm target "
    "tour trade watch work host head mass sail report request return result review rule attempt blast bomb border "
    "care cause change charge cost cover damage debate demand design doubt end estimate exit export face fear feed "
    "figure flow focus force function guarantee harm help hope import increase influence interest launch lack lead "
    "limit list mark matter mean measure move need note notice offer operation pledge present pressure price promise "
    "question range record reply rest rise risk run sentence set shift show sign signal sort stand state step stop "
    "struggle study swap transfer transport trust turn use value view wait want warning will win wish wonder wound "
    "down patrol cruise rocket mount cut split break tie call control aid gain loss post train answer base delay "
    "leader strike blockade advance record contact pact fine license project rocket mine"
)
_WHEN = words("next last this on today tomorrow yesterday again soon")
_INTRANSITIVE = words(
    "mean refuse plan agree continue remain seek vow intend want claim deny say threaten decline hope fight drill "
    "protest withdraw pull"
)
