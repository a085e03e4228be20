"""A page of markup, taken apart: the body by trafilatura, everything around it by the page's own elements."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

import lxml.etree
import lxml.html
import trafilatura

from casus.reports import meta
from casus.reports.flat import Parts, keep_body
from casus.reports.lines import MENU, Line, Role, count_words, role

_BLOCKS: Final = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6"
    " header hr legend li main nav ol option p pre section summary table tbody td tfoot th thead title tr ul cite".split()
)
_UNSEEN: Final = frozenset("script style noscript template svg math iframe object select textarea head button audio video canvas".split())
_MENU: Final = re.compile(r"(?i)(?:^|[\s_\-])(?:nav|navbar|navigation|menu|submenu|footer|breadcrumbs?|crumbs?)(?=$|[\s_\-])")
_FEWEST: Final = 20  # words of a body


def dissect(text: str) -> Parts | None:
    """The parts of a page of markup; None if it holds no article."""
    text = re.sub(r"^\s{0,100}<\?xml[^>]{0,200}\?>", "", text.lstrip("\ufeff"), count=1)
    tree = parsed(text)
    if tree is None:
        return None
    lines = lines_of(tree)
    document = trafilatura.bare_extraction(text, include_comments=False, include_tables=True, with_metadata=True)
    if document is None:
        return None
    candidates = _paragraphs(document.body)
    declared = _declared(tree, document)
    title, title_at = _title(tree, lines, declared, document.title)
    standfirst = {_key(v) for v in declared["description"]}
    indices = [i for i, line in enumerate(candidates) if _belongs(line, i, title, standfirst)]
    body = [candidates[i].text for i in keep_body(candidates, indices)]
    if sum(map(count_words, body)) < _FEWEST:
        return None
    taken = _taken(lines, body)
    body_at = min(taken, default=len(lines))
    if title_at is not None and title_at > body_at:
        title_at = None
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
        tag = element.tag if isinstance(element.tag, str) else ""
        if event in ("comment", "pi"):
            add(element.tail)
            continue
        if event == "start":
            if tag in _BLOCKS:
                flush()
                own = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')} {element.get('rel', '')}"
                menu = tag in ("nav", "footer") or _MENU.search(own) or blocks[-1][1].startswith(MENU)
                menu = menu and tag not in ("main", "article", "body", "aside")
                blocks.append((tag, (MENU if menu else "") + f"{own[:200].casefold()} {blocks[-1][1].removeprefix(MENU)[:80]}"))
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
        if element.tag == "head" or any(a.tag in ("p", "quote", "item", "cell", "head") for a in element.iterancestors()):
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
    if _key(line.text) == _key(title) or (at < 3 and _key(line.text) in standfirst and count_words(line.text) < 60):
        return False
    kind = role(line)
    if kind in (Role.PROSE, Role.REMARK):
        return True
    if kind in (Role.NOTICE, Role.CAPTION, Role.RELATED, Role.TIME, Role.EMPTY, Role.SECTION):
        return False
    if line.tag == "quote":  # without a sentence's end: pulled out of the text, with a name below it
        return False
    return not meta.credit(line.text) and not meta.is_byline(line.text)


def _key(text: str) -> str:
    return " ".join(re.sub(r"\W", " ", text.casefold()).split())


def _taken(lines: Sequence[Line], body: Sequence[str]) -> set[int]:
    """Indices of the lines that the body's paragraphs come from."""
    starts = {_key(p)[:60] for p in body}
    return {i for i, line in enumerate(lines) if _key(line.text)[:60] in starts and not line.link}


def _declared(tree: Any, document: Any) -> dict[str, list[str]]:
    """What the page says of itself in its head and in JSON-LD: title, published, author, outlet, url, description."""
    found: dict[str, list[str]] = {k: [] for k in ("title", "published", "author", "outlet", "url", "description")}
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text and len(script.text) < 200_000:
            try:
                _linked_data(json.loads(script.text), found)
            except (ValueError, RecursionError):
                continue
    fields = {
        "og:title": "title", "article:published_time": "published", "datepublished": "published", "date": "published", "pubdate": "published",
        "publish-date": "published", "dc.date": "published", "dc.date.issued": "published", "parsely-pub-date": "published", "sailthru.date": "published",
        "author": "author", "dc.creator": "author", "parsely-author": "author", "twitter:data1": "author", "og:site_name": "outlet", "og:url": "url",
        "application-name": "outlet", "description": "description", "og:description": "description", "twitter:description": "description",
    }  # fmt: skip
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").casefold()
        value = " ".join((element.get("content") or "").split())
        if value and name in fields and not (name == "author" and value.startswith("http")):
            found[fields[name]].append(value[:500])
    for element in tree.iter("time", "span", "div", "p", "abbr"):
        if element.get("itemprop") == "datePublished" or (element.tag == "time" and element.get("pubdate") is not None):
            found["published"].append(element.get("datetime") or element.get("content") or "")
    found["author"] = _signed(tree) + found["author"]
    if document.sitename and not re.search(r"\.[a-z]{2,6}$", document.sitename):
        found["outlet"].append(document.sitename)
    return found


def _signed(tree: Any) -> list[str]:
    """Texts of the elements that are marked as an author's name, outside comments and biographies."""
    texts: list[str] = []
    for element in tree.iter("a", "span", "div", "p", "address", "li", "b", "strong", "em", "cite"):
        marks = f"{element.get('class', '')} {element.get('rel', '')} {element.get('itemprop', '')}"[:200].casefold()
        if ("author" in marks or "byline" in marks) and not re.search(r"bio|comment|avatar|image|social|follow|related|card", marks):
            if any("comment" in f"{a.get('class', '')} {a.get('id', '')}".casefold() for a in element.iterancestors()):
                continue
            text = " ".join(" ".join(element.itertext()).split())
            if 3 < len(text) < 140:
                texts.append(text)
            if len(texts) >= 8:
                break
    return texts


def _linked_data(data: Any, found: dict[str, list[str]]) -> None:
    """Read schema.org objects: articles first of all, wherever they stand in the graph."""
    queue, seen = [data], 0
    while queue and seen < 2000:
        item, seen = queue.pop(0), seen + 1
        if isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            kinds = item.get("@type")
            kind = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds)
            if re.search(r"Article|Posting|Report\b", kind):
                for key, name in (("headline", "title"), ("datePublished", "published"), ("description", "description")):
                    if isinstance(item.get(key), str):
                        found[name].append(" ".join(item[key].split())[:500])
                found["author"] += _named(item.get("author"), person=True)
                found["outlet"] += _named(item.get("publisher"), person=False)
            else:
                queue.extend(v for k, v in item.items() if k in ("@graph", "mainEntity", "itemListElement"))


def _named(value: Any, *, person: bool) -> list[str]:
    """Names in a field that may be a string, an object or a list of either."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, str) and not item.startswith("http"):
            found.append(item[:200])
        elif isinstance(item, dict) and isinstance(item.get("name"), str) and not (person and "Organization" in str(item.get("@type"))):
            found.append(item["name"][:200])
    return found


def _title(tree: Any, lines: Sequence[Line], declared: dict[str, list[str]], guess: str | None) -> tuple[str, int | None]:
    """The headline and the index of its line: the ``h1`` that the head confirms, else what the head says, without the site's name."""
    head = [*declared["title"], *(" ".join(t.text_content().split()) for t in list(tree.iter("title"))[:1] if t.text_content())]
    said = {w for title in head for w in _key(title).split()}
    best: tuple[float, int] | None = None
    for i, line in enumerate(lines):
        if line.tag in ("h1", "h2") or "headline" in line.hints or "title" in line.hints:
            own = _key(line.text).split()
            if any(_key(line.text) == _key(site) for site in declared["outlet"]):
                continue
            if 2 <= len(own) <= 40:
                score = sum(w in said for w in own) / len(own) + len(own) / 100 + 0.2 * (line.tag == "h1")
                if (score >= 0.8 or (line.tag == "h1" and not said)) and (best is None or score > best[0]):
                    best = (score, i)
    if best is not None:
        return lines[best[1]].text, best[1]
    title = declared["title"][0] if declared["title"] else guess or (head[0] if head else "")
    parts = re.split(r"\s[|»–—\-]\s", title)
    if len(parts) > 1 and count_words(max(parts, key=len)) >= 4:
        title = max(parts, key=len)
    at = next((i for i, line in enumerate(lines) if _key(line.text) == _key(title)), None)
    return title, at
