"""A page of markup, taken apart: the body by trafilatura, everything around it by the page's own elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import lxml.etree  # type: ignore[import-untyped]  # lxml ships no types
import lxml.html  # type: ignore[import-untyped]
import trafilatura

from casus.reports.layout import agencies, ago, byline, dateline, flat, head, times
from casus.reports.layout.flat import FEWEST, keep_body
from casus.reports.layout.head import key
from casus.reports.layout.lines import MENU, MOST, Line, Role, count_words, role
from casus.reports.layout.parts import Parts

_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
        "cite",
    ]
)
_ABOVE: Final = re.compile(
    r"\b(?:standfirst|dek|deck|subtitle|subhead|sub-?heading|summary|strapline|teaser|excerpt)\b"
)
_ASIDE: Final = re.compile(
    r"(?:^|[\s_-])(?:caption|figcaption|pull-?quote|pull|factbox|promo|newsletter|advert|ad|ads|advertisement|sponsored|share|"
    r"read-?(?:also|more|on|next)|see-?also|also-?read|donate|donation|author-?(?:box|bio|info)|about-?author|bio)(?=$|[\s_-])"
)
_UNSEEN: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "select",
        "textarea",
        "head",
        "button",
        "audio",
        "video",
        "canvas",
    ]
)
_MENU: Final = re.compile(
    r"(?i)(?:^|[\s_\-])(?:nav|navbar|navigation|menu|submenu|footer|breadcrumbs?|crumbs?)(?=$|[\s_\-])"
)


def dissect(text: str) -> Parts | None:
    """The parts of a page of markup; None if it holds no article."""
    text = re.sub(r"^\s{0,100}<\?xml[^>]{0,200}\?>", "", text.lstrip("\ufeff"), count=1)
    tree = parsed(text)
    if tree is None:
        return None
    lines = lines_of(tree)
    document: Any = trafilatura.bare_extraction(text, include_comments=False, include_tables=True, with_metadata=True)
    declared = head.declared(tree, document)
    title, title_at = head.title(tree, lines, declared, document.title if document is not None else None)
    candidates = _paragraphs(document.body) if document is not None else []
    standfirst = {key(v) for v in declared["description"]}
    standfirst |= {key(line.text) for line in lines if _ABOVE.search(line.hints.split(" < ")[0])}
    aside = {key(line.text) for line in lines if _ASIDE.search(line.hints.split(" < ")[0])}
    linked = {key(line.text) for line in lines if line.link and len(line.link) * 10 >= len(line.text) * 9}
    linked |= {key(line.text) for line in lines if line.link and _is_time(line.text.replace(line.link, "", 1))}
    aside |= {text for text in linked if text}  # a line that is a link and no more leads to another story
    bold = {key(b.text_content()) for b in tree.iter("b", "strong") if len(b.text_content()) < 100}  # crossheads
    above = _above(lines, title_at)
    indices = [
        i
        for i, line in enumerate(candidates)
        if key(line.text) not in aside
        and key(line.text)[:60] not in above
        and not (key(line.text) in bold and role(line) is Role.LABEL)
        and _belongs(line, i, title, standfirst)
    ]
    body = [candidates[i].text for i in keep_body(candidates, _without_labels(candidates, indices))]
    if sum(map(count_words, body)) < FEWEST:  # trafilatura saw nothing: read the lines as flat text
        parts = flat.of_lines(lines)
        if parts is not None:
            parts.markup, parts.declared = True, declared
            if title_at is not None and title_at < parts.body_at:
                parts.title, parts.title_at = title, title_at
        return parts
    taken = _taken(lines, body)
    body_at = min(taken, default=len(lines))
    if title_at is not None and title_at > body_at:
        title_at = None
    if (title_at is None or lines[title_at].tag not in ("h1", "h2")) and 0 < body_at < len(
        lines
    ):  # no heading: a line that the title of the page holds is it
        at = flat.title_line(lines, body_at, body)
        if (
            at is not None
            and count_words(lines[at].text) > 2
            and (
                key(lines[at].text) in key(title)
                or any(key(title) == key(site) for site in declared["outlet"])
                or not {w for w in key(title).split() if len(w) > 3}
                & set(key(" ".join(body)[:20_000]).split())  # the site's name alone
            )
        ):
            title, title_at = lines[at].text, at
    return Parts(lines, title, title_at, body_at, body, taken, markup=True, declared=declared)


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
    unseen = anchors = 0
    blocks: list[tuple[str, str]] = [("", "")]

    def flush() -> None:
        raw = "".join(parts)
        text = " ".join(raw.split())
        if text:
            tag, hints = blocks[-1]
            texts = [t for t in (" ".join("".join(link).split()) for link in links) if t]
            longest = max(texts, key=len, default="")
            one = len(texts) <= 2 and sum(map(len, texts)) * 2 >= len(text)
            lines.append(Line(text, raw.strip(), tag, longest if one else "", hints))
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
                own = " ".join(element.get(name, "") for name in ("class", "id", "itemprop", "rel"))
                menu = tag in ("nav", "footer") or _MENU.search(own) or blocks[-1][1].startswith(MENU)
                menu = menu and tag not in ("main", "article", "body", "aside")
                blocks.append(
                    (tag, (MENU if menu else "") + f"{own[:200].casefold()} < {blocks[-1][1].removeprefix(MENU)[:80]}")
                )
            unseen += tag in _UNSEEN
            if tag == "a":
                anchors += 1
                links.append([])
            add(element.text)
        else:
            if tag in _BLOCKS:
                flush()
                blocks.pop()
            unseen -= tag in _UNSEEN
            anchors -= tag == "a"
            add(element.tail)
    flush()
    return lines


def _paragraphs(body: Any) -> list[Line]:
    """The paragraphs that trafilatura kept, without crossheads."""
    found: list[Line] = []
    for element in body.iter("p", "quote", "item", "cell", "head", "code"):
        if element.tag == "head" or any(
            a.tag in ("p", "quote", "item", "cell", "head") for a in element.iterancestors()
        ):
            continue
        pieces = [" ".join(piece.split()) for piece in "\n".join(_texts(element)).split("\n")]
        found.extend(Line(piece, piece, element.tag) for piece in pieces if piece)
    return found


def _texts(element: Any) -> Iterator[str]:
    """The text of an element, cut where a line or a paragraph ends inside it."""
    pieces: list[str] = []
    for part in element.iter():
        if part is not element and part.tag in ("lb", "p", "item"):
            yield "".join(pieces)
            pieces = []
        pieces.append(part.text or "")
        if part is not element:
            pieces.append(part.tail or "")
    yield "".join(pieces)


def _belongs(line: Line, at: int, title: str, standfirst: set[str]) -> bool:
    """Whether a paragraph that trafilatura kept is one of the article's."""
    if key(line.text) == key(title) or (at < 3 and key(line.text) in standfirst and count_words(line.text) < 60):
        return False
    kind = role(line)
    if kind in (Role.PROSE, Role.REMARK):
        return True
    if kind in (Role.NOTICE, Role.CAPTION, Role.RELATED, Role.TIME, Role.EMPTY, Role.SECTION):
        return False
    if line.tag == "quote":  # without a sentence's end: pulled out of the text, with a name below it
        return False
    return not agencies.credit(line.text) and not byline.is_byline(line.text)


def _without_labels(lines: Sequence[Line], indices: list[int]) -> list[int]:
    """The indices without labels at either end of the body, and without one that stands alone between paragraphs.

    Those are crossheads, names, places and marks of the end; two and more in a row are a list of the article's.
    """
    label = {i: role(lines[i]) is Role.LABEL for i in indices}
    while indices and label[indices[-1]] and count_words(lines[indices[-1]].text) < 12:
        indices = indices[:-1]
    first = next((k for k, i in enumerate(indices) if not label[i]), 0)
    kept = indices[first:]
    kept = [
        i
        for k, i in enumerate(kept)
        if not label[i]
        or lines[i].tag in ("item", "cell")
        or label[kept[k - 1]]
        or (k + 1 < len(kept) and label[kept[k + 1]])
        or count_words(lines[i].text) > 8
    ]
    words = sum(count_words(lines[i].text) for i in label)
    enough = sum(count_words(lines[i].text) for i in kept) * 100 >= words * 98
    return kept if enough else list(label)  # a page of labels has no prose to judge them by


def _is_time(text: str) -> bool:
    """Whether a line's words outside its link are a date or "2 hours ago" and no more."""
    text = text.strip(" |·•–—-(),")
    if not text or len(text) > 40:
        return False
    found = times.moments(text)
    return bool(found and found[0].end - found[0].start >= len(text) - 2) or not ago.cut_end(text)[0]


def _above(lines: Sequence[Line], title_at: int | None) -> set[str]:
    """Beginnings of the lines above the body: over the headline, and from there down to the header's last line.

    A byline, a date or a caption that follows the headline closely ends the header: what stands between is a
    standfirst, whatever its class. What is said again below the header is not meant.
    """
    if title_at is None:
        return set()
    end, prose = title_at, 0
    for i in range(title_at + 1, min(len(lines), title_at + 15)):
        kind = role(lines[i])
        if kind is Role.PROSE and not byline.is_byline(lines[i].text):
            prose += count_words(lines[i].text)
            if prose > 45 or dateline.split_dateline(lines[i].text)[0]:
                break
        elif kind is not Role.BULLET and flat.is_header(lines[i], kind):
            end = i
    below = {key(line.text)[:60] for line in lines[end + 1 :]}
    return {key(line.text)[:60] for line in lines[: end + 1]} - below


def _taken(lines: Sequence[Line], body: Sequence[str]) -> set[int]:
    """Indices of the lines that the body's paragraphs come from."""
    starts = {key(p)[:60] for p in body}
    return {i for i, line in enumerate(lines) if key(line.text)[:60] in starts and not line.link}
