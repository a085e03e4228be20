"""A finding in words: as a label, as a sentence, as a tree of its steps, as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from casus.events import name_of
from casus.treaties.evaluate import Finding, conclude
from casus.treaties.model import Area, Clause
from casus.treaties.steps import Step
from casus.treaties.vocabulary import BARS

#: Words that leave the choice of means to the debtor.
OWN_MEANS = frozenset({"as-it-deems-necessary", "constitutional-processes", "own-judgement"})

#: What the debtor owes, by kind of clause: the verb after "bound to", or the whole of what is barred.
_VERB = {
    "defend": "defend", "aid": "aid", "consult": "consult", "neutrality": "stay neutral",
    "non-aggression": "not attack", "no-aid-to-aggressor": "not help the aggressor",
    "no-hostile-pact": "join no coalition against", "bases": "lend its bases to", "pledge": "help",
    "permission": "help", "status": "keep to the status of",
}  # fmt: skip
_QUALIFIER_WORDS = {
    "as-it-deems-necessary": "means its own",
    "constitutional-processes": "by its own constitutional processes",
    "own-judgement": "as it judges",
    "domestic-law": "within its own law",
    "un-51": "under UN Charter Art. 51",
    "immediately": "without delay",
    "all-means": "by all means at its disposal",
    "on-request": "if asked",
    "joint-decision": "by joint decision",
}


def duty_words(clause: Clause) -> str:
    """What a clause promises, in a few words.

    >>> from casus.treaties.library import shipped
    >>> duty_words(next(c for c in shipped()["usa-kor-1953"].clause if c.id == "III"))
    'would act, by its own constitutional processes'
    """
    if clause.duty == "declares-it-would-act":
        start = "would act"
    elif clause.duty == "may":
        start = "may " + _VERB[clause.kind].replace(" to", "").strip()
    elif clause.kind in ("defend", "aid"):
        start = "act" if clause.kind == "defend" and OWN_MEANS & set(clause.qualifiers) else clause.kind
    elif clause.kind == "pledge" or clause.duty == "pledges":
        start = "pledges help" if clause.kind != "consult" else "pledges to consult"
    else:
        start = _VERB[clause.kind]
    return ", ".join([start, *(_QUALIFIER_WORDS[q] for q in clause.qualifiers)])


def area_words(area: Area) -> str:
    """One row of an area: what is struck, whose, in which zones, held how, on whose soil."""
    words = [area.hits or "anything", *(["of " + ", ".join(area.of)] if area.of else [])]
    words += ["in " + " or ".join(area.within)] if area.within else []
    words += [f"({area.held})"] if area.held else []
    if area.soil is not None:
        words.append("on the soil of " + ("a party" if area.soil == "any-party" else " or ".join(area.soil)))
    return " ".join(words) + (" (doubtful)" if area.ask else "")


def label(finding: Finding) -> str:
    """The head under which a debtor is shown: a bare "bound" would hide the duty."""
    match finding.list:
        case "bound":
            own = OWN_MEANS & set(finding.clause.qualifiers) or finding.clause.duty == "declares-it-would-act"
            return "bound to aid" if finding.clause.kind == "aid" else "bound to act" if own else "bound to defend"
        case "consult":
            return "bound to consult"
        case "barred" | "pledged" | "may" | "open":
            return finding.list
        case "not-yet":
            return "not yet bound"
        case _:
            return "not bound"


def sentence(finding: Finding) -> str:
    """One sentence with the duty, the article and, where it does not arise, the reason."""
    debtor, creditor = name_of(finding.debtor), name_of(finding.creditor)
    verb, cite = _VERB[finding.clause.kind], finding.cite
    match finding.list:
        case "bound" | "consult":
            what = label(finding).removeprefix("bound to ")
            with_or_for = (
                f"consult {creditor}"
                if what == "consult"
                else f"act for {creditor}"
                if what == "act"
                else f"{what} {creditor}"
            )
            return f"{debtor} is bound to {with_or_for} ({cite})."
        case "barred":
            return f"{debtor} is barred: it must {_barred(finding)} ({cite})."
        case "pledged":
            return f"{debtor} has pledged to {verb} {creditor} ({cite}); that does not bind in law."
        case "may":
            return f"{debtor} may {verb} {creditor} ({cite})."
        case "open":
            asked = " ".join(step.question for step in finding.open_steps)
            return f"Whether {debtor} is to {verb} {creditor} is open ({cite}): {asked}"
        case _ if finding.clause.kind in BARS:
            return f"{debtor} is not barred from anything towards {creditor} ({cite}): {reason(finding)}."
        case _:
            return f"{debtor} is {label(finding)} to {verb} {creditor} ({cite}): {reason(finding)}."


def _barred(finding: Finding) -> str:
    creditor = name_of(finding.creditor)
    match finding.clause.kind:
        case "non-aggression":
            return f"not attack {creditor}"
        case "no-aid-to-aggressor":
            return f"give no help to those who attack {creditor}"
        case "neutrality":
            at_war = finding.clause.to == "party-at-war"
            return f"stay neutral while {creditor} is {'at war' if at_war else 'attacked'}"
        case _:
            return f"join no coalition against {creditor}"


def reason(finding: Finding) -> str:
    """Why a duty does not arise: the first step that was answered with no, in words."""
    step = next((s for s in finding.steps if s.answer is False), None)
    return "" if step is None else f"{step.question.rstrip('?')}? No [{step.cite}]"


def tree(finding: Finding) -> str:
    """Every step of the reasoning, one a line."""
    marks = {True: "yes", False: "NO", None: "not known"}
    head = f"{finding.debtor} → {finding.creditor}  {finding.cite}: {label(finding)} ({finding.verdict})"
    return "\n".join([head, *(f"  {marks[s.answer]:>9}  {s.question}  [{s.cite}]" for s in finding.steps)])


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question that decides a duty, the article that it hangs on, and what either answer would change."""

    question: str
    cite: str
    if_yes: str
    if_no: str


def open_questions(findings: Iterable[Finding]) -> list[OpenQuestion]:
    """Each question once, with every duty that hangs on it."""
    by_question: dict[str, dict[tuple[str, str, str], list[tuple[Finding, Step]]]] = {}
    for finding in findings:
        if finding.verdict == "open":
            for step in finding.open_steps:
                clauses = by_question.setdefault(step.question, {})
                clauses.setdefault((finding.treaty.id, finding.clause.id, finding.creditor), []).append((finding, step))
    rows = []
    for question, clauses in by_question.items():
        cites, if_yes, if_no = [], [], []
        for found in clauses.values():
            finding, step = found[0]
            cites.append(f"{finding.treaty.short or finding.treaty.title} {step.cite}")
            debtors = list(dict.fromkeys(one.debtor for one, _ in found))
            if_yes.append(_outcome(finding.answered(question, True), debtors))
            if_no.append(_outcome(finding.answered(question, False), debtors))
        rows.append(OpenQuestion(question, *("; ".join(dict.fromkeys(part)) for part in (cites, if_yes, if_no))))
    return rows


def _outcome(finding: Finding, debtors: list[str]) -> str:
    who = ", ".join(debtors) if len(debtors) <= 6 else f"{', '.join(debtors[:5])} and {len(debtors) - 5} more"
    where = f"{who} {{}} ({finding.cite}, towards {finding.creditor})"
    if finding.list != "open":
        return where.format(label(finding))
    settled = conclude(
        finding.treaty, finding.clause, finding.debtor, finding.creditor,
        tuple(replace(step, answer=True) for step in finding.steps),
    )  # fmt: skip
    return where.format(label(settled)) + ", if its other questions are answered yes too"


def finding_json(finding: Finding) -> dict[str, Any]:
    """The finding as the contract has it."""
    return {
        "treaty": finding.treaty.id,
        "clause": finding.clause.id,
        "cite": finding.cite,
        "kind": finding.clause.kind,
        "binding": finding.treaty.binds,
        "debtor": finding.debtor,
        "creditor": finding.creditor,
        "verdict": finding.verdict,
        "list": finding.list,
        "duty": finding.clause.duty,
        "qualifiers": list(finding.clause.qualifiers),
        "steps": [{"question": s.question, "answer": s.answer, "cite": s.cite} for s in finding.steps],
    }
