"""Whatever is given as a page: claims that lie on its text, or one clear line; never a traceback, never a hang.

The long run over ten thousand spoilt pages, with its progress:
    CASUS_MUTATIONS=10000 pytest -s -p no:xdist tests/reports/test_bad_input.py -k spoilt
"""

from __future__ import annotations

import io
import json
import math
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.reports.mutate import PIECES, mutated

from casus import cli
from casus.errors import BadPage, NoArticle
from casus.reports import page
from casus.reports.article import Article
from casus.reports.claim import Claim
from casus.reports.extract import extract
from casus.reports.jsonl import as_json
from casus.reports.language import language_of
from casus.reports.mark import as_html
from casus.reports.read import MOST, read

HERE = Path(__file__).parent
PAGES = sorted(
    file
    for file in (HERE.parent / "pages").glob("[0-9]*")
    if file.suffix in (".txt", ".html") and ".body" not in file.name
)
FOREIGN: dict[str, list[str]] = json.loads((HERE / "foreign.json").read_text(encoding="utf-8"))
WAR = (
    "The treaty, the truce, the sanctions and the missile tests were discussed by the ministers of the alliance in "
    "Warsaw, who warned Russia of an invasion and sent troops to the border with Belarus on Friday. "
)
STORY = [
    WAR,
    "Russian troops attacked Ukraine near Kharkiv on Friday, the defence ministry in Kyiv said in a statement.",
    "Poland and Lithuania signed a defence treaty with Ukraine in Warsaw, and North Korea sent 1,500 soldiers there.",
    "Two patrol boats of Iran were sent to the strait on Sunday night, according to an officer of the American navy.",
]


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail what takes longer; where the platform has no alarm, what has taken longer."""
    start = time.process_time()
    alarmed = hasattr(signal, "SIGPROF") and threading.current_thread() is threading.main_thread()

    def stop(*_: object) -> None:
        raise AssertionError(f"still at it after {seconds} CPU seconds")

    if alarmed:
        before = signal.signal(signal.SIGPROF, stop)
        signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        if alarmed:
            signal.setitimer(signal.ITIMER_PROF, 0)
            signal.signal(signal.SIGPROF, before)
    assert time.process_time() - start < seconds


def check(article: Article, claims: list[Claim]) -> None:
    """What holds of every article and its claims, however bad the page."""
    assert article.paragraphs and all(p.strip() and "\n" not in p for p in article.paragraphs)
    if article.published is not None:
        datetime.fromisoformat(article.published)
    for item in article.furniture:
        assert item.headline.strip()
        if item.published is not None:
            datetime.fromisoformat(item.published)
    for claim in claims:
        assert article[claim.span] == claim.text != ""
        assert claim.by or claim.to
        if claim.amount is not None:
            bounds = [b for b in (claim.amount.low, claim.amount.high) if b is not None]
            assert all(math.isfinite(b) for b in bounds)
            assert all(a <= b for a, b in pairwise(bounds))
    json.dumps(as_json(article, claims), allow_nan=False, ensure_ascii=False).encode()
    assert as_html(article, claims).encode()


def survives(body: bytes, seconds: float = 20) -> int | None:
    """The number of claims, or None where the page is refused in one line."""
    with within(seconds):
        try:
            article = read(page.from_bytes(body, "a page"))
        except BadPage as error:
            assert str(error) and "\n" not in str(error) and len(str(error)) < 300
            return None
        claims = extract(article)
        check(article, claims)
        return len(claims)


def casus(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    body: bytes,
    *options: str,
    command: str = "read",
) -> tuple[int, str, str]:
    """Exit code, stdout and stderr of ``casus read -`` in this process; any other exception fails the test."""
    monkeypatch.setattr(sys, "argv", ["casus", command, "-", *options])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body)))
    with pytest.raises(SystemExit) as ended:
        cli.main()
    captured = capsys.readouterr()
    return int(ended.value.code or 0), captured.out, captured.err


def html(rows: list[str], head: str = "", around: tuple[str, str] = ("", "")) -> bytes:
    paragraphs = "".join(f"<p>{row}</p>" for row in rows[1:])
    body = f"{around[0]}<article><h1>{rows[0]}</h1>{paragraphs}</article>{around[1]}"
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>".encode()


def flat(rows: list[str]) -> bytes:
    return "\n\n".join(rows).encode()


NESTED = "<p>" + "</p><p>".join(STORY) + "</p>"
LARGE = [
    # what it is, the page
    ("one line of prose", (WAR + STORY[1] + " ").encode() * 40_000),
    ("one line of prose, long for an article", (WAR + STORY[1] + " ").encode() * 250),
    ("one line without a space", b"a" * 10_000_000),
    ("one line of words", b"attack Russia Ukraine " * 450_000),
    ("one line in HTML", b"<html><body><p>" + (STORY[1] + " ").encode() * 30_000 + b"</p></body></html>"),
    ("one tag", b"<html><body><p title='" + b"x" * 10_000_000 + b"'>" + NESTED.encode()),
    ("ten thousand nested tags", b"<html><body>" + b"<div>" * 10_000 + NESTED.encode() + b"</div>" * 10_000),
    ("ten thousand nested tags, never closed", b"<html><body>" + b"<b><p>" * 5_000 + NESTED.encode()),
    ("ten thousand nested tables", b"<html><body>" + b"<table><tr><td>" * 3_400 + NESTED.encode()),
    ("ten thousand nested quotations", flat([*STORY, "“" * 10_000 + "Russia attacked Ukraine" + "”" * 10_000])),
    (
        "ten thousand nested brackets of JSON",
        html(["Talks", *STORY], "<script type='application/ld+json'>" + "[" * 10_000),
    ),
    ("names", flat([*STORY, "Russia, Ukraine and Poland, " * 4_000 + "attacked."])),
    ("speakers", flat([*STORY, "he said that she told them that " * 4_000 + "Russia attacked Ukraine."])),
    ("numbers", flat([*STORY, "Russia fired " + "1,000 " * 20_000 + "missiles at Ukraine."])),
    (
        "a number",
        flat([*STORY, f"Russia fired {'9' * 9000} missiles at Ukraine.", f"On {'1' * 5000} May it sent 9 tanks."]),
    ),
    (
        "a chain of words",
        flat([*STORY, f"Russia attacked {'/'.join(['tank'] * 390)} of Ukraine", "x-" * 990 + " Russia."]),
    ),
    ("brackets in a sentence", flat([*STORY, "(" * 1500 + " Russia attacked Ukraine " + ")" * 300 + "."])),
    ("capitals", flat(["RUSSIA ATTACKED UKRAINE ON FRIDAY WITH MISSILES, IT SAID. " * 4000])),
]


@pytest.mark.parametrize("body", [row[1] for row in LARGE], ids=[row[0] for row in LARGE])
def test_large_and_deep_pages_end_soon(body: bytes) -> None:
    survives(body, 25)


def test_a_text_too_long_for_a_report_is_refused_with_its_length() -> None:
    with pytest.raises(NoArticle, match=rf"no single report: its text has [\d,]+ characters \(the most is {MOST:,}\)"):
        read(page.from_bytes(LARGE[0][1], "a page"))


def test_the_story_in_ten_thousand_nested_tags_is_read() -> None:
    """The depth of a page says nothing of what it holds; the parser of markup may give up below, never crash."""
    count = survives(dict(LARGE)["ten thousand nested tags"])
    assert count is None or count >= 3


RIGHT_TO_LEFT = [
    # marks of direction in and around an English text: it says what it said
    "\u202e{}\u202c", "\u2067{}\u2069", "\u200f{}", "\ufeff{}", "{}\u200e",
]  # fmt: skip


@pytest.mark.parametrize("frame", RIGHT_TO_LEFT)
def test_marks_of_direction_do_not_hide_claims(frame: str) -> None:
    plain, marked = survives(flat(STORY)), survives(flat([frame.format(row) for row in STORY]))
    assert plain and marked and marked >= plain - 1


MIXED = [
    # bytes of two encodings in one page
    STORY[0].encode()
    + b"\n\n"
    + "Müller said that “talks” were near, and Łódź would host them for Poland.".encode("cp1250"),
    "\n\n".join(STORY).encode() + "\n\n“Договор” ".encode("cp1251") * 3,
    b"\xff\xfe" + "\n\n".join(STORY).encode(),  # a byte order mark that lies
    b"\xef\xbb\xbf" + "\n\n".join(STORY).encode("utf-16-le"),
    "\n\n".join(STORY).encode("utf-16"),
    "\n\n".join(STORY).encode("utf-32"),
    b"<meta charset='utf-16'>" + html(["Talks", *STORY]),
    b"<meta charset='utf-7'>" + html(["Talks", *STORY]) + b"\xe9",
    b"<meta charset='shift_jis'>" + html(["Talks", *STORY]) + b"\xe9\x81",
    "\n\n".join(STORY).encode() + b"\xe9" * 4,
    "\n\n".join(STORY).encode() + b"\xed\xa0\x80\xf8\x88\x80\x80\x80",
]


@pytest.mark.parametrize("body", MIXED)
def test_mixed_encodings(body: bytes) -> None:
    survives(body)


BAD = [
    # what it is, the page, words of the one line that it gets
    ("empty", b"", "is empty"),
    ("blank", b" \n\t\r\n \x0c", "is empty"),
    ("a NUL byte", flat(STORY).replace(b"treaty", b"tre\0aty"), "a NUL byte at"),
    ("NUL bytes alone", b"\0" * 5000, "NUL"),
    (
        "an empty body",
        b"<!doctype html><html><head><title>Russia attacks</title></head><body></body></html>",
        "no article",
    ),
    ("a body of scripts", b"<html><body><script>" + b"var a = 'Russia attacked Ukraine.';" * 90, "no article"),
    ("a program", b"\x7fELF\x02\x01\x01" + bytes(9) + random.Random(1).randbytes(4000), "binary"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + random.Random(2).randbytes(4000), "a PNG image"),
    ("a document", b"%PDF-1.7\n" + random.Random(3).randbytes(4000), "a PDF"),
    ("noise without a NUL", random.Random(4).randbytes(9000).replace(b"\0", b"\1"), "binary or in an unknown encoding"),
    (
        "a menu",
        b"Home\nNews\nSport\nSign in\nMost read\nStorm closes ports\nTwo held over stolen maize\n",
        "no article",
    ),
]


@pytest.mark.parametrize(("body", "words"), [row[1:] for row in BAD], ids=[row[0] for row in BAD])
@pytest.mark.parametrize("command", ["read", "brief"])
def test_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], body: bytes, words: str, command: str
) -> None:
    code, out, err = casus(monkeypatch, capsys, body, command=command)
    assert (code, out) == (1, "")
    assert err.startswith("casus: ") and err.count("\n") == 1
    assert words in err and ("give" in err or "save" in err)


WALLS = [
    # what stands in place of an article, and what it is
    (
        "robots",
        html(
            [
                "www.dailyriver.example",
                "Verify you are human by completing the action below.",
                "www.dailyriver.example needs to review the security of your connection before proceeding.",
            ],
            "<title>Just a moment...</title>",
        ),
    ),
    (
        "robots",
        b"About this page\n\nOur systems have detected unusual traffic from your computer network. This page checks to "
        b"see if it's really you sending the requests, and not a robot.\n\nThis page appears when we automatically "
        b"detect requests which appear to be in violation of the terms of service. In the meantime, solving the above "
        b"CAPTCHA will let you continue to use our services.\n\nIP address: 192.0.2.1\n",
    ),
    (
        "robots",
        html(
            [
                "Press &amp; Hold to confirm you are a human (and not a bot).",
                "Access to this page has been denied because we believe you are using automation tools to browse it.",
                "Please make sure that Javascript and cookies are enabled and that you are not blocking them.",
            ]
        ),
    ),
    ("robots", b"Please enable JS and disable any ad blocker"),
    (
        "not found",
        html(
            [
                "Sorry, we can't find that page",
                "The page you are looking for may have been moved, or it may no longer exist. Check that the address "
                "was typed correctly, or go back to our front page and try a search from there.",
            ],
            around=("", "<ul><li><a href=/a>Russia attacks Ukraine with 50 missiles</a></li></ul>"),
        ),
    ),
    (
        "subscribe",
        html(
            [
                "Russia attacks Ukraine with 50 missiles",
                "To continue reading this article, please subscribe or sign in to your account. Subscribers have "
                "unlimited access to all our stories, newsletters and podcasts for 4 dollars a month.",
            ]
        ),
    ),
    (
        "consent",
        html(
            [
                "We value your privacy",
                "We and our partners store and access information on a device, such as cookies, and process personal "
                "data for personalised ads and content, ad and content measurement, and audience insights.",
                "You may click to consent to our and our partners' processing as described above.",
            ]
        ),
    ),
]


@pytest.mark.parametrize(("what", "body"), WALLS)
def test_what_stands_before_an_article_is_none(what: str, body: bytes) -> None:
    with pytest.raises(NoArticle) as caught:
        read(page.from_bytes(body, "a page"))
    assert what in str(caught.value) and "holds no article" in str(caught.value)


def test_a_report_about_robots_and_consent_is_an_article() -> None:
    report = [
        "Hackers of North Korea attacked the foreign ministry of South Korea behind a false captcha, Seoul's spy "
        "agency said on Friday.",
        "The page asked officials to confirm that they were human and then took over their computers.",
        "Seoul imposed sanctions on two companies and accused Pyongyang of a campaign against its embassies.",
    ]
    assert read(page.from_bytes(flat(report), "a page")).paragraphs


@pytest.mark.parametrize("language", FOREIGN)
@pytest.mark.parametrize("form", [flat, html])
def test_a_page_in_another_language_says_which_and_claims_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, form: object
) -> None:
    rows = FOREIGN[language]
    body = flat(rows) if form is flat else html(rows)
    code, out, err = casus(monkeypatch, capsys, body, "--format", "jsonl")
    assert code == 0 and err.count("\n") == 1 and f"is in {language}" in err
    found = json.loads(out)
    assert found["claims"] == []
    assert found["article"]["title"] == rows[0]


@pytest.mark.parametrize("language", ["Russian", "Chinese"])
def test_a_brief_of_a_page_in_another_language_says_which(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str
) -> None:
    code, out, err = casus(
        monkeypatch, capsys, flat(FOREIGN[language]), "--format", "json", "--as-of", "2024-10-19", command="brief"
    )
    assert code == 0 and f"is in {language}" in err and json.loads(out)["claims"] == []


def test_every_judged_page_is_in_english() -> None:
    for file in PAGES:
        assert language_of(read(page.load(str(file))).text) == "English", file.name


SAMPLES = [
    # in encodings of their own, as old pages are
    ("Russian", "koi8-r"), ("Russian", "cp1251"), ("Japanese", "shift_jis"), ("Chinese", "gb2312"),
    ("Korean", "euc-kr"), ("Arabic", "cp1256"), ("Turkish", "iso-8859-9"), ("French", "cp1252"),
    ("Ukrainian", "utf-16"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "encoding"), SAMPLES)
def test_other_languages_in_their_encodings(language: str, encoding: str) -> None:
    rows = FOREIGN[language]
    text = html(rows, f"<meta charset='{encoding}'>").decode()
    found = read(page.from_bytes(text.encode(encoding, errors="xmlcharrefreplace"), "a page"))
    assert language_of(found.text) == language
    assert extract(found) == []


# Pages that nobody would think of.

FOUND = [
    # spoilt pages on which something once broke: the page, the seed, what broke
    ("25-goma-way-out.html", 5562),  # a headline of another story that was nothing but "READ:"
    ("02-sixty-targets.html", 9413),  # a zone of time that nobody knows, "(EMP)"
]


@pytest.mark.parametrize(("name", "seed"), FOUND)
def test_pages_that_once_broke_the_reader(name: str, seed: int) -> None:
    survives(mutated((HERE.parent / "pages" / name).read_bytes(), seed))


BLANK = [
    # paragraphs that only another program gives: what the rules once stumbled over
    "Russia denied \r0", "²", "Russia sent ² soldiers to Belarus on ² May.", "\x85",
    "Russia \u2028 attacked \x0b Ukraine.",
]  # fmt: skip


@pytest.mark.parametrize("paragraph", BLANK)
def test_paragraphs_with_odd_blanks_and_digits(paragraph: str) -> None:
    plain = read(page.from_bytes(flat(STORY), "a page"))
    for claim in extract(replace(plain, paragraphs=(WAR.strip(), paragraph))):
        assert claim.text


SPOILT = int(os.environ.get("CASUS_MUTATIONS", "150"))
SHARES = 1 if SPOILT > 1000 else 5


@pytest.mark.parametrize("share", range(SHARES))
def test_spoilt_pages(share: int) -> None:
    """Pages of tests/pages with bytes, lines, tags and words cut, doubled, swapped and put in."""
    bodies = [file.read_bytes() for file in PAGES]
    refused, claims, failed, start = 0, 0, [], time.monotonic()
    seeds = range(share, SPOILT, SHARES)
    for done, seed in enumerate(seeds, 1):
        body = mutated(bodies[seed % len(bodies)], seed)
        try:
            count = survives(body)
        except Exception as error:
            failed.append(f"{PAGES[seed % len(bodies)].name}, seed {seed}: {type(error).__name__}: {str(error)[:200]}")
            continue
        refused, claims = refused + (count is None), claims + (count or 0)
        if SPOILT > 1000 and done % 200 == 0:
            took = time.monotonic() - start
            told = f"{refused} refused, {claims} claims, {len(failed)} failed"
            print(f"  {done:,} of {len(seeds):,} in {took:.0f} s: {told}", flush=True)
            for line in failed[-3:]:
                print("   ", line)
    assert not failed, "\n".join(failed)
    assert refused < len(seeds) * 0.6, "most pages were refused: nothing is tested any more"


FRAGMENTS = [
    "Russia", "North Korea", "the Kremlin", "Kyiv", "Seoul's spy agency", "NATO", "the two countries", "attacked",
    "sent", "signed a treaty with", "said", "told AFP", "accused", "of", "that", "who", "which", "not", "will", "may",
    "denied", "1,500", "dozens of", "more than", "up to", "two million", "soldiers", "missiles", "on Friday",
    "in June", "since 2014", "yesterday", '"', "“", "”", "'", ",", ".", ". ", "?", "!", ":", "-", "–", "(", ")", "\n",
    "\n\n", " ", "By Ana Phiri", "LUSAKA (AFP) -", "7 August 2023", "2 hours ago", "Most read", "READ:", "he", "they",
    "it", "and", "by", "to", "against",
]  # fmt: skip
strange = st.sampled_from([piece.decode("utf-8", errors="replace") for piece in PIECES if len(piece) < 600])
wording = st.lists(st.sampled_from(FRAGMENTS) | strange | st.text(max_size=12), max_size=90).map(" ".join)
ROUNDS = settings(
    max_examples=max(60, SPOILT // 5), deadline=None, derandomize=True, database=None,
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@ROUNDS
@given(st.binary(max_size=3000))
def test_any_bytes(body: bytes) -> None:
    survives(body)


@ROUNDS
@given(wording)
def test_any_wording(text: str) -> None:
    survives((WAR + text).encode("utf-8", errors="replace"))


@ROUNDS
@given(st.lists(wording, min_size=1, max_size=5), st.sampled_from(["p", "div", "li", "td", "h2", "blockquote", "time"]))
def test_any_markup(rows: list[str], tag: str) -> None:
    inside = "".join(f"<{tag} class='{row[:20]}'>{row}</{tag}>" for row in [WAR, *rows])
    survives(f"<html><body><main>{inside}</main></body></html>".encode("utf-8", errors="replace"))


@ROUNDS
@given(st.lists(wording.map(lambda text: text.replace("\n", " ")), min_size=1, max_size=6))
def test_any_article(rows: list[str]) -> None:
    """What another program may make and give to ``extract``: paragraphs that no page would give."""
    plain = read(page.from_bytes(flat(STORY), "a page"))
    article = Article(
        source=plain.source, title="", published=None, byline=(), dateline=None, agencies=(),
        paragraphs=(WAR.strip(), *(row.encode("utf-8", errors="replace").decode() or "x" for row in rows)),
    )  # fmt: skip
    with within(20):
        for claim in extract(article):
            assert article[claim.span] == claim.text != ""
