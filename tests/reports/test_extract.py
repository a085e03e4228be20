"""The rule reader on sentences of our own, about many wars and regions: what each row pins stands beside it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from casus.reports.article import Article
from casus.reports.claim import Claim, Speaker
from casus.reports.extract import extract
from casus.sources import Source

# (sentence, what must come out as "kind BY > TO" lines, what the row pins)
CASES: list[tuple[str, list[str], str]] = [
    # attack
    ("Ethiopian warplanes bombed Mekelle on Monday.", ["attack ETH > "], "own territory is no target of its own"),
    (
        "Azerbaijani forces shelled Armenian positions near Jermuk overnight.",
        ["attack AZE > ARM"],
        "adjective and force",
    ),
    (
        "An Israeli drone strike in southern Lebanon killed two Hezbollah commanders on Tuesday.",
        ["attack ISR > HEZBOLLAH"],
        "an attack as the subject",
    ),
    (
        "Two Rwandan soldiers were wounded by Congolese artillery near Goma.",
        ["attack COD > RWA"],
        "passive with an agent",
    ),
    ("Ecuador and Peru clashed along the Cenepa river in January 1995.", ["attack ECU,PER > "], "all who fight are by"),
    ("Peruvian helicopters attacked Ecuadorean outposts in the Condor mountains.", ["attack PER > ECU"], "helicopters"),
    (
        "Pakistan said India had fired missiles at three of its air bases.",
        ["attack IND > PAK"],
        "'its' is the speaker's",
    ),
    (
        "Chinese coast guard ships fired water cannon at a Philippine supply boat on Saturday.",
        ["attack CHN > PHL"],
        "water cannon",
    ),
    (
        "A Chinese cutter rammed a Vietnamese fishing boat near the Paracels, Hanoi said.",
        ["attack CHN > VNM"],
        "ramming",
    ),
    ("A Turkish frigate locked its radar on a French warship.", [], "no listed act"),
    (
        "Russian jets violated Estonian airspace for twelve minutes on Friday, the foreign ministry in Tallinn said.",
        ["attack RUS > EST"],
        "violated airspace",
    ),
    (
        "M23 rebels captured the city of Goma in January with the help of Rwandan troops.",
        ["attack M23 > COD"],
        "a group takes a city",
    ),
    ("Iran shot down an American drone over the Strait of Hormuz.", ["attack IRN > USA"], "shot down"),
    ("Serb forces shelled Sarajevo for a third day.", [], "unnamed Serbs are no state"),
    ("Eritrean troops crossed the border into Tigray in November 2020.", ["deploy ERI > ETH"], "troops cross a border"),
    (
        "Ukraine struck an oil depot in Belgorod with drones, the regional governor said.",
        ["attack UKR > RUS"],
        "struck a depot",
    ),
    ("At least 21 people were killed in Sudanese air strikes on Nyala.", ["attack SDN > "], "killed in strikes"),
    ("Thai troops fired on a Cambodian patrol after dawn.", ["attack THA > KHM"], "fired on"),
    (
        "The Houthis launched a ballistic missile at Israel early on Sunday.",
        ["attack HOUTHI > ISR"],
        "a missile at a state is no test",
    ),
    ("Armenia and Azerbaijan accused each other of breaking the truce.", ["accuse ARM,AZE > "], "each other"),
    # deploy
    ("Germany will station a brigade of 5,000 soldiers in Lithuania by 2027.", ["deploy DEU > LTU"], "will station"),
    (
        "Kenya has sent 400 police officers to Haiti under a United Nations mandate.",
        ["deploy KEN > HTI"],
        "sent police",
    ),
    ("Some 28,500 American troops are based in South Korea.", ["deploy USA > KOR"], "troops are based"),
    ("The United States keeps about 50 nuclear bombs at Incirlik in Turkey.", ["deploy USA > TUR"], "keeps weapons"),
    ("Tanzanian peacekeepers arrived in Goma last week.", ["deploy TZA > COD"], "peacekeepers arrive"),
    (
        "Wagner mercenaries were deployed to northern Mali in December 2021.",
        ["deploy WAGNER > MLI"],
        "a group's fighters",
    ),
    (
        "Taiwan scrambled jets after 22 Chinese aircraft entered its air defence zone.",
        ["deploy TWN > ", "deploy CHN > TWN"],
        "scrambled; entered",
    ),
    ("Two Russian bombers flew near Alaska on Wednesday.", ["deploy RUS > USA"], "flew near"),
    ("Iran may send warships to the Caribbean, a commander said.", ["deploy IRN > "], "possible"),
    (
        "Egypt has no plan to send soldiers to Gaza, its foreign minister told reporters.",
        ["deploy EGY > PSE"],
        "no plan to is a denial",
    ),
    ("Britain leases the base on Diego Garcia to the United States.", [], "a lease is not a listed act here"),
    # transfer
    ("France delivered six Mirage jets to Ukraine in February.", ["transfer FRA > UKR"], "delivered"),
    ("Chad allowed planes to land.", [], "nothing military"),
    (
        "The United Arab Emirates supplied the Rapid Support Forces with drones, according to Amnesty.",
        ["transfer ARE > RSF"],
        "supplied with",
    ),
    ("Khartoum receives drones from Iran, two diplomats said.", ["transfer IRN > SDN"], "receives from"),
    ("India bought five S-400 systems from Russia in 2018.", ["transfer RUS > IND"], "bought from"),
    ("Washington approved the sale of 66 F-16 jets to Taiwan.", ["transfer USA > TWN"], "approved the sale"),
    ("South Korea sold Poland 180 K2 tanks.", ["transfer KOR > POL"], "dative"),
    (
        "North Korea has shipped about 13,000 containers of shells to Russia, Seoul's defence ministry estimates.",
        ["transfer PRK > RUS"],
        "containers of shells",
    ),
    # exercise and test
    ("Egypt and Turkey held a joint naval exercise in the eastern Mediterranean.", ["exercise EGY,TUR > "], "joint"),
    ("Belarusian troops drilled with Chinese paratroopers near Brest in July.", ["exercise BLR > CHN"], "drilled with"),
    ("North Korea test-fired a cruise missile on Sunday.", ["test PRK > "], "test-fired"),
    ("Pakistan conducted six nuclear tests in May 1998.", ["test PAK > "], "nuclear tests"),
    ("Iran put a satellite into orbit last month.", ["test IRN > "], "a satellite launch is a test"),
    # threaten, pledge
    ("Iran threatened to close the Strait of Hormuz.", ["threaten IRN > "], "threatened to"),
    ("Beijing warned Manila against sending more ships to the shoal.", ["threaten CHN > PHL"], "warned a state"),
    ("Japan has pledged air-defence missiles to Ukraine.", ["pledge JPN > UKR"], "pledged aid"),
    (
        "The United States reaffirmed its commitment to the defence of Japan.",
        ["pledge USA > JPN"],
        "reaffirmed its commitment",
    ),
    ("Canada promised to defend Latvia.", ["pledge CAN > LVA"], "promised to defend"),
    # sanction
    ("Mali closed its airspace to Algerian planes on Monday.", ["sanction MLI > DZA"], "closed airspace to"),
    ("Algeria shut its airspace to Mali.", ["sanction DZA > MLI"], "shut airspace"),
    ("The European Union imposed new sanctions on Iran in October.", ["sanction EU > IRN"], "imposed"),
    (
        "United Nations sanctions on Iran were restored at midnight on Saturday.",
        ["sanction UN > IRN"],
        "whose sanctions, passive",
    ),
    (
        "The United States lifted sanctions against Syria in June.",
        ["sanction USA > SYR"],
        "lifting is a sanction row too",
    ),
    ("Turkey severed diplomatic relations with Israel in May.", ["sanction TUR > ISR"], "cut ties"),
    ("Kenya and Tanzania banned Ugandan flights.", ["sanction KEN,TZA > UGA"], "banned flights"),
    ("Norway froze the assets of eleven Belarusian officials.", ["sanction NOR > BLR"], "froze assets"),
    ("Japan expelled three Chinese diplomats.", ["sanction JPN > CHN"], "expelled"),
    # treaty
    (
        "Armenia and Azerbaijan initialled a peace treaty in Washington on August 8.",
        ["treaty ARM,AZE > "],
        "initialled",
    ),
    ("Finland joined NATO in April 2023.", ["treaty FIN > NATO"], "joined"),
    ("Niger withdrew from the defence pact with France.", ["treaty NER > FRA"], "withdrew from"),
    ("Eritrea, Somalia and Egypt signed a communique in Asmara.", ["treaty ERI,SOM,EGY > "], "three sign"),
    (
        "Saudi Arabia and Iran restored diplomatic relations in a deal brokered by China.",
        ["treaty SAU,IRN > ", "talk CHN > SAU,IRN"],
        "restored relations; brokered by",
    ),
    ("Japan and the Philippines agreed to share military intelligence.", ["treaty JPN,PHL > "], "agreed to"),
    ("Britain and Mauritius signed a treaty on the Chagos islands in May.", ["treaty GBR,MUS > "], "signed"),
    (
        "The treaty between Rwanda and the Democratic Republic of Congo took effect on Friday.",
        ["treaty RWA,COD > "],
        "took effect",
    ),
    ("Russia suspended the New START treaty in February 2023.", ["treaty RUS > "], "suspended a named treaty"),
    # talk
    ("Sergei Lavrov met Hakan Fidan in Antalya on Monday.", ["talk RUS > TUR"], "leaders"),
    ("Qatar is mediating between Congo-Kinshasa and Rwanda.", ["talk QAT > COD,RWA"], "mediating"),
    ("Iran and the United States held a fifth round of talks in Rome.", ["talk IRN,USA > "], "round of talks"),
    ("The foreign ministers of Armenia and Azerbaijan met in Geneva.", ["talk ARM,AZE > "], "joint subject"),
    ("Ukraine's president spoke with Emmanuel Macron by telephone.", ["talk UKR > FRA"], "spoke with"),
    # ceasefire
    ("Israel and Hamas agreed to a ceasefire in January.", ["ceasefire ISR,HAMAS > "], "agreed to a truce"),
    ("Ethiopia withdrew its troops from Somalia in 2009.", ["ceasefire ETH > SOM"], "withdrew"),
    ("Armenia handed over two captured soldiers to Azerbaijan.", ["ceasefire ARM > AZE"], "handed over captives"),
    ("Ecuador and Peru declared a truce on 14 February 1995.", ["ceasefire ECU,PER > "], "declared a truce"),
    # accuse
    ("Mali accuses Algeria of sponsoring terrorism.", ["accuse MLI > DZA"], "accuses"),
    (
        "Sudan accused the United Arab Emirates of arming the Rapid Support Forces.",
        ["accuse SDN > ARE", "transfer ARE > RSF"],
        "the act is a second row",
    ),
    ("Manila protested to Beijing over the collision.", ["accuse PHL > CHN"], "protested to"),
    ("Vietnam summoned the Chinese ambassador.", ["accuse VNM > CHN"], "summoned"),
    ("South Sudan denied that its army had entered Sudan.", ["deploy SSD > SDN"], "denied"),
    # status
    ("Russia has 5,580 nuclear warheads, the institute said in its yearbook.", ["status RUS > "], "an arsenal"),
    ("Israel is believed to possess about 90 warheads.", ["status ISR > "], "likely"),
    (
        "China's arsenal has grown to 600 warheads, the researchers estimate.",
        ["status CHN > "],
        "an arsenal as subject",
    ),
    ("Iran is enriching uranium to 60 per cent, the IAEA says.", ["status IRN > "], "enrichment"),
    ("Israel has occupied the Golan Heights since 1967.", ["status ISR > SYR"], "occupier first"),
    ("Serbia does not recognise Kosovo.", ["status SRB > XKX"], "non-recognition"),
    ("Hamas still holds 48 Israeli hostages.", ["status HAMAS > ISR"], "hostages held"),
    ("Eritrea and Ethiopia are formally at war.", ["status ERI,ETH > "], "at war"),
    ("Venezuela claims the Essequibo region of Guyana.", ["status VEN > GUY"], "a claim to land"),
    ("Taiwan is claimed by China.", ["status CHN > TWN"], "claimed by"),
    # not claims
    ("If Russia attacks Poland, the alliance would respond.", [], "a condition"),
    ("The minister urged Israel to withdraw its troops from Lebanon.", [], "a demand"),
    ("Turkish airline shares fell after the attack.", [], "business"),
    ("A Russian historian attacked the Polish film.", [], "an historian is no army"),
    ("Jordan Peele fired his agent, and Chad Smith joined the band.", [], "people with names of states"),
]


def page(*paragraphs: str, published: str | None = "2025-10-20T09:00:00") -> Article:
    """An article of these paragraphs."""
    return Article(Source("page"), "A headline", published, (), None, (), paragraphs)


def row(claim: Claim) -> str:
    return f"{claim.kind} {','.join(claim.by)} > {','.join(claim.to)}"


@pytest.mark.parametrize(("sentence", "expected", "pins"), CASES, ids=[c[2] for c in CASES])
def test_kind_and_parties(sentence: str, expected: list[str], pins: str) -> None:
    assert [row(c) for c in extract(page(sentence))] == expected, pins


# (paragraphs, (kind, by, to, speaker's name, its state, modality), what the row pins): who says it and how surely
SAID: list[tuple[tuple[str, ...], tuple[str, str, str, str | None, str | None, str], str]] = [
    (("Pakistan's army said it had shot down five Indian jets.",),
     ("attack", "PAK", "IND", "Pakistan's army", "PAK", "reported"), "indirect speech"),
    (("Kenya will send police to Haiti, President William Ruto said on Friday.",),
     ("deploy", "KEN", "HTI", "William Ruto", "KEN", "planned"), "speaker at the end; planned beats reported"),
    (('"Hungary will not send a single soldier to Ukraine," Viktor Orban told parliament.',),
     ("deploy", "HUN", "UKR", "Viktor Orban", "HUN", "denied"), "denied beats planned"),
    (("Brazil may send troops to Guyana, according to two diplomats.",),
     ("deploy", "BRA", "GUY", "diplomats", None, "possible"), "according to"),
    (("Ethiopia denied that its troops had entered Sudan.",),
     ("deploy", "ETH", "SDN", "Ethiopia", "ETH", "denied"), "a denial names the denier"),
    (("Chad rejected the accusation that it had supplied the Rapid Support Forces with fuel and arms.",),
     ("transfer", "TCD", "RSF", "Chad", "TCD", "denied"), "a rejected accusation is denied"),
    (("Vietnam is expected to buy four submarines from Russia.",),
     ("transfer", "RUS", "VNM", None, None, "likely"), "expected to"),
    (("Sudan accused Chad of arming the Rapid Support Forces.",),
     ("transfer", "TCD", "RSF", "Sudan", "SDN", "reported"), "the accuser vouches for the act"),
    (("Algerian troops were massed near Mali, Amina Belkacem, an analyst at the Sahel Institute, told Reuters.",
      "Mali attacked Algerian positions, she added."),
     ("attack", "MLI", "DZA", "Amina Belkacem", None, "reported"), "a pronoun is the last speaker by full name"),
]  # fmt: skip


@pytest.mark.parametrize(("paragraphs", "expected", "pins"), SAID, ids=[c[2] for c in SAID])
def test_speaker_and_modality(paragraphs: tuple[str, ...], expected: tuple[str, ...], pins: str) -> None:
    found = [
        (
            c.kind,
            ",".join(c.by),
            ",".join(c.to),
            c.said_by and c.said_by.name,
            c.said_by and c.said_by.state,
            c.modality,
        )
        for c in extract(page(*paragraphs))
    ]
    assert expected in found, pins


def test_agency_told_is_the_chain() -> None:
    (claim,) = extract(page("Iran sold drones to Sudan, a diplomat told Reuters."))
    assert claim.via == ("Reuters",)


def test_leaving_a_treaty_is_reject_and_a_protest_is_protest() -> None:
    found = extract(page("Niger withdrew from the defence pact with France.", "Peru summoned the Chilean ambassador."))
    assert [c.plover for c in found] == ["REJECT", "PROTEST"]


def test_span_is_the_sentence_and_quote_is_of_it() -> None:
    article = page("Nothing happened in May.", "Iran shot down an American drone on Monday. Nobody was hurt.")
    (claim,) = extract(article)
    assert article[claim.span] == claim.text == "Iran shot down an American drone on Monday."
    assert claim.quote is not None and claim.quote in claim.text and len(claim.quote) <= 90


def test_amount_time_and_place() -> None:
    (claim,) = extract(page("More than 200 Kenyan police officers arrived in Port-au-Prince, Haiti, last month."))
    assert claim.amount is not None and (claim.amount.low, claim.amount.high) == (200, None)
    assert claim.when is not None and claim.when.start == "2025-09"


def test_the_two_countries_are_those_of_the_text() -> None:
    found = extract(page("Peru and Ecuador signed a treaty in 1998.", "The two countries fought a war in 1995."))
    assert [row(c) for c in found] == ["treaty PER,ECU > ", "attack PER,ECU > "]


def test_a_denied_charge_is_the_charge_denied() -> None:
    found = extract(page("Sudan accused Chad of arming the Rapid Support Forces. It denied the charge."))
    assert (found[-1].kind, found[-1].by, found[-1].modality) == ("transfer", ("TCD",), "denied")


def test_the_same_page_gives_the_same_claims() -> None:
    article = page(*(sentence for sentence, _, _ in CASES))
    assert extract(article) == extract(article)


SEED = (
    "North Korea's decision to deploy thousands of soldiers to Ukraine's front lines cements an alliance with Moscow, "
    "experts told AFP.",
    "About 1,500 North Korean special forces soldiers are already in Russia acclimatising, likely to head to the front "
    "lines soon, Seoul's spy agency said Friday, with thousands more troops set to depart imminently.",
)


def test_one_sentence_holds_what_is_what_is_likely_and_what_is_planned() -> None:
    found = [(row(c), c.modality, c.when, c.said_by and c.said_by.state) for c in extract(page(*SEED))[1:]]
    assert found == [
        ("deploy PRK > RUS", "reported", None, "KOR"),
        ("deploy PRK > UKR", "likely", None, "KOR"),
        ("deploy PRK > RUS", "planned", None, "KOR"),
    ]


BAD_INPUT = {
    "empty": (),
    "one empty paragraph": ("",),
    "no letters": ("— … 12 ! ?",),
    "one paragraph of a megabyte": ("Russia attacked Ukraine and " * 40_000,),
    "a megabyte without a space": ("x" * 1_000_000,),
    "a megabyte of marks of quotation": ('"' * 1_000_000,),
    "a megabyte of pronouns": ("its " * 250_000,),
    "a megabyte of commas": (", which " * 125_000,),
}


@pytest.mark.parametrize("paragraphs", BAD_INPUT.values(), ids=BAD_INPUT)
def test_bad_input_costs_little_and_raises_nothing(paragraphs: tuple[str, ...]) -> None:
    start = time.process_time()
    extract(page(*paragraphs))
    assert time.process_time() - start < 20


@pytest.mark.parametrize("published", [None, "", "yesterday", "2024-13-45"])
def test_a_page_without_a_date_gives_no_relative_times(published: str | None) -> None:
    (claim,) = extract(page("Iran shot down an American drone on Monday.", published=published))
    assert claim.when is None


def test_a_page_that_is_not_about_war_is_silent() -> None:
    lines = ["The jury clashed with the Danish director, and the French team attacked Italy from the start."] * 8
    assert extract(page(*lines)) == []


# Plain news sentences: "what came before # the sentence | its claims as kind BY>TO, with /modality where it is pinned".
PLAIN = [
    line.rpartition("|")
    for line in (Path(__file__).parent / "plain_sentences.txt").read_text("utf-8").splitlines()
    if "|" in line
]


@pytest.mark.parametrize(("text", "expected"), [(text, claims) for text, _, claims in PLAIN])
def test_plain_news_sentences(text: str, expected: str) -> None:
    article = page(*text.split("#"))
    claims = [c for c in extract(article) if c.span.start >= article.offsets[-1]]
    found = [row(c).replace(" > ", ">") + f"/{c.modality}" for c in claims]
    wanted = [e for e in expected.split(";") if e]
    assert len(found) == len(wanted), found
    assert all(any(f == e or f.startswith(e + "/") for f in found) for e in wanted), found


@pytest.mark.parametrize(
    ("sentence", "places"),
    [
        (
            "Azerbaijan struck targets inside Armenia, near Goris, Sotk and Jermuk.",
            ("Armenia", "Goris", "Sotk", "Jermuk"),
        ),
        ("Houthi fighters fired two missiles at a Greek-owned tanker in the Red Sea.", ("Red Sea",)),
        ("Ukrainian drones struck an oil refinery in the Russian city of Ryazan.", ("Ryazan",)),
        ("Pakistan carried out air strikes in Afghanistan's Paktika province.", ("Paktika",)),
        ("Russia shelled Kharkiv and Odesa on Monday.", ("Kharkiv", "Odesa")),
        ("Germany is sending a brigade to Lithuania.", ("Lithuania",)),
    ],
)
def test_where_holds_places_only(sentence: str, places: tuple[str, ...]) -> None:
    (claim,) = extract(page(sentence))
    assert claim.where == places


def test_a_form_of_address_is_no_role() -> None:
    said = "said Dr Ines Calloway, who teaches international law at the University of Leiden."
    (claim,) = extract(page(f'"Azerbaijan attacked Armenia," {said}'))
    assert claim.said_by == Speaker("Ines Calloway", None, "University of Leiden", None)


@pytest.mark.parametrize(
    "sentence",
    [
        "In a war game last week, China attacked Japan with missiles.",
        "The film imagines a year in which Germany invades France.",
        "Had Russia invaded Estonia, NATO would have sent troops.",
        "An American attack on Greenland would be the end of the alliance.",
        "There is no evidence that Belarus shelled Poland, the army said.",
        "Analysts doubt that China will invade Taiwan.",
        "Brazil attacked Argentina from the first minute and won the semi-final.",
        "The United States attacked China over its steel subsidies.",
    ],
)
def test_nothing_is_invented_from_what_was_not_done(sentence: str) -> None:
    background = "The army, the navy and rebel troops fought a war with missiles near the border as soldiers died. "
    article = Article(Source("p"), "War", "2025-05-10", (), None, (), (background * 3, sentence))
    assert not [c for c in extract(article) if c.text == sentence and c.kind in ("attack", "deploy", "threaten")]
