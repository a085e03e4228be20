"""House styles: short pages of our own writing, each with one habit that a reader once stumbled over."""

from __future__ import annotations

import contextlib
import time
from typing import Any

import pytest

from casus.errors import BadPage, NoArticle
from casus.reports import page
from casus.reports.article import Article
from casus.reports.layout import dateline, notices, rows, tree
from casus.reports.layout.wording import count_words, ends_sentence
from casus.reports.read import read

LEAD = "Two patrol boats of the Kenyan navy left Mombasa on Monday to search for a missing trawler."
NEXT = "The Foreign Ministry said that it had asked Tanzania and Somalia for help."
LAST = "Fishermen in Lamu said that they had seen lights beyond the reef until shortly before dawn."
STORY = [LEAD, NEXT, LAST]
AFTER = [
    f"A {n} ship left Mombasa at noon, the Kenyan navy said, and sailed for Lamu."
    for n in ("red", "blue", "grey", "black", "white")
]
GALLERY = ["Ann Wekesa Submitted photo"] * 7
HEADLINE = "Navy searches for missing trawler off Lamu"
DAY = "Published: 12 May 2024 10:30 EAT"
PARAGRAPHS = "".join(f"<p>{p}</p>" for p in STORY)


def article(text: str) -> Article:
    return read(page.from_bytes(text.encode(), "a page"))


def flat(*lines: str) -> Article:
    return article("\n".join(lines))


def html(body: str, head: str = "") -> Article:
    return article(f"<!doctype html><html><head><title>{HEADLINE}</title>{head}</head><body>{body}</body></html>")


def found_in(found: Article) -> list[tuple[str, str | None]]:
    return [(f.headline, f.published) for f in found.furniture]


@pytest.mark.parametrize(
    ("lines", "truth"),
    [
        # the headline stands over "1 day ago", the caption over the body
        (
            [
                HEADLINE,
                "3 hours ago",
                "Share",
                "Esther Wairimu",
                "Coast correspondent, Mombasa",
                "12 May 2024",
                "Getty Images Two grey boats at a pier",
                "The boats are based at Mombasa",
                *STORY,
            ],
            {"title": HEADLINE, "byline": ("Esther Wairimu",), "published": "2024-05-12"},
        ),
        # the day stands in the masthead, the hour in the header
        (
            ["May 12, 2024 (Sun.)", HEADLINE, "COAST NEWS - 35 minutes ago - 18:12 | World", *STORY],
            {"title": HEADLINE, "published": "2024-05-12T18:12:00"},
        ),
        # a year only in the notice of copyright
        ([HEADLINE, "12 May, 13:20", *STORY, "© 2024 Coast News"], {"published": "2024-05-12T13:20:00"}),
        # the date of the page above, the date of the report below
        (
            [
                "Monday, May 13, 2024",
                "Today's Paper",
                HEADLINE,
                "Share full article",
                "By Ann Wekesa and Tom Otieno",
                "May 12, 2024",
                *STORY,
            ],
            {"published": "2024-05-12", "byline": ("Ann Wekesa", "Tom Otieno")},
        ),
        ([HEADLINE, "Posted: May 12, 2024 / 03:11 PM EAT", *STORY], {"published": "2024-05-12T15:11:00+03:00"}),
        # names with places and no "By"; a namesake in the text, but a date below the name
        (
            [HEADLINE, "Ann Wekesa in Mombasa and Tom Otieno in Lamu", DAY, *STORY],
            {"byline": ("Ann Wekesa", "Tom Otieno"), "agencies": ()},
        ),
        (
            [HEADLINE, DAY, "Mary Wekesa", LEAD, "President Wekesa was told at once.", NEXT, LAST],
            {"byline": ("Mary Wekesa",)},
        ),
        ([HEADLINE, "Author", "Ann Wekesa", "Date", "12 May 2024", *STORY], {"byline": ("Ann Wekesa",)}),
        ([HEADLINE, "By: Ann Wekesa - Reporter / @annw / 05:12 PM May 12, 2024", *STORY], {"byline": ("Ann Wekesa",)}),
        # who writes is told below the body too, and is not spoken of in it
        (
            [HEADLINE, "Ann Wekesa", DAY, *STORY, "Ann Wekesa is a coast correspondent based in Mombasa."],
            {"byline": ("Ann Wekesa",), "paragraphs": tuple(STORY)},
        ),
        # agencies beside the reporter, in a sentence of the syndicate, with a slash; a surname is none
        ([HEADLINE, "Ann Wekesa with AFP, dpa", DAY, *STORY], {"agencies": ("AFP", "dpa"), "byline": ("Ann Wekesa",)}),
        (
            [HEADLINE, DAY, *STORY, "(This story has not been edited and is auto-generated. With inputs from AP)"],
            {"agencies": ("AP",), "paragraphs": tuple(STORY)},
        ),
        ([HEADLINE, DAY, "TT/MTI", *STORY], {"agencies": ("TT", "MTI")}),
        ([HEADLINE, DAY, *STORY, "Additional reporting by Petra Lindqvist in Lamu"], {"agencies": ()}),
        (
            [HEADLINE, DAY, LEAD, "Reuters asked a fisherman who had been at sea.", NEXT, LAST],
            {"agencies": ("Reuters",)},
        ),
        # datelines without a dash, and on a line with the agency or the stamp
        ([HEADLINE, DAY, f"Mombasa. {LEAD}", NEXT, LAST], {"dateline": "Mombasa", "paragraphs": tuple(STORY)}),
        ([HEADLINE, DAY, f"Nairobi // {LEAD}", NEXT, LAST], {"dateline": "Nairobi", "paragraphs": tuple(STORY)}),
        ([HEADLINE, DAY, "AFP, Nairobi", *STORY], {"dateline": "Nairobi", "agencies": ("AFP",)}),
        ([HEADLINE, "NAIROBI-Anadolu Agency", DAY, *STORY], {"dateline": "NAIROBI", "agencies": ("Anadolu",)}),
        (["Nairobi, May 13th 2024 - 02:11 UTC", HEADLINE, "12 May 2024 - 01:55 UTC", *STORY], {"dateline": None}),
        (
            [
                HEADLINE,
                "Nairobi | Updated: May 12, 2024 21:40 EAT",
                "First Published: May 12, 2024 at 20:15 EAT",
                *STORY,
            ],
            {"dateline": "Nairobi", "published": "2024-05-12T20:15:00+03:00"},
        ),
        # words of notices that reports use too
        (
            [
                HEADLINE,
                DAY,
                LEAD,
                "Somaliland said it would join the search and apply for membership of the network.",
                LAST,
            ],
            {
                "paragraphs": (
                    LEAD,
                    "Somaliland said it would join the search and apply for membership of the network.",
                    LAST,
                )
            },
        ),
        (
            [HEADLINE, DAY, LEAD, "You clearly find our careful work valuable. Please stay with us.", NEXT, LAST],
            {"paragraphs": tuple(STORY)},
        ),
        # a gallery, a promotion and a box of facts in the middle; a mark at the end
        (
            [
                "Daily",
                HEADLINE,
                DAY,
                *STORY,
                "Story continues below gallery",
                "1 of 3",
                *GALLERY,
                *AFTER[:-1],
                AFTER[-1] + " ■",
            ],
            {"paragraphs": (*STORY, *AFTER)},
        ),
        (
            [
                HEADLINE,
                DAY,
                LEAD,
                NEXT,
                "Sign up to Morning Mail",
                "The key stories of the day",
                "Sign up",
                "after newsletter promotion",
                LAST,
                "Reuse this content",
            ],
            {"paragraphs": tuple(STORY)},
        ),
        (
            [HEADLINE, DAY, LEAD, "FACTS", "Population 55 million. Navy of seven ships.", NEXT, LAST],
            {"paragraphs": tuple(STORY)},
        ),
        # a slogan and a trail stand above the headline
        (
            ["Joint Committee on Trawlers and Reefs", "Home / Committees / News", HEADLINE, DAY, *STORY],
            {"title": HEADLINE},
        ),
        # a numbered question is a crosshead; a quotation over its speaker's name was pulled out
        ([HEADLINE, DAY, LEAD, "2. Who has seen the missing trawler?", NEXT, LAST], {"paragraphs": tuple(STORY)}),
        (
            [HEADLINE, DAY, LEAD, "“The sea keeps what it is given here.”", "Ali Omar, fisherman", NEXT, LAST],
            {"paragraphs": tuple(STORY)},
        ),
        # what is read to the blind between two paragraphs
        (
            [HEADLINE, DAY, LEAD, NEXT, "list of 2 items", "list 1 of 2Why Lamu has no port", "end of list", LAST],
            {"paragraphs": tuple(STORY)},
        ),
        # the hour alone, after a cue
        (
            ["LIVE 12 May 2024", HEADLINE, "Live since 07:05 (GMT+3)", *STORY],
            {"published": "2024-05-12T07:05:00+03:00"},
        ),
        (
            [
                HEADLINE,
                "Updated - May 12, 2024 09:11 pm IST - NEW DELHI",
                "Published - May 12, 2024 06:02 pm IST",
                *STORY,
            ],
            {"published": "2024-05-12T18:02:00+05:30", "dateline": "NEW DELHI"},
        ),
        ([HEADLINE, DAY, *STORY, "Notes", "1. See our report of 2019 on the reef."], {"paragraphs": tuple(STORY)}),
    ],
)
def test_flat_pages(lines: list[str], truth: dict[str, Any]) -> None:
    found = flat(*lines)
    assert {name: getattr(found, name) for name in truth} == truth


@pytest.mark.parametrize(
    ("lines", "truth"),
    [
        # two headlines between paragraphs are a box; a crosshead or a pull quote is none
        (
            [LEAD, "Why the reef has no light", "The harbour master who stayed ashore", NEXT, "Beyond the reef", LAST],
            ["Why the reef has no light", "The harbour master who stayed ashore"],
        ),
        ([LEAD, "Mombasa port opens third berth", "Read more", NEXT, LAST], ["Mombasa port opens third berth"]),
        ([LEAD, "ALSO READ Mombasa port opens third berth", NEXT, LAST], ["Mombasa port opens third berth"]),
        ([LEAD, "[ Why Lamu has no port Opens in new window ]", NEXT, LAST], ["Why Lamu has no port"]),
        # an unheard-of "most", a section below each headline, ranks, first words, who wrote it, whose picture
        (
            [*STORY, "Most Saved", "Ferry stops for a hen", "Two held over stolen maize"],
            ["Ferry stops for a hen", "Two held over stolen maize"],
        ),
        (
            [
                *STORY,
                "Latest Stories",
                "Matatu crews strike over levy",
                "National",
                "2 mins ago",
                "Coach sacked after derby",
                "Football",
                "By Fred Too",
                "41 mins ago",
                "Maize prices rise in the Rift",
                "Business",
                "1 hr ago",
            ],
            ["Matatu crews strike over levy", "Coach sacked after derby", "Maize prices rise in the Rift"],
        ),
        (
            [*STORY, "Most Popular", "01", "Lamu’s last boat-builder", "02", "Hen stops Likoni ferry"],
            ["Lamu’s last boat-builder", "Hen stops Likoni ferry"],
        ),
        (
            [*STORY, "MOST READ", "SNOW JOKE  Mount Kenya lodge closes again", "1.2k comments"],
            ["Mount Kenya lodge closes again"],
        ),
        # a day without its year; a comment is no story; an entry of a live blog is none
        ([*STORY, "See also:", "Port opens third berth (May 9)"], ["Port opens third berth"]),
        (
            [*STORY, "COMMENTS (2)", "Ali from the old town — 1 hour ago", "Most Read", "Ferry stops for a hen"],
            ["Ferry stops for a hen"],
        ),
        (["17:02 Lights on the reef", LEAD, "16:15 The harbour master", NEXT, LAST], []),
        (
            [*STORY, "Last week", "Ferry talk: a glossary", "Who pays for the lighthouse?"],
            ["Ferry talk: a glossary", "Who pays for the lighthouse?"],
        ),
        ([*STORY, "Previous Post The bridge at Nyali"], ["The bridge at Nyali"]),
        ([*STORY, "Most Read", "Facebook Twitter Email Print", "With information from EFE"], []),
        # neither topics nor sponsors nor the site's own words are stories
        ([*STORY, "Related Topics", "Kenya Navy Lamu Reef Trawlers Ocean"], []),
        ([*STORY, "Sponsored Content", "Seniors can now claim this"], []),
        (["Listen: 3 min 40 s", *STORY, "Editor-in-chief and responsible publisher: Ann Wekesa"], []),
        (["Coast Bulletin | Sunday, May 12, 2024", *STORY], []),
    ],
)
def test_other_headlines_of_flat_pages(lines: list[str], truth: list[str]) -> None:
    assert [headline for headline, _ in found_in(flat(HEADLINE, DAY, *lines))] == truth


def test_a_first_paragraph_that_is_the_description_too() -> None:
    head = f'<meta name="description" content="{LEAD}">'
    assert html(f"<article><h1>{HEADLINE}</h1><div>{PARAGRAPHS}</div></article>", head).paragraphs == tuple(STORY)
    deck = "A search that began too late."
    body = f"<h1>{HEADLINE}</h1><p class='deck'>{deck}</p><p>By Ann Wekesa</p><div>{PARAGRAPHS}</div>"
    assert html(body, f'<meta name="description" content="{deck}">').paragraphs == tuple(STORY)


def test_words_that_stand_outside_of_every_paragraph() -> None:
    found = html(f"<h1>{HEADLINE}</h1><section>{LEAD}<h2>On the reef</h2>{NEXT}<br>{LAST}<ul></ul></section>")
    assert found.text.split() == " ".join(STORY).split()


def test_cards_whose_link_holds_section_headline_first_words_and_time() -> None:
    cards = "".join(
        f"<div><a href='/{i}'><span>News</span><h3>{h}</h3><p>Some words that lead on to it</p>"
        f"<time>{t}</time></a></div>"
        for i, (h, t) in enumerate([("Rail link reopens", "58m ago"), ("Port fees rise again in June", "2h ago")])
    )
    found = html(
        f"<h1>{HEADLINE}</h1><time datetime='2024-05-12T10:30:00+03:00'>12 May</time><article>{PARAGRAPHS}</article>"
        f"<section><h2>Most popular now</h2>{cards}</section><a href='#top'>Back to the very first paragraph</a>"
    )
    assert found_in(found) == [
        ("Rail link reopens", "2024-05-12T09:32:00+03:00"),
        ("Port fees rise again in June", "2024-05-12T08:30:00+03:00"),
    ]


def test_times_beside_links_and_links_beside_links() -> None:
    found = html(
        f"<h1>{HEADLINE}</h1><p>{DAY}</p><article>{PARAGRAPHS}</article><h3>Latest</h3><ul>"
        "<li><span>5m</span> <a href='/1'>Rain stops play in Nakuru</a></li>"
        "<li><a href='/2'>Hen stops Likoni ferry again</a><time>6h</time></li>"
        "<li><span>11 May 2024</span><a href='/3'>Navy names two new boats</a></li></ul>"
        "<div><a href='/4'>Why the reef has no light</a><a href='/5'>The harbour master who stayed ashore</a></div>"
    )
    assert found_in(found) == [
        ("Rain stops play in Nakuru", "2024-05-12T10:25:00+03:00"),
        ("Hen stops Likoni ferry again", "2024-05-12T04:30:00+03:00"),
        ("Navy names two new boats", "2024-05-11"),
        ("Why the reef has no light", None),
        ("The harbour master who stayed ashore", None),
    ]


def test_a_byline_that_lost_its_link_and_a_credit_below_a_picture() -> None:
    found = html(
        f"<main><h1>{HEADLINE}</h1>"
        f"<p class='info'>By <span class='author'>Ann Wekesa</span>, 12 May 2024 at 10:30 EAT</p>"
        f"<figure><img src='a'><figcaption>A boat at its pier. <cite>AP</cite></figcaption></figure>"
        f"<section>{PARAGRAPHS}</section></main>"
    )
    assert found.paragraphs == tuple(STORY)
    assert (found.byline, found.agencies) == (("Ann Wekesa",), ())


def test_sentences_cut_at_each_link_are_put_together() -> None:
    found = flat(
        HEADLINE, DAY, "Two patrol boats of the", "Kenyan navy", ", which has seven, left", "Mombasa",
        "on Monday to search for a missing trawler.", "The Foreign Ministry said it had asked", "Tanzania",
        ", Somalia and the", "European Union", ", for help.", LAST,
    )  # fmt: skip
    assert found.paragraphs == (
        "Two patrol boats of the Kenyan navy, which has seven, left Mombasa on Monday to search for a missing trawler.",
        "The Foreign Ministry said it had asked Tanzania, Somalia and the European Union, for help.",
        LAST,
    )
    whole = [HEADLINE, DAY, *STORY]
    assert [line.text for line in rows.split("\n".join(whole))] == whole


def test_a_script_without_spaces() -> None:
    sentences = ["海軍は月曜日、行方不明の漁船を捜索するため、巡視艇二隻をモンバサから出港させたと発表した。"] * 1
    sentences += [
        "外務省はタンザニアとソマリアに支援を要請したと述べた。",
        "ラムの漁師は夜明け前まで沖に明かりを見たと話した。",
    ]
    assert count_words(sentences[0]) > 15
    assert ends_sentence(sentences[0])
    assert flat("巡視艇が漁船を捜索", "2024-05-12 10:30", *sentences).paragraphs == tuple(sentences)


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("First published 07:10, updated 5 minutes ago", True),
        ("Published On 9 Nov 2025", True),
        ("Updated jets reach Taiwan by 2026", False),  # a headline
        ("Watch towers were built 12 km from the border, the army said on Monday.", False),
        ("Listen to the program (5:12)", True),
        ("Nobody would tell us what becomes of the barracks.", False),
        ("Why did you stay? Nigeria promised us two ships before Christmas, and Ghana one.", False),  # an interview
        ("If this post was of use to you, buy me a plate of pilau.", True),
        ("An editor of a newsletter on the Horn, he lives in Kampala and in Nairobi.", False),
        ("Sign up for the newsletter that brings the Horn to you every morning.", True),
    ],
)
def test_notices(text: str, truth: bool) -> None:
    assert notices.is_notice(text) is truth


@pytest.mark.parametrize(
    ("paragraph", "place"),
    [
        ("Budapest. Hungary's parliament ratified the accession on Monday.", "Budapest"),
        ("San Diego: The United States will sell Australia three submarines.", "San Diego"),
        ("GORI Long columns of Russian armour withdrew from the town.", "GORI"),
        ("NATO Secretary General Jens Stoltenberg said that he agreed.", None),
        ("Silence. That is what is left of the market, its traders say.", None),
        ("Analysis: The United States will not sell Australia submarines.", None),
    ],
)
def test_places_before_the_first_sentence(paragraph: str, place: str | None) -> None:
    assert dateline.plain(paragraph)[0] == place


def test_bad_pages_neither_hang_nor_raise() -> None:
    line = "Two boats left the port on Monday, said a man. "
    pages = [
        "<html><body>" + "<div>" * 10_000 + f"<p>{line * 5}</p>" + "</div>" * 10_000,
        "<html><body><p>" + "<span>word</span>" * 30_000,
        "<html><body>" + "<a href='x'>A headline of four words</a>" * 30_000,
        "<html><body>" + f"<p>{line}</p>" * 30_000,
        ", and then it went on\nSome words here\n" * 30_000,
        "12/11/2024 10:10 " * 30_000,
        "READ MORE: " * 30_000,
        line * 200_000,
        "<html><head><script type='application/ld+json'>" + "[" * 50_000 + "</script></head><body><p>x",
    ]
    for text in pages:
        began = time.process_time()
        with contextlib.suppress(NoArticle, BadPage):
            article(text)
        assert time.process_time() - began < 15, text[:60]


@pytest.mark.parametrize(
    ("header", "title"),
    [
        # a row of sections in small letters, a section and a slogan, the number of an issue
        (["coast letters", "home - about - walks - tip jar", "The lights are still there", "Notes from the reef"], 2),
        (["Africa | Drums on the reef", "The lights beyond the reef", "By Ann Wekesa"], 1),
        (["COAST REVIEW", "Issue 14, May 2024", "Six boats and no map", "What the navy left out, and why"], 2),
    ],
)
def test_headlines_that_share_little_with_the_report(header: list[str], title: int) -> None:
    assert flat(*header, "12 May 2024", "", *STORY).title == header[title]


def test_a_tree_keeps_links_apart_that_touch() -> None:
    lines = tree.lines_of(tree.parsed("<div><span>3 hrs ago</span><span>Business</span></div>"))
    assert [line.text for line in lines] == ["3 hrs ago Business"]
