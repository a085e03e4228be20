"""The engine on treaties invented for it: each step, each kind of clause, each way in which a thing can be open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from casus import places
from casus.events import Attack, suppose
from casus.treaties import toml
from casus.treaties.evaluate import Finding, evaluate
from casus.world import World

DAY = date(2000, 6, 1)

#: A treaty of three parties; a test puts one clause into it, and may add what stands before or after.
FRAME = """
id = "t"
title = "A treaty"
form = "treaty"
signed = 1990-01-01
source = {{ publication = "nowhere", checked = "invented" }}
{head}
[[clause]]
id = "1"
cite = "Art. 1"
says = "invented"
{clause}
"""
HEAD = """
force = [{ from = 1991-01-01, until = 2010-01-01, cite = "Art. 9" }]
party = [{ state = "FRA" }, { state = "ITA" }, { state = "BEL", from = 1995-01-01, until = 2005-01-01 }]
"""


def findings(clause: str, attack: Attack, head: str = HEAD) -> list[Finding]:
    treaty = toml.parse(FRAME.format(head=head, clause=clause), "t.toml")
    return evaluate([treaty], attack, World.on(attack.day))


def attack(by: str = "DEU", on: str = "FRA", day: date = DAY, **more: Any) -> Attack:
    if isinstance(more.get("place"), str):
        more["place"] = places.find(more["place"], day)
    return suppose(day, frozenset(by.split(",")), frozenset(on.split(",")), **more).attack


def only(clause: str, blow: Attack, debtor: str = "ITA", creditor: str = "FRA", head: str = HEAD) -> Finding:
    (finding,) = [f for f in findings(clause, blow, head) if (f.debtor, f.creditor) == (debtor, creditor)]
    return finding


DEFEND = 'kind = "defend"\n[clause.trigger]\nact = "armed-attack"\n'


@pytest.mark.parametrize(
    ("clause", "blow", "verdict", "listed"),
    [
        # the plain case
        (DEFEND, attack(), "triggered", "bound"),
        # a promise of help is owed to the one attacked, not to the attacker
        (DEFEND, attack(by="FRA", on="DEU"), "not-triggered", "free"),
        # nor by one who attacks himself
        (DEFEND, attack(by="ITA", on="FRA"), "not-triggered", "free"),
        # a threat is no armed attack; an armed attack is a threat
        (DEFEND, attack(act="threat"), "not-triggered", "free"),
        (DEFEND.replace("armed-attack", "threat"), attack(), "triggered", "bound"),
        (DEFEND.replace("armed-attack", "crisis"), attack(act="mobilisation"), "triggered", "bound"),
        # a war needs a state of war: supposed, denied, unknown
        (DEFEND.replace("armed-attack", "war"), attack(), "triggered", "bound"),
        (DEFEND.replace("armed-attack", "war"), attack(state_of_war=False), "not-triggered", "free"),
        (DEFEND.replace("armed-attack", "war"), attack(state_of_war="unknown"), "open", "open"),
        # "any" is any
        (DEFEND.replace("armed-attack", "any"), attack(act="crisis"), "triggered", "bound"),
        # whose act
        (DEFEND + 'by = "state"\n', attack(by="*AFG"), "not-triggered", "free"),
        (DEFEND + 'by = "two-or-more-states"\n', attack(), "not-triggered", "free"),
        (DEFEND + 'by = "two-or-more-states"\n', attack(by="DEU,AUT"), "triggered", "bound"),
        (DEFEND + 'by = ["AUT"]\n', attack(), "not-triggered", "free"),
        # all but one, and where the act of another is left to the reader
        (DEFEND + 'by_except = ["DEU"]\n', attack(), "not-triggered", "free"),
        (DEFEND + 'by_except = ["DEU"]\n', attack(by="DEU,AUT"), "triggered", "bound"),
        (DEFEND + 'by = ["AUT"]\nby_else = "open"\nby_ask = "Does it count?"\n', attack(), "open", "open"),
        (DEFEND + 'by = ["AUT"]\n', attack(by="DEU,AUT"), "triggered", "bound"),
        (DEFEND + 'by = "not-a-party"\n', attack(by="BEL"), "not-triggered", "free"),
        # kinds and where they are listed
        (DEFEND.replace("defend", "aid"), attack(), "triggered", "bound"),
        (DEFEND.replace("defend", "consult"), attack(), "triggered", "consult"),
        (DEFEND.replace("defend", "neutrality"), attack(), "triggered", "barred"),
        (DEFEND.replace("defend", "no-aid-to-aggressor"), attack(), "triggered", "barred"),
        (DEFEND.replace("defend", "pledge"), attack(), "triggered", "pledged"),
        (DEFEND.replace("defend", "permission"), attack(), "triggered", "may"),
        (DEFEND.replace("defend", 'defend"\nduty = "may'), attack(), "triggered", "may"),
        # a promise not to attack concerns the debtor's own act
        (DEFEND.replace("defend", "non-aggression"), attack(by="ITA"), "triggered", "barred"),
        # no coalition against the other
        (DEFEND.replace("defend", "no-hostile-pact"), attack(), "not-triggered", "free"),
        (DEFEND.replace("defend", "no-hostile-pact"), attack(by="ITA"), "triggered", "barred"),
    ],
)  # fmt: skip
def test_verdict(clause: str, blow: Attack, verdict: str, listed: str) -> None:
    finding = only(clause, blow)
    assert (finding.verdict, finding.list) == (verdict, listed)


@pytest.mark.parametrize(
    ("day", "debtors"),
    [
        (date(1989, 12, 31), set()),  # not signed
        (date(1990, 6, 1), {"ITA"}),  # signed, not yet in force: Belgium comes later
        (date(1996, 1, 1), {"ITA", "BEL"}),  # all three
        (date(2005, 1, 1), {"ITA"}),  # Belgium has left that very day: spells are half-open
        (date(2010, 1, 1), set()),  # over
    ],
)
def test_parties_as_of_the_day(day: date, debtors: set[str]) -> None:
    assert {f.debtor for f in findings(DEFEND, attack(day=day))} == debtors


def test_signed_but_not_in_force_is_not_yet() -> None:
    finding = only(DEFEND, attack(day=date(1990, 6, 1)))
    assert (finding.verdict, finding.list) == ("not-triggered", "not-yet")
    assert "in force from 1991-01-01, Art. 9" in next(s.cite for s in finding.steps if s.answer is False)


def test_not_in_force_and_not_attacked_is_simply_free() -> None:
    assert only(DEFEND, attack(by="FRA", on="DEU", day=date(1990, 6, 1))).list == "free"


REQUIRES = DEFEND + '[[clause.trigger.requires]]\nfact = "{fact}"\ncite = "Art. 2"\n{more}'
UNLESS = DEFEND + '[[clause.trigger.unless]]\nfact = "{fact}"\ncite = "Art. 3"\n{more}'
BEGUN = {"begun_by": frozenset({"FRA"})}


@pytest.mark.parametrize(
    ("clause", "blow", "verdict"),
    [
        (REQUIRES.format(fact="requested", more=""), attack(), "triggered"),
        (REQUIRES.format(fact="requested", more=""), attack(requested=False), "not-triggered"),
        (REQUIRES.format(fact="requested", more=""), attack(requested="unknown"), "open"),
        (REQUIRES.format(fact="requested", more='else = "open"'), attack(requested=False), "open"),
        (UNLESS.format(fact="begun-by-creditor", more=""), attack(), "triggered"),
        (UNLESS.format(fact="begun-by-creditor", more=""), attack(**BEGUN), "not-triggered"),
        (UNLESS.format(fact="begun-by-creditor", more='then = "open"'), attack(**BEGUN), "open"),
        (UNLESS.format(fact="begun-by-creditor", more=""), attack(begun_by="unknown"), "open"),
        (UNLESS.format(fact="provoked", more=""), attack(**BEGUN), "not-triggered"),
        (UNLESS.format(fact="attacker-is-party", more=""), attack(by="BEL"), "not-triggered"),
        (UNLESS.format(fact="attacker-is-party", more=""), attack(by="BEL", day=date(2006, 1, 1)), "triggered"),
        # a force of the victim's own soil is not external; one of unknown base is not known
        (REQUIRES.format(fact="external", more=""), attack(by="*FRA"), "not-triggered"),
        (REQUIRES.format(fact="external", more=""), attack(by="*AFG"), "triggered"),
        (REQUIRES.format(fact="external", more=""), attack(by="*"), "open"),
        # what no attack can settle is open
        (REQUIRES.format(fact="unsettled", more='ask = "Is it so?"'), attack(), "open"),
        (REQUIRES.format(fact="joint-finding", more=""), attack(), "open"),
        # a no outweighs an unknown
        (REQUIRES.format(fact="unsettled", more=""), attack(act="threat"), "not-triggered"),
    ],
)
def test_conditions(clause: str, blow: Attack, verdict: str) -> None:
    assert only(clause, blow).verdict == verdict


AREA = DEFEND + '[[clause.trigger.area]]\ncite = "Art. 6"\n'


@pytest.mark.parametrize(
    ("rows", "blow", "verdict"),
    [
        ('hits = "territory"\nwithin = ["europe"]', attack(), "triggered"),
        ('hits = "territory"\nwithin = ["turkey"]', attack(), "not-triggered"),
        ('hits = "territory"\nwithin = ["europe"]', attack(hits="forces"), "not-triggered"),
        ('hits = "territory"\nwithin = ["europe"]', attack(hits="unknown"), "open"),
        ('hits = "territory"', attack(place="Nowhere-on-Sea"), "open"),
        # the place is another's
        ('hits = "territory"', attack(place="Germany"), "not-triggered"),
        # a row for one state's territory only
        ('hits = "territory"\nof = ["ITA"]', attack(), "not-triggered"),
        # a row that has run out
        ('hits = "territory"\nuntil = 1999-01-01', attack(), "not-triggered"),
        # either row is enough
        ('hits = "vessels"\n[[clause.trigger.area]]\ncite = "Art. 7"\nhits = "territory"', attack(), "triggered"),
    ],
)
def test_area(rows: str, blow: Attack, verdict: str) -> None:
    assert only(AREA + rows, blow).verdict == verdict


def test_a_reported_attack_supposes_nothing() -> None:
    reported = Attack(DAY, frozenset({"DEU"}), frozenset({"FRA"}))
    assert only(AREA + 'hits = "territory"', reported).verdict == "open"
    assert only(REQUIRES.format(fact="state-of-war", more=""), reported).verdict == "open"
    assert only(DEFEND, reported).verdict == "triggered"


def test_suspension_between_two() -> None:
    head = HEAD + '[[suspension]]\nbetween = ["ITA", "FRA"]\nfrom = 1999-01-01\ncite = "note of 1999"\n'
    assert only(DEFEND, attack(), head=head).verdict == "not-triggered"
    assert only(DEFEND, attack(), debtor="BEL", head=head).verdict == "triggered"
    assert only(DEFEND, attack(day=date(1998, 1, 1)), head=head).verdict == "triggered"


def test_reservation_binds_only_its_author() -> None:
    head = HEAD + (
        '[[reservation]]\nstate = "ITA"\nclause = ["1"]\ncite = "note"\nsays = "invented"\n'
        '[[reservation.requires]]\nfact = "requested"\ncite = "note"\n'
    )
    refused = attack(requested=False)
    assert only(DEFEND, refused, head=head).verdict == "not-triggered"
    assert only(DEFEND, refused, debtor="BEL", head=head).verdict == "triggered"


@pytest.mark.parametrize("status", ["frozen", "disputed"])
def test_doubtful_membership_is_open(status: str) -> None:
    head = HEAD.replace('{ state = "ITA" }', f'{{ state = "ITA", status = "{status}", ask = "Is Italy in?" }}')
    finding = only(DEFEND, attack(), head=head)
    assert finding.verdict == "open"
    assert [s.question for s in finding.open_steps] == ["Is Italy in?"]
    assert finding.answered("Is Italy in?", True).list == "bound"
    assert finding.answered("Is Italy in?", False).list == "free"


@pytest.mark.parametrize(
    ("binding", "verdict", "listed"),
    [("legal", "triggered", "bound"), ("political", "triggered", "pledged"), ("disputed", "open", "open")],
)
def test_what_does_not_bind_is_at_most_a_pledge(binding: str, verdict: str, listed: str) -> None:
    finding = only(DEFEND, attack(), head=HEAD + f'binding = "{binding}"\n')
    assert (finding.verdict, finding.list) == (verdict, listed)


def test_one_way_duty() -> None:
    one_way = 'kind = "defend"\nowes = ["ITA"]\nto = ["FRA"]\n[clause.trigger]\nact = "armed-attack"\n'
    assert [(f.debtor, f.creditor) for f in findings(one_way, attack())] == [("ITA", "FRA")]
    assert findings(one_way, attack(on="ITA")) == []


def test_duty_towards_every_party_when_a_third_is_struck() -> None:
    clause = 'kind = "consult"\nto = "every-other-party"\n[clause.trigger]\nact = "threat"\n'
    area = '[[clause.trigger.area]]\ncite = "Art. 4"\nwithin = ["far-east"]\n'
    hit = {(f.debtor, f.creditor) for f in findings(clause + area, attack(on="KOR")) if f.verdict == "triggered"}
    assert hit == {(a, b) for a in ("FRA", "ITA", "BEL") for b in ("FRA", "ITA", "BEL") if a != b}
    assert not any(f.verdict == "triggered" for f in findings(clause + area, attack(on="POL")))


def test_wording_that_changed() -> None:
    dated = "from = 2001-01-01\n" + DEFEND
    assert findings(dated, attack()) == []
    assert only(dated, attack(day=date(2001, 1, 1))).verdict == "triggered"


def test_steps_say_why_not() -> None:
    finding = only(DEFEND, attack(by="FRA", on="DEU"))
    assert [s.question for s in finding.steps if s.answer is False] == ["Is France the one attacked?"]


def test_a_place_that_the_text_does_not_settle() -> None:
    doubtful = 'within = ["europe"]\nask = "Does it lie in Europe?"'
    finding = only(AREA + doubtful, attack())
    assert [s.question for s in finding.open_steps] == ["Does it lie in Europe?"]
    assert only(AREA + doubtful, attack(place="Tokyo")).verdict == "not-triggered"
    settled = '\n[[clause.trigger.area]]\ncite = "Art. 7"\nhits = "territory"'
    assert only(AREA + doubtful + settled, attack()).verdict == "triggered"


@pytest.mark.parametrize(
    ("soil", "place", "verdict"),
    [
        ('"any-party"', "Rome", "triggered"),  # French forces struck on Italian soil
        ('"any-party"', "Warsaw", "not-triggered"),
        ('["POL"]', "Warsaw", "triggered"),  # or on the soil of a third
        ('["POL"]', "Nowhere-on-Sea", "open"),
    ],
)
def test_forces_on_the_soil_of_another(soil: str, place: str, verdict: str) -> None:
    assert only(AREA + f'hits = "forces"\nsoil = {soil}', attack(hits="forces", place=place)).verdict == verdict


WAR = 'kind = "defend"\nto = "party-at-war"\n[clause.trigger]\nact = "armed-attack"\n'


@pytest.mark.parametrize(
    ("blow", "verdict"),
    [
        (attack(), "triggered"),  # it is attacked
        (attack(by="FRA", on="DEU"), "triggered"),  # it attacks: some pacts promise help in any war
        (attack(by="FRA", on="DEU", state_of_war=False), "not-triggered"),
        (attack(by="FRA", on="DEU", state_of_war="unknown"), "open"),
    ],
)
def test_help_in_any_war(blow: Attack, verdict: str) -> None:
    assert only(WAR, blow).verdict == verdict


def test_a_promise_to_join_no_coalition_bites_on_whom_another_promise_calls() -> None:
    bloc = HEAD + (
        '[[clause]]\nid = "2"\ncite = "Art. 2"\nkind = "defend"\nsays = "x"\nowes = ["ITA"]\nto = ["DEU"]\n'
        '[clause.trigger]\nact = "armed-attack"\n'
    )
    # Italy has promised France to join nothing against it, and Germany to help if attacked: France attacks Germany
    pact = 'kind = "no-hostile-pact"\nto = "every-other-party"\n[clause.trigger]\nact = "threat"\n'
    assert only(pact, attack(by="FRA", on="DEU"), head=bloc).list == "barred"
    assert only(pact, attack(by="FRA", on="DEU")).list == "free"


def test_a_reservation_may_count_only_some_attackers() -> None:
    head = HEAD + (
        '[[reservation]]\nstate = "ITA"\nclause = ["1"]\ncite = "note"\nsays = "invented"\n'
        'by = ["AUT"]\nuntil = 2005-01-01\n'
    )
    assert only(DEFEND, attack(), head=head).verdict == "not-triggered"
    assert only(DEFEND, attack(by="AUT"), head=head).verdict == "triggered"
    assert only(DEFEND, attack(day=date(2006, 1, 1)), head=head).verdict == "triggered"


def test_a_promise_not_to_attack_concerns_nobody_else() -> None:
    assert findings('kind = "non-aggression"\n[clause.trigger]\nact = "threat"\n', attack()) == []


def test_a_promise_towards_any_state() -> None:
    clause = 'kind = "non-aggression"\nto = "any-state"\n[clause.trigger]\nact = "threat"\n'
    hit = {(f.debtor, f.creditor) for f in findings(clause, attack(by="ITA", on="POL")) if f.list == "barred"}
    assert hit == {("ITA", "POL")}


@pytest.mark.parametrize(
    ("by", "on", "place", "verdict"),
    [
        ("SYR", "ISR", "Golan Heights", "open"),  # Syria strikes for land of its own, which Israel holds
        ("ISR", "SYR", "Golan Heights", "triggered"),
        ("SYR", "ISR", "Tel Aviv", "not-triggered"),
    ],
)
def test_whoever_fights_for_land_of_its_own(by: str, on: str, place: str, verdict: str) -> None:
    head = HEAD.replace('{ state = "FRA" }', '{ state = "SYR" }')
    finding = only(DEFEND, attack(by=by, on=on, place=place), creditor="SYR", head=head)
    assert finding.verdict == verdict


@pytest.mark.parametrize(
    ("clause", "blow", "verdict"),
    [
        # a fellow party beside an outsider does not take the duty away
        (UNLESS.format(fact="attacker-is-party", more='then = "open"'), attack(by="DEU,BEL"), "triggered"),
        (UNLESS.format(fact="attacker-is-party", more='then = "open"'), attack(by="BEL"), "open"),
        # whether Taiwan's act is that of a state is not for us to settle
        (DEFEND + 'by = "state"\n', attack(by="TWN"), "open"),
        # where the text is silent on who began it, help for the side that did is open
        (DEFEND, attack(**BEGUN), "open"),
        # "on request" is a condition even where no row says so
        (DEFEND.replace("[clause", 'qualifiers = ["on-request"]\n[clause'), attack(requested=False), "not-triggered"),
        (DEFEND.replace("[clause", 'qualifiers = ["on-request"]\n[clause'), attack(requested="unknown"), "open"),
    ],
)
def test_what_the_words_leave_to_rules(clause: str, blow: Attack, verdict: str) -> None:
    assert only(clause, blow).verdict == verdict


def test_a_reservation_may_add_to_the_form_of_a_duty() -> None:
    head = HEAD
    own = (
        '[[reservation]]\nstate = "ITA"\nclause = ["1"]\ncite = "R"\nsays = "its own"\nqualifiers = ["own-judgement"]\n'
    )
    assert only(DEFEND + own, attack(), head=head).clause.qualifiers == ("own-judgement",)
    assert only(DEFEND + own, attack(), debtor="BEL", head=head).clause.qualifiers == ()


@pytest.mark.parametrize(
    ("blow", "listed"),
    [
        (attack(by="ITA", on="DEU"), "free"),  # the one that would be helped is itself the attacker
        (attack(by="DEU", on="AUT"), "bound"),
    ],
)
def test_whoever_is_struck_no_attacker_is_owed_help(blow: Attack, listed: str) -> None:
    clause = 'kind = "aid"\nto = "every-other-party"\n[clause.trigger]\nact = "armed-attack"\n'
    assert only(clause, blow, debtor="FRA", creditor="ITA").list == listed


def test_force_for_land_of_its_own_that_the_other_holds_is_not_settled() -> None:
    clause = 'kind = "non-aggression"\n[clause.trigger]\nact = "armed-attack"\n'
    head = "above = true\n" + HEAD.replace("FRA", "SYR").replace("ITA", "ISR")
    here = attack(by="SYR", on="ISR", place="Golan")
    assert only(clause, here, debtor="SYR", creditor="ISR", head=head).list == "open"
    home = attack(by="SYR", on="ISR")
    assert only(clause, home, debtor="SYR", creditor="ISR", head=head).list == "barred"


WAR = 'kind = "neutrality"\nto = "party-at-war"\n[clause.trigger]\nact = "armed-attack"\n'


@pytest.mark.parametrize(
    ("clause", "blow", "listed"),
    [
        # whom the creditor fights, attacked or attacking
        (WAR + 'against = ["DEU"]\n', attack(by="DEU", on="FRA"), "barred"),
        (WAR + 'against = ["DEU"]\n', attack(by="FRA", on="DEU"), "barred"),
        (WAR + 'against = ["DEU"]\n', attack(by="FRA", on="ESP"), "free"),
        # where the creditor attacks, the place is the land of those whom it strikes
        (WAR + '[[clause.trigger.area]]\ncite = "x"\nof = ["ESP"]\n', attack(by="FRA", on="ESP"), "barred"),
        (WAR + '[[clause.trigger.area]]\ncite = "x"\nof = ["ESP"]\n', attack(by="FRA", on="DEU"), "free"),
    ],
)
def test_a_promise_for_any_war(clause: str, blow: Attack, listed: str) -> None:
    assert only(clause, blow).list == listed
