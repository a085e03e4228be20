"""The straight line: page → article → claims → attacks → findings → brief."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from casus.brief.against import Discrepancy, against_the_text
from casus.brief.choose import attacks_in
from casus.brief.question import Question, ask, contrast
from casus.brief.standing import Standing, standing
from casus.brief.worlds import in_force, signed_not_yet
from casus.errors import InputError
from casus.events import Supposition
from casus.reports.article import Article, Page
from casus.reports.claim import Claim
from casus.reports.extract import extract
from casus.reports.jsonl import as_json
from casus.reports.read import read
from casus.run import Run
from casus.treaties.explain import OpenQuestion
from casus.treaties.library import Library, shipped
from casus.world import World


@dataclass(frozen=True, slots=True)
class Brief:
    """A page read and put to the treaties; ``day`` is the day as of which they are read."""

    article: Article
    claims: tuple[Claim, ...]
    day: date
    standing: tuple[Standing, ...]
    questions: tuple[Question, ...]
    against_the_text: tuple[Discrepancy, ...]
    run: Run

    @property
    def open_questions(self) -> list[OpenQuestion]:
        """What the texts do not settle, over all questions, each once."""
        rows = [row for question in self.questions for row in question.open_questions]
        return list({(row.question, row.cite): row for row in rows}.values())

    def as_json(self) -> dict[str, Any]:
        """The brief as the contract has it."""
        return {
            **as_json(self.article, self.claims),
            "outlet": self.article.outlet,
            "standing": [row.as_json() for row in self.standing],
            "against_the_text": [row.as_json() for row in self.against_the_text],
            "questions": [question.as_json() for question in self.questions],
            "open_questions": [
                {"question": q.question, "cite": q.cite, "if_yes": q.if_yes, "if_no": q.if_no}
                for q in self.open_questions
            ],
            "run": self.run.as_json(),
        }


def build(
    page: Page, library: Library | None = None, *, as_of: date | None = None, seed: int = 0, draws: int = 0
) -> Brief:
    """The straight line. ``as_of``: the day to read treaties by, where it is not the day on which the page appeared.

    Without ``draws`` there are no odds.
    """
    treaties = library if library is not None else shipped()
    article = read(page)
    claims = extract(article)
    day = as_of or _day_of(article)
    world = World.on(day, knowing=day)
    attacks = attacks_in(claims, treaties, world)
    questions = tuple(_asked(treaties, row, world.day, draws, seed) for row in attacks)
    on_page = tuple(dict.fromkeys(s for c in claims for s in (*c.by, *c.to) if world.exists(s)))
    options = {"as_of": as_of and as_of.isoformat(), "draws": draws}
    return Brief(
        article,
        tuple(claims),
        world.day,
        tuple(standing(on_page, questions, treaties, world)),
        questions,
        tuple(against_the_text(claims, treaties, world.day)),
        Run("brief", seed, {"page": page.sha256, "treaties": treaties.digest}, options),
    )


def _asked(treaties: Library, posed: Supposition, day: date, draws: int, seed: int) -> Question:
    """The question, set beside the world in which treaties that are signed and would reach it are in force."""
    question = ask(treaties, posed, knowing=day, draws=draws, seed=seed)
    waiting = signed_not_yet(question.findings)
    if not waiting:
        return question
    changed = treaties.plus(in_force(treaty, posed.attack.day) for treaty in waiting)
    other = ask(changed, posed, knowing=day, draws=draws, seed=seed)
    here = f"with {', '.join(t.name for t in waiting)} in force"
    return replace(question, contrast=contrast(other, question, "the treaties as they stand", here))


def _day_of(article: Article) -> date:
    if article.published is None:
        raise InputError("the page does not say when it was published; give the day with --as-of YYYY-MM-DD")
    return date.fromisoformat(article.published[:10])
