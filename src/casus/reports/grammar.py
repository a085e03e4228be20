"""A shallow reading of one sentence: a rough tag for each token and the groups of verbs, with voice, tense and negation."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from casus.reports.names import Mention
from casus.reports.sentences import Token


def words(text: str) -> frozenset[str]:
    """A set of the words of ``text``."""
    return frozenset(text.split())


DETERMINERS = words("the a an this that these those its his her their our my your each every some any no both another several all half such")
PREPOSITIONS = words(
    "of in on at by for with from to into onto over under against between among through across near off inside outside "
    "around along toward towards about during since until till within without behind beyond beside besides despite via "
    "per amid amidst alongside aboard above below upon up down out throughout than like including following"
)
CONJUNCTIONS = words("and or but nor")
SUBORDINATORS = words(
    "that after before when while whereas although though because if unless once as since until where whether lest "
    "so however whereupon"
)
RELATIVES = words("who which that whom whose")
PRONOUNS = words("he she it they we i you him her them us me himself itself themselves one both neither")
BE = words("is are was were be been being am 's")
HAVE = words("has have had having")
DO = words("do does did")
MODALS = words("will would shall should can could may might must cannot wo ca")
NEGATIONS = words("not never n't no neither nor without")
ADVERBS = words(
    "also already now then again still ever soon just even once twice yet often always first jointly currently "
    "today yesterday tomorrow tonight later earlier ago far further almost nearly only too there here well instead "
    "meanwhile however since so publicly late early routinely since together overnight abroad home back away forward"
)
NUMBERS = words(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen "
    "twenty thirty forty fifty sixty seventy eighty ninety dozen dozens hundred hundreds thousand thousands million billion scores"
)
#: Words that, before a number, only say how exact it is.
_MEASURED = words("a about over around under up to more than at least between fewer less well as many some nearly almost roughly")
TIME_WORDS = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december week month year night morning afternoon evening today yesterday spring summer "
    "autumn winter day weekend decade decades years months weeks days century"
)


@cache
def table() -> dict[str, Any]:
    """The packaged table ``predicates.json``."""
    found: dict[str, Any] = json.loads(files("casus.tables").joinpath("predicates.json").read_text("utf-8"))
    return found


def inflect(verb: str) -> dict[str, str]:
    """Forms of a regular or listed verb: form → ``base``, ``s``, ``past``, ``pp`` or ``ing`` (past wins over pp).

    >>> inflect("ram")["rammed"], inflect("sign")["signs"], inflect("send")["sent"]
    ('past', 's', 'past')
    """
    irregular = table()["irregular"].get(verb, "").split()
    double = verb in _doubling()
    stem = verb + verb[-1] if double else verb
    if verb.endswith("e"):
        past, ing = verb + "d", verb + "ing" if verb.endswith(("ee", "oe", "ye")) else verb[:-1] + "ing"
    elif verb.endswith("y") and verb[-2] not in "aeiou":
        past, ing = verb[:-1] + "ied", verb + "ing"
    else:
        past, ing = stem + "ed", stem + "ing"
    if double and verb.endswith("l") and verb not in {"compel", "expel", "repel", "rebel", "propel", "impel", "control", "patrol"}:
        return {verb + "ed": "past", verb + "ing": "ing", past: "past", ing: "ing", verb + "s": "s", verb: "base"}
    if verb in {"tie", "lie", "die"}:
        ing = verb[:-2] + "ying"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        third = verb[:-1] + "ies"
    else:
        third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")
    simple, participle = (irregular[0], irregular[1]) if irregular else (past, past)
    return {participle: "pp", simple: "past", ing: "ing", third: "s", verb: "base"} | (
        {verb: "past"} if simple == verb else {}
    )


@cache
def _doubling() -> frozenset[str]:
    return words(table()["doubling"])


@cache
def verb_forms() -> dict[str, tuple[str, str]]:
    """Every inflected form that the tables know → (verb, form). Particles are left out."""
    verbs = set(table()["common"].split())
    for frame in table()["frames"]:
        verbs |= {v.split("_")[0] for v in frame["verbs"].split()}
    verbs -= {"be", "have", "do"}
    forms: dict[str, tuple[str, str]] = {}
    for verb in sorted(verbs):
        for form, name in inflect(verb).items():
            if form not in forms or (name == "base" and forms[form][1] != "past"):
                forms[form] = (verb, name)
    forms |= {"left": ("leave", "past"), "found": ("find", "past"), "fell": ("fall", "past"), "saw": ("see", "past")}
    return forms


@dataclass(frozen=True, slots=True)
class Verb:
    """A group of verbs: tokens ``start`` up to ``end`` with the main verb ``lemma`` at ``head``.

    ``shape`` is finite, infinitive, gerund or participle; ``helpers`` are the auxiliaries, lower case; ``governor`` is
    the word that an infinitive hangs on ("likely to", "decided to").
    """

    start: int
    head: int
    end: int
    lemma: str
    form: str
    shape: str
    passive: bool
    helpers: tuple[str, ...] = ()
    negated: bool = False
    governor: str | None = None


@dataclass(slots=True)
class Sentence:
    """One sentence with its tokens, the names in it, rough tags and groups of verbs."""

    tokens: list[Token]
    mentions: list[Mention]
    capitals: bool = False
    tags: list[str] = field(default_factory=list)
    verbs: list[Verb] = field(default_factory=list)
    at: dict[int, Mention] = field(default_factory=dict)

    def low(self, i: int) -> str:
        """Lower case of token ``i``, or nothing outside the sentence."""
        return self.tokens[i].low if 0 <= i < len(self.tokens) else ""

    def tag(self, i: int) -> str:
        """Tag of token ``i``; ``END`` outside the sentence."""
        return self.tags[i] if 0 <= i < len(self.tags) else "END"


def parse(tokens: list[Token], mentions: list[Mention], capitals: bool = False) -> Sentence:
    """Tags ``tokens`` and finds the groups of verbs."""
    sentence = Sentence(tokens, mentions, capitals)
    for mention in mentions:
        for i in range(mention.start, mention.end):
            sentence.at[i] = mention
    sentence.tags = [_tag(sentence, i) for i in range(len(tokens))]
    for i in range(len(tokens)):
        if sentence.tags[i] in {"V?", "Vs?"}:
            sentence.tags[i] = "V" if _is_verb(sentence, i) else "N"
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


def _tag(s: Sentence, i: int) -> str:
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
    if low in _MEASURED and low != "a" and _number_ahead(s, i) and not (
        (low == "to" and s.tokens[i - 1].low != "up") or (low == "at" and s.tokens[i + 1].low != "least")
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
    if low in ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in {"family", "assembly", "ally", "supply", "italy", "reply", "july"}):
        return "ADV"
    if low in _SAME and any(s.tokens[k].low in HAVE | BE for k in range(max(0, i - 2), i)):
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
_NO_PAST = words("hundred sacred wicked naked kindred hatred indeed exceed proceed succeed gifted aged allied united limited unprecedented")


def _number_ahead(s: Sentence, i: int) -> bool:
    """Whether nothing but words of measure stands between token ``i`` and a number that counts."""
    for k in range(i + 1, min(i + 4, len(s.tokens))):
        low = s.tokens[k].low
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
        if i and (s.tokens[i - 1].low in verb_forms() or before in {",", "said", "says", "charge", "report", "claim", "so", "fact", "notice"}):
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


def _is_verb(s: Sentence, i: int) -> bool:
    """Whether a form that is noun or verb ("attacks", "strike") is a verb where it stands."""
    before, after = s.tag(i - 1), s.tag(i + 1)
    k = i - 1
    while k >= 0 and s.tags[k] in {"ADV", "NEG"}:
        k -= 1
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
    if s.tags[i] == "Vs?":
        if before == "R":
            return True
        if verb_forms()[low][0] not in _NOUNLIKE and (before == "NAME" or s.low(i - 1) in {"it", "he", "she"}):
            return after not in {"P", "PUNCT", "X"} or verb_forms()[low][0] in _INTRANSITIVE
        if before in {"NAME", "PRO", "ADV", "PUNCT"} and s.tag(i - 1) != "POS":
            return objectlike or (before == "NAME" and after in {"P", "TO", "ADV"} and verb_forms()[low][0] in _INTRANSITIVE)
        return before == "N" and after in {"D", "PRO"} or (before == "N" and s.low(i + 1) == "that")
    before = s.tags[k] if k >= 0 else "END"
    if before in {"PRO"} and s.low(k) in {"we", "they", "i", "you", "who"}:
        return True
    if before == "R":
        return True
    plural = before in {"NAME", "N"} and (s.low(k).endswith("s") or before == "NAME")
    if plural and low not in _NOUNLIKE and (after in {"N", "P", "VED", "VING"} or verb_forms()[low][0] in _INTRANSITIVE):
        return s.tags[k] == "NAME" or verb_forms()[low][0] in _INTRANSITIVE or after == "N"
    return plural and objectlike


def _in_relative(s: Sentence, i: int) -> bool:
    """Whether only a noun phrase parts token ``i`` from a relative pronoun: "which Riyadh accuses of"."""
    k = i - 1
    while k >= 0 and s.tags[k] in {"D", "N", "NAME", "ADV", "POS", "NUM"}:
        k -= 1
    return k >= 0 and k < i - 1 and s.tags[k] == "R" and s.low(k) in {"which", "that", "whom"} and s.tags[i - 1] in {"N", "NAME", "ADV"}


#: Base forms that are as often nouns: "strike", "drill", "arms".
_NOUNLIKE = words(
    "attack sanction strike test raid exercise drill land base arm fire fight clash ban block claim deal fund house march name order "
    "plan talk visit vote walk welcome release protest support supply shell ship sink storm target tour trade watch work host "
    "head mass sail report request return result review rule attempt blast bomb border call care cause change charge cost "
    "cover damage debate demand design doubt end estimate exit export face fear feed figure flow focus force function "
    "guarantee harm help hope import increase influence interest launch lack lead limit list mark matter mean measure "
    "move need note notice offer operation pledge present pressure price promise question range record reply rest rise "
    "risk run sentence set shift show sign signal sort stand state step stop struggle study swap transfer transport "
    "trust turn use value view wait want warning will win wish wonder wound down patrol cruise rocket mount cut split break hold"
)
_INTRANSITIVE = words("mean refuse plan agree continue remain seek vow intend want claim deny say threaten decline hope fight drill protest withdraw pull")


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
        elif s.tags[k] == "NEG":
            negated = True
        elif s.low(k) == "longer" and s.low(k - 1) == "no":
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
            return Verb(start, i, end, lemma, "ing", "finite", False, tuple(helpers), negated)
        if s.tag(i - 1) in {"D", "POS"} and s.low(i - 1) not in {"both", "all"}:
            return None
        return Verb(i, i, end, lemma, "ing", "gerund", False, (), s.low(i - 1) in {"not", "without"})
    if k >= 0 and s.tags[k] == "TO" and not helpers or (helpers and k >= 0 and s.tags[k] == "TO"):
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
    if before in {"D", "POS", "NUM"} and after in {"N", "NAME", "V?", "VED", "VING"} and s.low(i - 1) not in {"both", "all", "some"}:
        return None  # an adjective: "the occupied territories"
    if before in {"N", "NAME"} or (before == "PUNCT" and s.low(i - 1) == ","):
        agent = s.low(i + 1) == "by" or (s.low(i + 1) in {"in", "on", "last", "at", "between", "with"} and s.tag(i + 2) != "VING")
        if s.low(i + 1) == "by" and lemma not in {"follow", "start", "begin", "end", "respond", "retaliate", "react"}:
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


@cache
def _transitive() -> frozenset[str]:
    return words(
        "sign launch impose hold build supply deploy station base send seize strike agree kill make give reach mediate broker "
        "conclude stage conduct fire occupy claim hit capture wound injure deliver sell buy involve lead name carry fill"
    ) - {"agree", "hold", "claim", "strike"}


def _other_finite(s: Sentence, i: int) -> bool:
    """Whether the clause of token ``i`` has another verb to its right before a comma-free stop."""
    for k in range(i + 1, len(s.tokens)):
        if s.low(k) in {";", ":"}:
            return False
        if s.tags[k] == "X" or s.tags[k] == "V" or (s.tags[k] == "VED" and s.tag(k + 1) in {"D", "NAME", "NUM", "PRO", "TO", "S"}):
            return True
    return False


def _copula(s: Sentence, i: int) -> Verb | None:
    """"is", "are", "has" as a main verb."""
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
    shape, governor = ("infinitive", _governor(s, j)) if s.tag(j) == "TO" and low in {"be", "have"} else ("finite", None)
    lemma = "be" if low in BE else "have"
    return Verb(start, i, i + 1, lemma, "base", shape, False, tuple(helpers), negated, governor)


def _governor(s: Sentence, to: int) -> str | None:
    """The word that an infinitive hangs on: the one before its "to"."""
    k = to - 1
    while k >= 0 and s.tags[k] in {"ADV", "NEG"}:
        k -= 1
    if k < 0:
        return None
    low = s.low(k)
    known = verb_forms().get(low)
    return known[0] if known and s.tags[k] in {"V", "VED", "VING"} else low


def span_text(tokens: Sequence[Token], start: int, end: int, text: str) -> str:
    """The characters of ``text`` from token ``start`` up to token ``end``."""
    return text[tokens[start].start : tokens[end - 1].end] if end > start else ""
