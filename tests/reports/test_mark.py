"""Claims laid back on the article: nothing of it is lost, nothing of it is run."""

from __future__ import annotations

from lxml import html

from casus.reports.article import Article, Page
from casus.reports.claim import Claim
from casus.reports.extract import extract
from casus.reports.mark import as_html, stretches
from casus.reports.read import read

TEXT = """Navies off <b>Jeju</b>

SEOUL, Oct 19 (Yonhap) - South Korea and the United States began a naval drill off Jeju on Saturday. Rain & sun.

"North Korea has sent 1,500 soldiers to Russia," the spy agency said. <script>alert(1)</script> stood.
"""


def made() -> tuple[Article, list[Claim]]:
    article = read(Page(None, None, "text/plain", TEXT.encode(), "0" * 64))
    return article, extract(article)


def test_the_stretches_are_the_text() -> None:
    article, claims = made()
    parts = list(stretches(article, claims))
    assert "".join(part.text for part in parts) == article.text
    assert {n for part in parts for n in part.claims} == set(range(1, len(claims) + 1))
    assert all(article.text[p.start :].startswith(p.text) for p in parts)


def test_every_word_of_the_page_is_escaped() -> None:
    article, claims = made()
    page = as_html(article, claims)
    assert "<script" not in page and "&lt;script&gt;" in page
    tree = html.fromstring(page)
    assert not tree.xpath("//script") and not tree.xpath("//body//b")
    assert len(tree.xpath("//p")) == len(article.paragraphs)
    marked = [mark.text_content() for mark in tree.xpath("//mark")]
    assert [c.text for c in claims if c.text not in marked] == []
    assert len(tree.xpath("//ol/li")) == len(claims)


def test_an_article_without_claims() -> None:
    article, _ = made()
    assert "No claims" in as_html(article, [])
    assert [part.text for part in stretches(article, [])] == [article.text]
