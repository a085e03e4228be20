"""Sets of words, and the closed classes of English that the rules know: determiners, prepositions, auxiliaries."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """A set of the words of ``text``."""
    return frozenset(text.split())


DETERMINERS = words(
    "the a an this that these those its his her their our my your each every some any no both another several all "
    "half such"
)
PREPOSITIONS = words(
    "of in on at by for with from to into onto over under against between among through across near off inside "
    "outside around along toward towards about during since until till within without behind beyond beside besides "
    "despite via per amid amidst alongside aboard above below upon up down out throughout than like including "
    "following"
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
    "also already now then again still ever soon just even once twice yet often always first jointly currently today "
    "yesterday tomorrow tonight later earlier ago far further almost nearly only too there here well instead "
    "long thus meanwhile however since so publicly late early routinely since together overnight "
    "abroad home back away forward"
)
NUMBERS = words(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety dozen dozens hundred hundreds thousand thousands "
    "million billion scores"
)
TIME_WORDS = words(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december week month year night morning afternoon evening today yesterday spring "
    "summer autumn winter day weekend decade decades years months weeks days century"
)
