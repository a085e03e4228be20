"""How a work is cited: in a line, as BibTeX, as CSL JSON."""

from __future__ import annotations

import re

import pytest

from casus.datasets import datasets
from casus.sources import Reference

ARTICLE = Reference.of({
    "kind": "article", "authors": ["D'Orazio, Vito", "Çelik, Ayşe"], "title": "Risks & Wars: 50% of a_b", "year": 2019,
    "container": "Journal of Peace", "volume": 12, "number": 3, "pages": "1-20", "doi": "10.1/x",
})  # fmt: skip
CHAPTER = Reference(
    kind="incollection", authors=("Correlates of War Project",), title="On {War}", year=1972, container="Wars",
    pages="19-48", publisher="Sage",
)  # fmt: skip


@pytest.mark.parametrize(
    ("work", "line"),
    [
        (ARTICLE, "D'Orazio & Çelik 2019, Risks & Wars: 50% of a_b, Journal of Peace 12(3):1-20"),
        (CHAPTER, "Correlates of War Project 1972, On {War}, Wars:19-48, Sage"),
    ],
)
def test_in_a_line(work: Reference, line: str) -> None:
    assert str(work) == line


def test_as_bibtex() -> None:
    assert ARTICLE.bibtex().splitlines() == [
        "@article{dorazio2019risks,",
        "  author = {D'Orazio, Vito and Çelik, Ayşe},",
        r"  title = {{Risks \& Wars: 50\% of a\_b}},",
        "  year = {2019},",
        "  journal = {Journal of Peace},",
        "  volume = {12},",
        "  number = {3},",
        "  pages = {1--20},",
        "  doi = {10.1/x}",
        "}",
    ]
    assert "  author = {{Correlates of War Project}}," in CHAPTER.bibtex()  # a body has no given name
    assert "  booktitle = {Wars}," in CHAPTER.bibtex()


def test_as_csl() -> None:
    made = ARTICLE.csl()
    assert made["author"] == [{"family": "D'Orazio", "given": "Vito"}, {"family": "Çelik", "given": "Ayşe"}]
    assert (made["type"], made["issued"], made["page"]) == ("article-journal", {"date-parts": [[2019]]}, "1-20")
    assert CHAPTER.csl()["author"] == [{"literal": "Correlates of War Project"}]
    assert "DOI" not in CHAPTER.csl()


@pytest.mark.parametrize("work", {one.key: one for d in datasets().values() for one in d.references}.values(), ids=str)
def test_every_work_on_the_shelf_can_be_cited(work: Reference) -> None:
    entry = work.bibtex()
    assert entry.count("{") == entry.count("}")
    assert re.match(r"@\w+\{[a-z0-9]+,\n", entry)  # keys that every BibTeX takes
    assert work.csl()["id"] == work.key
