"""Whether a name of one word is what it looks like, or a part of some longer name: a person's, a hotel's, a bank's."""

from __future__ import annotations

from collections.abc import Sequence

from casus.reports.rules.sentences import Token
from casus.reports.rules.wordlists import words

#: Words that may stand with a capital beside the name of a state and leave it one.
BESIDE = words(
    "president prime minister premier king queen emir sultan prince chancellor foreign defence defense interior "
    "general admiral marshal army navy air forces force ministry government parliament senate congress house police "
    "coast guard imperial royal armed military republic islamic revolutionary national central security council "
    "state secretary chairman speaker ambassador envoy communist party left-wing right-wing mainland north south "
    "east west northern southern eastern western joint chiefs supreme court leader mr mrs ms dr gen col lt sen rep "
    "gov first deputy vice monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june july august september october november december the in on at by from to of and but for with as a an after "
    "before when while if since under both all some no not his her their our more most last yet still other that "
    "this these those it its between against over into near off inside around however meanwhile although though "
    "because where which who i we special operations strategic rocket ground naval fleet marine marines revolution "
    "marshal crown grand ayatollah"
)
#: Titles after which a surname that many bear is that of the leader of the day.
_TITLES = words("premier chancellor secretary-general")
_OFFICE_OF = words("prime foreign defence defense external")
#: More words that may stand beside a name of one word.
_OFFICES = words("spokesman spokeswoman spokesperson official officials director commander chief press troops officer")
#: Groups that bear a name of persons.
_PERSONAL = words("wagner fano jaish lashkar fatah")
_US_STATES = words(
    "alabama alaska arizona arkansas california colorado connecticut delaware florida georgia hawaii idaho illinois "
    "indiana iowa kansas kentucky louisiana maine maryland massachusetts michigan minnesota mississippi missouri "
    "montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia wisconsin wyoming "
    "ontario"
)
#: Names of states and capitals that people also bear.
_FIRST_NAMES = words("jordan chad georgia israel paris sofia victoria santiago kingston london lima india kenya")
_PLACES = frozenset({"state", "capital", "metonym", "region"})
#: Sorts of readings that count only after a title.
TITLED = frozenset({"titled", "titled minister"})


def stands(words: Sequence[Token], start: int, end: int, reading: tuple[tuple[str, ...], str], capitals: bool) -> bool:
    """Whether tokens ``start`` up to ``end``, read as ids and sort, are that and no part of a longer name.

    A name of one word may be part of that of a person, a hotel, a bank."""
    ids, sort = reading
    after = words[end] if end < len(words) else None
    before = words[start - 1] if start else None
    if sort in _PLACES and _in_a_state_of_america(words, end, ids):
        return False
    name = words[start]
    if capitals or end - start > 1 or sort in {"organisation", "leader"}:
        return True
    if sort == "group" and name.low not in _PERSONAL:
        return True
    if sort in TITLED:
        return not (after and after.upper and after.low not in BESIDE)
    if sort in {"surname", "minister", "group"}:
        return not any(w and w.upper and w.low not in BESIDE | _OFFICES for w in (before, after))
    if before and before.low == "ethnic":
        return False
    if sort == "metonym" and name.text.isupper():
        return True
    near = BESIDE | _OFFICES
    if after and after.upper and after.text.isalpha() and after.low not in near and not after.text.isupper():
        return name.low[-1] in "nehicsk" and name.low not in _FIRST_NAMES
    if before and before.upper and before.text.isalpha() and before.low not in BESIDE:
        return name.low not in _FIRST_NAMES or (start == 1 and before.low.endswith(("ing", "ed", "ly")))
    return True


def _in_a_state_of_america(words: Sequence[Token], end: int, ids: tuple[str, ...]) -> bool:
    """Whether a place is one of America that bears the name of another: "Moscow, Idaho", "Athens, Georgia"."""
    if end + 1 >= len(words) or words[end].text != "," or words[end + 1].low not in _US_STATES:
        return False
    home = "GEO" if words[end + 1].low == "georgia" else "USA"
    return ids not in {("USA",), (home,)} and words[end + 1].upper


def title_before(words: Sequence[Token], at: int) -> bool:
    """Whether the word after which a common surname stands is the title of one who speaks for a state."""
    title = words[at - 1].low if at else ""
    kind = words[at - 2].low if at > 1 else ""
    return words[at].upper and (title in _TITLES or (title in {"minister", "secretary"} and kind in _OFFICE_OF))
