"""A language model as the reader: any endpoint that speaks the OpenAI protocol, held to the words of the article.

Only what the user names is called. What comes back is checked: a claim whose words do not stand in the article, or
whose parties are no states or organisations that casus knows, is dropped and counted. Answers are kept by content.
"""

from __future__ import annotations

import hashlib
import json
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from casus import states
from casus.errors import InputError, UnknownState
from casus.reports.article import Article, Span
from casus.reports.claim import PLOVER, Amount, Claim, Kind, Modality, Speaker, When
from casus.reports.rules.names import table as names_table
from casus.reports.rules.sentences import sentences

#: Statuses after which it is worth asking again.
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504})
_TRIES = 3
#: Characters a token, for the estimate of what a page will cost; English has about four.
_A_TOKEN = 4
_DAY = r"^\d{4}(-\d{2}(-\d{2})?)?$"


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where and what to ask. ``budget``: most tokens that a page may cost, in and out; ``seconds``: longest wait."""

    url: str
    model: str
    key: str | None = None
    budget: int = 20_000
    seconds: float = 120.0


@dataclass(frozen=True, slots=True)
class Reading:
    """The claims that stood the check, why each of the others was dropped, what it cost, and if it was kept."""

    claims: list[Claim]
    dropped: tuple[str, ...]
    tokens: int
    kept: bool


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Said(_Strict):
    name: str
    role: str | None
    organisation: str | None
    state: str | None


class _Amount(_Strict):
    low: float | None
    high: float | None
    unit: str | None


class _When(_Strict):
    start: Annotated[str, Field(pattern=_DAY)]
    end: Annotated[str, Field(pattern=_DAY)] | None


class _Row(_Strict):
    words: str
    kind: Kind
    by: list[str]
    to: list[str]
    said_by: _Said | None
    via: list[str]
    modality: Modality
    amount: _Amount | None
    when: _When | None
    where: list[str]


class _Answer(_Strict):
    claims: list[_Row]


_TASK = """You annotate claims about peace and war in one news article. One row for each distinct act, promise, \
threat, test, deal, accusation, talk, assessment or standing fact that a body sentence states with a named actor or \
target. Take nothing from outside the article and invent nothing.

kind: treaty, pledge, deploy (also mobilisation, patrols, basing), transfer (arms, aid to armed groups), \
exercise, test (also satellite launches), attack (also clashes, boarding, violated airspace), threaten (also \
warnings), sanction (also closed borders, cut ties), talk (mediator in by, parties in to), ceasefire (also \
pull-backs, releases), accuse (also condemnations), status (a standing fact: holds, hosts, protects, does not \
recognise), assess (a judgement or forecast).
by: who acts, all joint actors; to: towards whom. Use ISO 3166 alpha-3 codes for states (a capital, leader or \
ministry stands for its state; occupied or breakaway land for its recognised state) and these ids for others: \
{others}. Pronouns and "the two" stand for whom they mean.
said_by: who says it, if the sentence attributes it with a neutral verb or a quotation; null where the verb of \
speech is itself the act (accuse, condemn, warn, threaten, vow). via: agencies told ("told AFP").
modality: denied > possible (may, could) > likely (expected, believed) > planned (will, to) > reported \
(attributed) > asserted.
amount: the first number that counts what is moved, fired, killed or paid; low and high are equal for "about n", \
high is null for "more than n", low is null for "up to n". when: the day or month of the act if the sentence \
gives it; the article is of {published}. where: place names of the act.
words: copy, exactly, the words of ONE sentence of the article that carry the claim.
No row for conditions (if, once), demands, praise, economic aid, or mere back-references. Answer with JSON only."""


def extract(
    article: Article, endpoint: Endpoint, cache: Path | None = None, client: httpx.Client | None = None
) -> Reading:
    """The claims that the model finds in the article, as far as the article bears them out.

    ``cache``: a folder in which answers are kept by article, model and task. One clear `InputError` where the endpoint
    refuses, fails, takes too long, answers in no JSON, or the page would cost more than the budget.
    """
    body = _body(article, endpoint)
    need = len(json.dumps(body)) // _A_TOKEN
    if need > endpoint.budget:
        raise InputError(
            f"the page needs some {need:,} tokens, the budget is {endpoint.budget:,}; raise it with --budget"
        )
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    held = cache / f"{digest}.json" if cache is not None else None
    if held is not None and held.is_file():
        answer, tokens, kept = held.read_text(encoding="utf-8"), 0, True
    else:
        answer, tokens = _ask(body, endpoint, client)
        kept = False
    rows = _parsed(answer, endpoint)
    if held is not None and not kept:
        held.parent.mkdir(parents=True, exist_ok=True)
        part = held.with_suffix(".part")
        part.write_text(answer, encoding="utf-8")
        part.replace(held)
    claims, dropped = _checked(rows, article, endpoint.model)
    return Reading(claims, dropped, tokens, kept)


def _body(article: Article, endpoint: Endpoint) -> dict[str, Any]:
    others = ", ".join(sorted({*names_table()["organisations"], *names_table()["groups"]}))
    task = _TASK.format(others=others, published=article.published or "an unknown day")
    schema = {"name": "claims", "strict": True, "schema": _Answer.model_json_schema()}
    return {
        "model": endpoint.model,
        "temperature": 0,
        "max_tokens": max(256, endpoint.budget // 2),
        "messages": [
            {"role": "system", "content": task},
            {"role": "user", "content": f"{article.title}\n\n{article.text}"},
        ],
        "response_format": {"type": "json_schema", "json_schema": schema},
    }


def _ask(body: dict[str, Any], endpoint: Endpoint, client: httpx.Client | None) -> tuple[str, int]:
    """The text of the answer and the tokens that it cost."""
    until = time.monotonic() + endpoint.seconds
    url = endpoint.url.rstrip("/") + "/chat/completions"
    headers = {"Authorization": f"Bearer {endpoint.key}"} if endpoint.key else {}
    own = client or httpx.Client()
    try:
        for attempt in range(1, _TRIES + 1):
            left = until - time.monotonic()
            if left <= 0:
                raise InputError(f"{url}: no answer within {endpoint.seconds:g} s; give more time with --seconds")
            answer = own.post(url, json=body, headers=headers, timeout=left)
            if answer.status_code == 400 and "response_format" in answer.text and "response_format" in body:
                body = {key: value for key, value in body.items() if key != "response_format"}
                continue
            if answer.status_code not in _AGAIN or attempt == _TRIES:
                break
            time.sleep(min(_pause(answer, attempt), max(0.0, until - time.monotonic())))
    except httpx.TimeoutException:
        raise InputError(f"{url}: no answer within {endpoint.seconds:g} s; give more time with --seconds") from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise InputError(f"{url}: cannot be reached ({error or type(error).__name__})") from None
    finally:
        if client is None:
            own.close()
    if answer.status_code != 200:
        hint = {401: "; is CASUS_LLM_KEY right?", 404: "; is the model's name right?"}.get(answer.status_code, "")
        raise InputError(f"{url}: the endpoint answers {answer.status_code}{hint}")
    return _content(answer, url)


def _pause(answer: httpx.Response, attempt: int) -> float:
    told = str(answer.headers.get("retry-after", ""))
    return float(told) if re.fullmatch(r"\d+(\.\d+)?", told) else 0.5 * 2.0**attempt


def _content(answer: httpx.Response, url: str) -> tuple[str, int]:
    try:
        told = answer.json()
        choice = told["choices"][0]
        message = choice["message"]
        refusal, text, ended = message.get("refusal"), message.get("content"), choice.get("finish_reason")
        tokens = int((told.get("usage") or {}).get("total_tokens") or 0)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        raise InputError(f"{url}: the answer is not what the OpenAI protocol has; is it such an endpoint?") from None
    if refusal or ended == "content_filter":
        raise InputError(f"{url}: the model refuses to read the page ({_short(refusal or 'content filter')})")
    if ended == "length":
        raise InputError(f"{url}: the answer was cut off by the budget; raise it with --budget")
    if not isinstance(text, str) or not text.strip():
        raise InputError(f"{url}: the answer is empty")
    return text, tokens


def _parsed(answer: str, endpoint: Endpoint) -> list[_Row]:
    """The rows; text around the JSON, as some models write, is set aside."""
    found = re.search(r"\{.*\}", answer, re.DOTALL)
    try:
        return _Answer.model_validate_json(found.group() if found else answer).claims
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "the answer"
        raise InputError(f"{endpoint.model}: no readable answer ({place}: {_short(first['msg'])})") from None


def _checked(rows: list[_Row], article: Article, model: str) -> tuple[list[Claim], tuple[str, ...]]:
    spans = sentences(article.text)
    claims: list[Claim] = []
    dropped: list[str] = []
    for row in rows:
        at = _found(row.words, article.text)
        span = next((s for s in spans if at is not None and s.start <= at < s.end), None)
        if span is None:
            dropped.append(f'not in the article: "{_short(row.words)}"')
            continue
        unknown = [p for p in (*row.by, *row.to) if not _known(p)]
        if unknown or not (row.by or row.to):
            dropped.append(f"no party known: {', '.join(unknown) or 'none named'}")
            continue
        claims.append(_claim(row, article, span, model))
    order = sorted(dict.fromkeys(claims), key=lambda claim: claim.span.start)
    return order, tuple(dropped)


def _claim(row: _Row, article: Article, span: Span, model: str) -> Claim:
    said, amount, when = row.said_by, row.amount, row.when
    state = said.state if said is not None and said.state is not None and _known(said.state) else None
    return Claim(
        article.source, span, article.text[span.start : span.end], row.kind, tuple(row.by), tuple(row.to),
        Speaker(said.name, said.role, said.organisation, state) if said is not None else None, tuple(row.via),
        row.modality, Amount(amount.low, amount.high, amount.unit) if amount is not None else None,
        When(when.start, when.end) if when is not None else None, tuple(row.where), PLOVER[row.kind],
        extractor=f"llm:{model}", quote=_short(row.words, 90),
    )  # fmt: skip


def _found(words: str, text: str) -> int | None:
    """Where the words stand in the text; quotation marks and white space may differ."""
    parts = re.split(r"[\s\"'“”‘’«»]+", words.strip().strip(".,;"))
    if not any(parts):
        return None
    pattern = r"[\s\"'“”‘’«»]+".join(re.escape(part) for part in parts if part)
    hit = re.search(pattern, text)
    return hit.start() if hit else None


def _known(party: str) -> bool:
    if party in names_table()["organisations"] or party in names_table()["groups"]:
        return True
    try:
        states.get(party)
    except UnknownState:
        return False
    return True


def _short(text: str, most: int = 60) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
