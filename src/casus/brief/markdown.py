"""A brief as Markdown, with everything that comes from a page escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from casus.brief import chances, words
from casus.brief.build import Brief
from casus.brief.terminal import plain
from casus.days import words as day_words

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>~&$-])")


def as_markdown(brief: Brief) -> str:
    """The whole brief."""
    return "\n".join(_lines(brief)) + "\n"


def escape(text: str) -> str:
    r"""Text that no Markdown reader takes for markup, on one line.

    >>> print(escape("<script>*a*\n|b|"))
    \<script\>\*a\* \|b\|
    """
    return _SPECIAL.sub(r"\\\1", " ".join(plain(text).split()))


def _lines(brief: Brief) -> Iterator[str]:
    article = brief.article
    yield f"# {escape(article.title)}"
    yield ""
    yield escape(words.masthead(article))
    yield ""
    yield "## What is claimed"
    yield ""
    if brief.claims:
        yield from _table(
            ("", "kind", "who", "the page's own words", "who says so", "how sure"),
            (
                (
                    str(number), claim.kind, words.claim_actors(claim), f"“{claim.quote or claim.text}”",
                    words.who_says(claim, article), claim.modality,
                )
                for number, claim in enumerate(brief.claims, 1)
            ),
        )  # fmt: skip
    else:
        yield "Nothing that casus reads as a claim about peace and war."
    for head, sections in (
        (f"In force on {day_words(brief.day)}", ("in-force",)),
        ("Signed, not in force", ("not-in-force",)),
        ("As it stands", ("fact", "arsenal", "troops")),
    ):
        rows = [row for row in brief.standing if row.section in sections]
        if rows:
            yield from ("", f"## {head}", "")
            yield from _table(("", "", "", "source"), ((r.name, r.article, r.says, r.cite) for r in rows))
    for question in brief.questions:
        yield from ("", f"## {escape(words.headline(question))}", "")
        reported = question.posed.reported
        yield escape(
            (
                "As reported; nothing is supposed."
                if not question.posed.supposed
                else f"As reported; supposed: {'; '.join(question.posed.supposed)}."
            )
            if reported
            else f"Supposed: {'; '.join(question.posed.supposed)}."
        )
        yield ""
        for line in words.answer(question):
            yield f"- **{line.head}**: {escape(line.who)} ({escape(line.why)})" if line.who else f"- **{line.head}**"
        for line in words.above(question):
            yield f"- above all treaties, **{line.head}**: {escape(line.who)} ({escape(line.why)})"
        for head, says in chances.joins(question):
            yield f"- **{head}** {escape(says)}"
    for head, told in (
        ("Duties that pull apart", words.pulled_apart),
        ("What has been said of it (positions, which decide nothing)", words.positions),
    ):
        if rows_told := list(dict.fromkeys(line for question in brief.questions for line in told(question))):
            yield from ("", f"## {head}", "", *(f"- {escape(line)}" for line in rows_told))
    if brief.against_the_text:
        yield from ("", "## Against the text", "")
        for row in brief.against_the_text:
            said = f"claim {row.claim} says “{row.words}”: " if row.words else f"claim {row.claim}: "
            yield f"- {escape(said + row.text)} ({row.treaty})"
    if brief.open_questions:
        yield from ("", "## Open questions", "")
        for q in brief.open_questions:
            yield f"- {escape(q.question)} ({escape(q.cite)}) If yes: {escape(q.if_yes)}. If no: {escape(q.if_no)}."
    for question in brief.questions:
        if question.contrast is not None:
            here = f"{question.contrast.here}, " if question.contrast.here else ""
            yield from ("", f"## {escape(f'What differs {here}from {question.contrast.against}')}", "")
            yield from (f"- {escape(line)}" for line in words.changes(question.contrast))
            yield from (f"- {escape(line)}" for line in chances.differences(question))
    if brief.questions:
        yield from ("", "## Odds", "")
        yield from (f"- {escape(line)}" for q in brief.questions for line in chances.told(q))
        yield from (f"- {escape(line)}" for line in chances.behind(brief.questions))
    yield ""
    yield from (escape(c) for c in dict.fromkeys(line for q in brief.questions for line in words.caveats(q)))
    yield from ("", f"*{words.LAST_LINE}*")


def _table(heads: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(heads) + " |"
    yield "|" + " --- |" * len(heads)
    for row in rows:
        yield "| " + " | ".join(escape(cell) for cell in row) + " |"
