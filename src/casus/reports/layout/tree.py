"""Markup as a tree of elements: what a reader sees of it, line by line, and the paragraphs that trafilatura kept."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

import lxml.etree  # type: ignore[import-untyped]  # lxml ships no types
import lxml.html  # type: ignore[import-untyped]

from casus.reports.layout.lines import MENU, MOST, TEASER, Line
from casus.reports.layout.wording import count_words, listed

_BLOCKS: Final = listed(
    "address article aside blockquote body br caption center cite dd details dialog div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr legend li main nav ol option p pre section "
    "summary table tbody td tfoot th thead title tr ul"
)
_UNSEEN: Final = listed(
    "script style noscript template svg math iframe object select textarea head button audio video canvas"
)
_PIECES: Final = frozenset(
    ["p", "quote", "item", "cell", "head", "code", "list", "table", "row", "lb", "div"]
)  # of trafilatura
_MENU: Final = re.compile(
    r"(?i)(?:^|[\s_\-])(?:nav|navbar|navigation|menu|submenu|footer|breadcrumbs?|crumbs?)(?=$|[\s_\-])"
)
_INLINE: Final = frozenset(["a", "span", "time", "small", "strong", "b", "em", "i", "label", "button"])
_TOLD_APART: Final = ("figure", "figcaption", "aside")  # elements whose name says as much as a class does


def parsed(text: str) -> Any | None:
    """The tree of the page; None if nothing in it is an element."""
    try:
        return lxml.html.fromstring(text.encode("utf-8", "replace"), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (lxml.etree.LxmlError, ValueError):
        return None


def lines_of(tree: Any) -> list[Line]:
    """What a reader sees, one line for each block element, in the order of the page."""
    lines: list[Line] = []
    parts: list[str] = []
    links: list[list[str]] = []
    unseen = anchors = anchor = 0
    within: list[int] = []  # for each line, the number of the link that it is a part of; 0 outside of one
    blocks: list[tuple[str, str]] = [("", "")]

    def flush() -> None:
        raw = "".join(parts)
        text = " ".join(raw.split())
        if text:
            tag, hints = blocks[-1]
            texts = [t for t in (" ".join("".join(link).split()) for link in links) if t]
            if apart := _apart(text, texts[:MOST]):
                lines.extend(Line(t, t, tag, link, hints) for t, link in apart)
                within.extend([0] * len(apart))
                text = ""
        if text:
            longest = max(texts, key=len, default="")
            one = len(texts) <= 2 and sum(map(len, texts)) * 2 >= len(text)
            lines.append(Line(text, raw.strip(), tag, longest if one else "", hints))
            within.append(anchor if anchors else 0)
        parts.clear()
        links.clear()
        if anchors:
            links.append([])

    def add(text: str | None) -> None:
        if text and not unseen:
            parts.append(text)
            if anchors:
                links[-1].append(text)

    for event, element in lxml.etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if len(lines) >= MOST:
            break
        tag = element.tag if isinstance(element.tag, str) else ""
        if event in ("comment", "pi"):
            add(element.tail)
            continue
        if event == "start":
            if tag in _BLOCKS:
                flush()
                blocks.append((tag, _hints(element, tag, blocks[-1][1])))
            unseen += tag in _UNSEEN
            if tag in _INLINE and _touches(element):
                add(" ")
            if _leads_away(element, tag):
                anchors, anchor = anchors + 1, anchor + 1
                links.append([])
            add(element.text)
        else:
            if tag in _BLOCKS:
                flush()
                blocks.pop()
            unseen -= tag in _UNSEEN
            anchors -= _leads_away(element, tag)
            add(element.tail)
    flush()
    return _named_by_headline(lines, within)


def _apart(text: str, links: list[str]) -> list[tuple[str, str]]:
    """The pieces of a line that is one link after the other, each with a few words behind it at most; else []."""
    if len(links) < 2 or min(map(count_words, links)) < 4:
        return []
    starts, at = [], 0
    for link in links:
        if (start := text.find(link, at)) < 0:
            return []
        starts.append(start)
        at = start + len(link)
    ends = [*starts[1:], len(text)]
    between = [text[s + len(link) : e].strip() for s, e, link in zip(starts, ends, links, strict=True)]
    before = text[: starts[0]].strip()
    if any(len(words) > 24 or words[:1] in (".", ",") for words in [*between, before]):
        return []
    pieces = [(f"{link} {words}".strip(), link) for link, words in zip(links, between, strict=True)]
    return [(before, ""), *pieces] if before else pieces


def _named_by_headline(lines: list[Line], within: list[int]) -> list[Line]:
    """The lines with each link around several of them given to its headline alone: a heading, else its first sentence.

    What else stands in such a link is its section, its time, or the first words of its story.
    """
    named = list(lines)
    for _, group in groupby((i for i, link in enumerate(within) if link), key=lambda i: within[i]):
        parts = list(group)
        if len(parts) < 2:
            continue
        headings = [i for i in parts if lines[i].tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
        long = [i for i in parts if count_words(lines[i].text) > 3]
        chosen = (headings or long or parts)[0]
        for i in parts:
            if i != chosen:
                named[i] = replace(lines[i], hints=f"{lines[i].hints} {TEASER}")
    return named


def _touches(element: Any) -> bool:
    """Whether an inline element follows another with nothing between: "3 hrs ago" and "Business" are not one word."""
    before = element.getprevious()
    return before is not None and before.tag in _INLINE and not before.tail and len(before.text_content()) > 1


def _leads_away(element: Any, tag: str) -> bool:
    """Whether an element is a link, and not to a place on the same page or to the front page."""
    return tag == "a" and not (element.get("href") or "").startswith("#") and element.get("href") != "/"


def _hints(element: Any, tag: str, around: str) -> str:
    """Class, id and roles of an element, and those of the one around it; begun by ``MENU`` inside a menu."""
    own = " ".join(element.get(name, "") for name in ("class", "id", "itemprop", "rel"))
    menu = tag in ("nav", "footer") or _MENU.search(own) or around.startswith(MENU)
    menu = menu and tag not in ("main", "article", "body", "aside")
    own = f"{tag} {own}" if tag in _TOLD_APART else own
    return (MENU if menu else "") + f"{own[:200].casefold()} < {around.removeprefix(MENU)[:80]}"


def paragraphs(body: Any) -> list[Line]:
    """The paragraphs that trafilatura kept, without crossheads: ``tag`` is its element's, "" outside of one."""
    found: list[Line] = []
    parts: list[str] = []
    tags: list[str] = [""]
    heads = 0

    def flush() -> None:
        text = " ".join("".join(parts).split())
        if text:
            found.append(Line(text, text, next((t for t in ("quote", "item", "cell", "code") if t in tags), tags[-1])))
        parts.clear()

    for event, element in lxml.etree.iterwalk(body, events=("start", "end")):
        block = element.tag in _PIECES
        if block:
            flush()
        if event == "start":
            if block:
                tags.append(element.tag)
            heads += element.tag == "head"
            if element.text and not heads:
                parts.append(element.text)
        else:
            if block:
                tags.pop()
            heads -= element.tag == "head"
            if element.tail and not heads and element is not body:
                parts.append(element.tail)
    flush()
    return found
