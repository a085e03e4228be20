"""The words in which a brief shows claims, findings and days; text, Markdown and (later) HTML share them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from casus.brief.question import Contrast, Question
from casus.datasets.atop import BEYOND
from casus.days import words as day_words
from casus.events import Attack, name_of
from casus.places import Place
from casus.reports.article import Article
from casus.reports.claim import Amount, Claim
from casus.treaties.evaluate import Finding
from casus.treaties.explain import OWN_MEANS, label
from casus.treaties.vocabulary import HELP

#: The one line that ends every brief.
LAST_LINE = (
    "Claims are not findings of fact; duties are a reading of texts, not legal advice; "
    "odds are what history resembles, not a prediction."
)
#: Heads of a question's lines, in the order in which they are shown.
ORDER = ("bound to defend", "bound to act", "bound to aid", "bound to consult", "barred", "pledged", "may",
         "open", "not yet bound", "nobody is bound", "not bound")  # fmt: skip
#: A list of debtors longer than this is counted, not named in full.
MOST_NAMES = 8


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an answer: the head, the debtors, and the articles with what makes them so."""

    head: str
    who: str
    why: str


def headline(question: Question) -> str:
    """``IF KOR AND USA ATTACK PRK``, or for what a page reports, ``PRK ATTACKED KOR (reported)``."""
    attack = question.attack
    by, on = " and ".join(actors(attack.by, question)), " and ".join(sorted(attack.on))
    if question.posed.reported:
        return f"{by} ATTACKED {on} (reported)".replace(" and ", " AND ")
    many = len(attack.by) > 1
    verb = {
        "armed-attack": "ATTACK", "aggression": "COMMIT AGGRESSION ON" if many else "COMMITS AGGRESSION ON",
        "war": "MAKE WAR ON" if many else "MAKES WAR ON", "mobilisation": "MOBILISE AGAINST",
        "threat": "THREATEN", "crisis": "FALL INTO A CRISIS WITH",
    }[attack.act]  # fmt: skip
    if not many and attack.act in ("armed-attack", "mobilisation", "threat", "crisis"):
        first, _, rest = verb.partition(" ")
        verb = f"{first}S {rest}".strip()
    return f"IF {by} {verb} {on}".replace(" and ", " AND ")


def actors(by: Iterable[str], question: Question) -> list[str]:
    """Attackers, in the order of their ids, non-state forces in words."""
    return [name_of(a).upper() if a.startswith("*") else a for a in sorted(by)]


def answer(question: Question) -> list[Line]:
    """The findings of a question, one line a head and kind of reason; what is merely out of reach is left out."""
    rows: dict[tuple[str, str], list[Finding]] = {}
    told = _nearest_misses(question)
    for finding in question.findings:
        if finding.list == "free" and told.get((finding.treaty.id, finding.debtor)) is not finding:
            continue
        rows.setdefault((label(finding), _why(finding, question.attack)), []).append(finding)
    lines = [Line(head, _names(dict.fromkeys(f.debtor for f in found)), why) for (head, why), found in rows.items()]
    if all(finding.list == "free" for finding in question.findings):
        lines.append(Line("nobody is bound", "", "" if lines else "no treaty at hand reaches this"))
    lines.sort(key=lambda line: ORDER.index(line.head))
    return _merged(lines)


def _nearest_misses(question: Question) -> dict[tuple[str, str], Finding]:
    """Of the promises of help to a side that do not arise, the one a treaty and debtor that came furthest.

    Only for third states that no other promise of help calls.
    """
    called = {f.debtor for f in question.findings if f.list != "free" and f.clause.kind in HELP | {"pledge"}}
    nearest: dict[tuple[str, str], Finding] = {}
    for finding in question.findings:
        if (
            finding.list == "free"
            and finding.debtor not in called | question.attack.states
            and _tells(finding, question.attack)
        ):
            best = nearest.setdefault((finding.treaty.id, finding.debtor), finding)
            if _came(finding) > _came(best):
                nearest[finding.treaty.id, finding.debtor] = finding
    return nearest


def _came(finding: Finding) -> int:
    """How many steps were taken before the first no."""
    return next(i for i, step in enumerate(finding.steps) if step.answer is False)


def above(question: Question) -> list[Line]:
    """What stands above all treaties, a line a head."""
    rows: dict[tuple[str, str], list[str]] = {}
    for f in question.above:
        rows.setdefault((label(f), f.cite), []).append(f.debtor)
    return [Line(head, _names(dict.fromkeys(debtors)), cite) for (head, cite), debtors in rows.items()]


def joinings(question: Question) -> list[str]:
    """The cascade: a line a round, head, creditor and clause, counted where many, with the reading it hangs on."""
    rows: dict[tuple[int, str, str, str, str], list[str]] = {}
    for row in question.cascade:
        f = row.finding
        rows.setdefault((row.round, label(f), f.creditor, f.cite, row.reading), []).append(f.debtor)
    return [
        f"round {number}, {reading}: {_names(dict.fromkeys(debtors))} {head} towards {creditor} ({cite})"
        for (number, head, creditor, cite, reading), debtors in rows.items()
    ]


def caveats(question: Question) -> list[str]:
    """What the answer cannot know: alliances after ATOP's last year, a place that nobody here has heard of."""
    attack, lines = question.attack, []
    if attack.day >= BEYOND:
        lines.append("ATOP ends with 2018: for later days only the treaties that casus has read by hand answer.")
    if isinstance(attack.place, Place) and not attack.place.known:
        lines.append(
            f'casus does not know whose "{attack.place.name}" was on that day, nor in which zones it lies; where that '
            'counts the place is open. "name, state" or "lat,lon" may help.'
        )
    return lines


def pulled_apart(question: Question) -> list[str]:
    """States whose duties pull apart, those alike on one line."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for row in question.conflicts:
        sides = ["; ".join(f"{label(f)} towards {f.creditor} ({f.cite})" for f in side)
                 for side in (row.for_attacked, row.for_attackers)]  # fmt: skip
        rows.setdefault((*sides, "if the open questions are answered yes" if row.possible else ""), []).append(
            row.debtor
        )
    return [
        f"{_names(debtors)}: {attacked}; but {attackers}" + (f" [{hangs}]" if hangs else "")
        for (attacked, attackers, hangs), debtors in rows.items()
    ]


def positions(question: Question) -> list[str]:
    """What was said of the clauses in question, one line each, in order of day."""
    rows = sorted(question.positions, key=lambda row: row[1].day)
    met = {True: "met", False: "not met", None: "neither met nor not met"}
    return [
        f"{day_words(p.day)} {name_of(p.by) if p.by.isupper() and len(p.by) == 3 else p.by}, of "
        f"{t.name} {p.clause} ({met[p.met]}): {p.says} [{p.cite}]"
        for t, p in rows
    ]


def _tells(finding: Finding, attack: Attack) -> bool:
    """A "not bound" is worth a line for a promise of help to a side; for the others silence says the same."""
    return finding.clause.kind in HELP and finding.creditor in attack.states


def _why(finding: Finding, attack: Attack) -> str:
    clause = finding.clause
    if finding.list == "free":
        if finding.creditor in attack.by and finding.creditor not in attack.on:
            return "no duty towards an attacker"
        no = next(step for step in finding.steps if step.answer is False)
        return f"{finding.cite}: {no.question} No"
    words = f"{finding.cite}"
    if len(attack.on) > 1 or finding.list in ("barred",) or finding.creditor not in attack.on:
        words += f" (towards {finding.creditor})"
    if finding.list == "open":
        return words
    if finding.list == "not-yet":
        ahead = [s.start for s in finding.treaty.force if s.start > attack.day]
        return f"{words} from {day_words(ahead[0])}" if ahead else f"{words}, not in force"
    own = OWN_MEANS & set(clause.qualifiers)
    return f"{words}, means its own" if own else words


def changes(contrast: Contrast) -> list[str]:
    """The duties that stand otherwise, one line for all debtors that one article concerns alike."""
    rows: dict[tuple[str, str, str, str], list[str]] = {}
    for change in contrast.changes:
        now, was = (word or "no such treaty" for word in (change.now, change.was))
        rows.setdefault((change.creditor, now, was, change.cite), []).append(change.debtor)
    return [
        f"{_names(dict.fromkeys(who))} towards {creditor}: {now} instead of {was} ({cite})"
        for (creditor, now, was, cite), who in rows.items()
    ]


def _names(states: Iterable[str]) -> str:
    names = list(states)
    if len(names) <= MOST_NAMES:
        return ", ".join(names)
    return f"{', '.join(names[: MOST_NAMES - 2])} and {len(names) - MOST_NAMES + 2} more"


def _merged(lines: list[Line]) -> list[Line]:
    """Lines with the same head and the same debtors become one."""
    merged: dict[tuple[str, str], Line] = {}
    for line in lines:
        key = (line.head, line.who)
        merged[key] = Line(line.head, line.who, f"{merged[key].why}; {line.why}") if key in merged else line
    return list(merged.values())


def claim_actors(claim: Claim) -> str:
    """``PRK → RUS``, or ``PRK – RUS`` for parties that act together."""
    by = " – ".join(claim.by)
    return f"{by} → {', '.join(claim.to)}" if claim.to and by else by or f"→ {', '.join(claim.to)}"


def who_says(claim: Claim, article: Article) -> str:
    """The speaker with role or organisation, the agency told, or the outlet itself."""
    said = claim.said_by
    if said is None:
        return article.agencies[0] if article.agencies else article.outlet or "the outlet"
    office = said.organisation or said.role
    name = f"{said.name}, {office}" if office and office.casefold() not in said.name.casefold() else said.name
    return f"{name}, to {', '.join(claim.via)}" if claim.via else name


def field_words(claim: Claim, name: str, article: Article) -> str:
    """One field of a claim in words, for two readings side by side."""
    match name:
        case "said_by":
            return who_says(claim, article) if claim.said_by is not None else "nobody"
        case "amount":
            return amount_words(claim.amount) or "none"
        case "when":
            return "none" if claim.when is None else f"{claim.when.start} to {claim.when.end or claim.when.start}"
        case "via":
            return ", ".join(claim.via) or "nobody"
        case _:
            return str(getattr(claim, name))


def amount_words(amount: Amount | None) -> str:
    """``1,500``, ``1,000 or more``, ``up to 6,000``."""
    if amount is None:
        return ""
    low, high = amount.low, amount.high
    if low is not None and high is not None:
        number = f"{low:,.0f}" if low == high else f"{low:,.0f}–{high:,.0f}"
    elif low is not None:
        number = f"{low:,.0f} or more"
    else:
        number = f"up to {high:,.0f}"
    return f"{number} {amount.unit or ''}".strip()


def masthead(article: Article) -> str:
    """The line under the title: when, where, by whom, through which agencies, how much text, how much set aside."""
    parts = [published_words(article.published)]
    if article.dateline:
        parts.append(article.dateline)
    if article.byline:
        parts.append("by " + ", ".join(article.byline))
    if article.agencies:
        first, *rest = article.agencies
        parts.append(f"{first}, through {', '.join(rest)}" if rest else first)
    if article.outlet:
        parts.append(article.outlet)
    count, aside = len(article.paragraphs), len(article.furniture)
    parts.append(
        f"{count} paragraph{'s' * (count != 1)}"
        + (f"; {aside} other headline{'s' * (aside != 1)} set aside" if aside else "")
    )
    return " · ".join(parts)


def published_words(published: str | None) -> str:
    """When it appeared, with the offset as given or a word that none was."""
    if published is None:
        return "no date given"
    if "T" not in published:
        return f"{day_words(date.fromisoformat(published))} (no time given)"
    moment = datetime.fromisoformat(published)
    zone = f"UTC{moment.isoformat()[-6:]}" if moment.tzinfo else "(no zone given)"
    return f"{day_words(moment.date())} {moment:%H:%M} {zone}"
