"""A brief, an article or a question on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from casus.brief import chances, words
from casus.brief.question import Question
from casus.brief.terminal import plain
from casus.days import words as day_words
from casus.events import name_of
from casus.reports.article import Article
from casus.reports.claim import Claim
from casus.reports.compare import Difference
from casus.reports.mark import stretches
from casus.treaties.explain import OpenQuestion, sentence, tree

if TYPE_CHECKING:  # the reading stage is loaded only by those who read
    from casus.brief.build import Brief

_HEAD = "bold"
_SAID = "WHAT HAS BEEN SAID OF IT (positions, which decide nothing)"
#: Below this width questions stand one under the other.
_TWO_COLUMNS = 100


def print_brief(brief: Brief, out: Console) -> None:
    """The whole brief, in the layout of the design."""
    print_article(brief.article, brief.claims, out)
    in_force = f"IN FORCE ON {day_words(brief.day).upper()}"
    _standing(brief, out, {"in-force": in_force, "not-in-force": "SIGNED, NOT IN FORCE"})
    for i in range(0, len(brief.questions), 2):
        _side_by_side([_question(q) for q in brief.questions[i : i + 2]], out)
    if not brief.questions:
        _section("IF SOMEONE ATTACKS", out)
        _item("The page names no two states whose conflict could be put to the treaties; ask with: casus what-if", out)
    _lines("DUTIES THAT PULL APART", (line for q in brief.questions for line in words.pulled_apart(q)), out)
    _lines(_SAID, (line for q in brief.questions for line in words.positions(q)), out)
    others = "AS IT STANDS"
    _standing(brief, out, {"fact": others, "arsenal": others, "troops": others})
    if brief.against_the_text:
        _section("AGAINST THE TEXT", out)
        for row in brief.against_the_text:
            said = f'claim {row.claim} says "{plain(row.words)}": ' if row.words else f"claim {row.claim}: "
            _item(f"{said}{row.text} [{row.treaty}]", out)
    _open(brief.open_questions, out)
    _differs(brief.questions, out)
    _odds(brief.questions, out)
    out.print()
    _caveats((line for q in brief.questions for line in words.caveats(q)), out)
    out.print(Text(words.LAST_LINE, style="italic"))


def print_article(article: Article, claims: Sequence[Claim], out: Console) -> None:
    """Title, masthead and the table of claims."""
    out.print(Text(plain(article.title), style=_HEAD))
    out.print(Text(plain(words.masthead(article))))
    if not claims:
        _section("WHAT IS CLAIMED", out)
        _item("Nothing that casus reads as a claim about peace and war.", out)
        return
    table = _grid()
    for head, ratio in (("WHAT IS CLAIMED (the page's own words)", 62), ("who says so", 26), ("how sure", 12)):
        table.add_column(Text(head, style=_HEAD), ratio=ratio)
    for number, claim in enumerate(claims, 1):
        row = Table.grid(padding=(0, 1), expand=True)
        row.add_column(width=2, justify="right")
        row.add_column(width=9)
        row.add_column(width=14)
        row.add_column(ratio=1)
        amount = words.amount_words(claim.amount)
        said = Text(f"“{plain(claim.quote or claim.text)}”")
        if amount:
            said.append(f"  [{amount}]", style="dim")
        row.add_row(str(number), claim.kind, words.claim_actors(claim), said)
        table.add_row(row, Text(plain(words.who_says(claim, article))), claim.modality)
    out.print()
    out.print(table)


def print_marked(article: Article, claims: Sequence[Claim], out: Console) -> None:
    """The text of the article, each claim's sentence in colour with its number."""
    text = Text()
    for part in stretches(article, claims):
        weak = all(claims[n - 1].modality in ("denied", "possible", "likely") for n in part.claims)
        text.append(plain(part.text), style=("" if not part.claims else "cyan" if weak else "bold yellow"))
        if part.claims and part.text.strip():
            text.append(f" [{' '.join(map(str, part.claims))}]", style="dim")
    out.print()
    out.print(text)


def print_why(claims: Sequence[Claim], out: Console) -> None:
    """Why each claim was read so: the word, the rule that it met, and where its parties and its speaker stand."""
    _section("WHY", out)
    for number, claim in enumerate(claims, 1):
        if claim.why is not None:
            out.print(Text(f"{number:>3} {claim.kind} {words.claim_actors(claim)}", style="bold"), highlight=False)
            for head, line in (("word", claim.why.predicate), ("rule", claim.why.rule), ("path", claim.why.path)):
                row = Table.grid(padding=(0, 1))
                row.add_column(width=8, justify="right", style="dim")
                row.add_column(ratio=1)
                row.add_row(head, Text(plain(line)))
                out.print(row)


def print_difference(difference: Difference, article: Article, out: Console) -> None:
    """Where a second reader differs from the first: claims of one alone, and fields read otherwise."""
    agreed = sum(not fields for _, _, fields in difference.both)
    _section("THE OTHER READER", out)
    _item(f"{agreed} claims are read alike, {len(difference.both) - agreed} in part", out)
    for head, claims in (("only here", difference.first), ("only there", difference.second)):
        for claim in claims:
            _item(f"{head}: {claim.kind} {words.claim_actors(claim)}: {claim.quote or claim.text}", out)
    for one, other, fields in difference.both:
        for name in fields:
            here, there = (words.field_words(claim, name, article) for claim in (one, other))
            _item(f"{one.kind} {words.claim_actors(one)}, {name}: {here} here, {there} there", out)


def print_furniture(article: Article, out: Console) -> None:
    """The headlines of other stories, by the section of the page in which they stand, with their times resolved."""
    for section in dict.fromkeys(row.section for row in article.furniture):
        _section(f"SET ASIDE: {plain(section)}" if section else "SET ASIDE", out)
        for row in article.furniture:
            if row.section == section:
                when = f"  ({row.published.replace('T', ' ')})" if row.published else ""
                _item(f"{row.headline}{when}", out)


def print_question(question: Question, out: Console, *, why: bool = False, about: str | None = None) -> None:
    """One question with its answer; ``why`` adds every step of every finding, ``about`` those of one debtor."""
    out.print(_question(question))
    _differs([question], out)
    _open(question.open_questions, out)
    _lines("DUTIES THAT PULL APART", words.pulled_apart(question), out)
    _lines(
        "IF THOSE BOUND DO JOIN, and are struck at home for it (what the texts then say; not that anyone will come)",
        words.joinings(question),
        out,
    )
    _lines(_SAID, words.positions(question), out)
    told = [f for f in question.findings if about is None or f.debtor == about]
    if why or about is not None:
        _section("WHY" if about is None else f"WHY: {name_of(about)}", out)
        for finding in told:
            _item(sentence(finding), out)
            out.print(Padding(Text(tree(finding)), (0, 0, 0, 3)))
        if not told:
            _item("No clause at hand concerns it here.", out)
    _odds([question], out)
    out.print()
    _caveats(words.caveats(question), out)
    out.print(Text(words.LAST_LINE, style="italic"))


def _differs(questions: Sequence[Question], out: Console) -> None:
    """What another world changes: duties, and odds."""
    for question in questions:
        if question.contrast is None:
            continue
        here = f" {question.contrast.here}," if question.contrast.here else ""
        _section(f"WHAT DIFFERS{here} from {question.contrast.against}: {words.headline(question)}", out)
        for line in words.changes(question.contrast):
            _item(line, out)
        if not question.contrast.changes:
            _item("Nothing in the duties: every one stands as it did.", out)
        for line in chances.differences(question):
            _item(line, out)


def _odds(questions: Sequence[Question], out: Console) -> None:
    """What the odds say beside the line of each question, and what is behind them."""
    if questions:
        _section("ODDS", out)
        for line in (*(line for q in questions for line in chances.told(q)), *chances.behind(questions)):
            _item(line, out)


def _standing(brief: Brief, out: Console, heads: dict[str, str]) -> None:
    """Lines of what stands, under the heads that ``heads`` gives to their sections."""
    for head in dict.fromkeys(heads.values()):
        rows = [row for row in brief.standing if heads.get(row.section) == head]
        if rows:
            _section(head, out)
            table = _grid(headed=False)
            table.add_column(width=24)
            table.add_column(width=18)
            table.add_column(ratio=1)
            for row in rows:
                table.add_row(Text(" " + row.name), Text(row.article), Text(row.says))
            out.print(table)


def _question(question: Question) -> Table:
    """The head, what is supposed, and a line a group of debtors."""
    block = Table.grid(expand=True)
    block.add_column()
    block.add_row(Text(words.headline(question), style=_HEAD))
    attack = question.attack
    place = "" if attack.place in (None, "home") else f", {attack.place.name}"  # type: ignore[union-attr]  # "home" is excluded
    day, supposed = day_words(attack.day), "; ".join(question.posed.supposed)
    if question.posed.reported:
        block.add_row(Text(f" reported{place}; treaties as of {day}" + ("" if supposed else "; nothing is supposed")))
    else:
        block.add_row(Text(f" on {day}{place}"))
        supposed = supposed or "nothing: all of it was said"
    if supposed:
        block.add_row(Padding(Text(f"supposed: {supposed}"), (0, 0, 0, 1)))
    lines = Table.grid(padding=(0, 1), expand=True)
    lines.add_column(width=17)
    lines.add_column(ratio=1)
    for line in words.answer(question):
        lines.add_row(Text(f" {line.head}"), Text(f"{line.who}  {line.why}"))
    for line in words.above(question):
        lines.add_row(Text(" above all"), Text(f"{line.head}: {line.who}  {line.why}"))
    for head, told in chances.joins(question):
        lines.add_row(Text(f" {head}"), Text(told))
    block.add_row(lines)
    return block


def _side_by_side(blocks: Iterable[Table], out: Console) -> None:
    out.print()
    shown = list(blocks)
    if out.width < _TWO_COLUMNS or len(shown) == 1:
        for block in shown:
            out.print(block)
        return
    table = Table.grid(padding=(0, 3), expand=True)
    for _ in shown:
        table.add_column(ratio=1)
    table.add_row(*shown)
    out.print(table)


def _open(questions: Sequence[OpenQuestion], out: Console) -> None:
    if questions:
        _section("OPEN QUESTIONS", out)
        for row in questions:
            _item(f"{row.question} [{row.cite}]", out)
            for answer, outcome in (("yes", row.if_yes), ("no", row.if_no)):
                out.print(Padding(Text(f"{answer}: {outcome}"), (0, 0, 0, 5)))


def _grid(*, headed: bool = True) -> Table:
    return Table(box=None, expand=True, show_edge=False, pad_edge=False, show_header=headed, padding=(0, 2, 0, 0))


def _section(head: str, out: Console) -> None:
    out.print()
    out.print(Text(head, style=_HEAD))


def _lines(head: str, lines: Iterable[str], out: Console) -> None:
    """A section with one item a line; nothing where there is no line."""
    shown = list(dict.fromkeys(lines))
    if shown:
        _section(head, out)
        for line in shown:
            _item(line, out)


def _caveats(lines: Iterable[str], out: Console) -> None:
    for line in dict.fromkeys(lines):
        out.print(Text(plain(line)))


def _item(text: str, out: Console) -> None:
    out.print(Padding(Text(plain(text)), (0, 0, 0, 1)))
