"""What a page of markup says of itself: in its head, in JSON-LD, in elements marked as author, date or headline."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any, Final

from casus.reports.layout.lines import Line
from casus.reports.layout.wording import count_words

_NAMES: Final = {
    "title": "og:title",
    "published": "article:published_time datepublished date pubdate publish-date dc.date"
    " dc.date.issued dcterms.date dcterms.created parsely-pub-date sailthru.date publisheddate publish_date"
    " publication_date publicationdate article.published published_time og:article:published_time pubdatetime"
    " citation_publication_date citation_date datecreated",
    "author": "author dc.creator parsely-author twitter:data1 citation_author article:author_name byl",
    "outlet": "og:site_name application-name",
    "url": "og:url",
    "description": "description og:description twitter:description",
}
_FIELDS: Final = {name: field for field, names in _NAMES.items() for name in names.split()}  # of meta elements

_FIRST_NAMED: Final = re.compile(r"first[_\-]?publi(?:shed|cation)|original[_\-]?publi")  # a site's own field


def key(text: str) -> str:
    """Words of a text, casefolded, for comparison."""
    return " ".join(re.sub(r"\W", " ", text.casefold()).split())


def declared(tree: Any, document: Any) -> dict[str, list[str]]:
    """What the page says of itself in its head and in JSON-LD: title, published, author, outlet, url, description."""
    found: dict[str, list[str]] = {k: [] for k in ("title", "published", "author", "outlet", "url", "description")}
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text and len(script.text) < 200_000:
            try:
                _linked_data(json.loads(script.text), found)
            except (ValueError, RecursionError):
                continue
    for element in tree.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").casefold()
        value = " ".join((element.get("content") or "").split())
        field = _FIELDS.get(name) or ("published" if _FIRST_NAMED.search(name) else None)
        if value and field and not (name == "author" and value.startswith("http")):
            found[field].append(value[:500])
    for element in tree.iter("link"):
        if (element.get("rel") or "").casefold() == "canonical" and (element.get("href") or "").startswith("http"):
            found["url"].append(element.get("href")[:500])
    for element in tree.iter("time", "span", "div", "p", "abbr"):
        if element.get("itemprop") == "datePublished" or (element.tag == "time" and element.get("pubdate") is not None):
            found["published"].append(element.get("datetime") or element.get("content") or "")
    found["published"] += _first_time(tree)
    found["author"] = _signed(tree) + found["author"]
    if not found["outlet"]:
        found["outlet"] += _titled_by(tree)
    if document is not None and document.sitename and not re.search(r"\.[a-z]{2,6}$", document.sitename):
        found["outlet"].append(document.sitename)
    return found


def _titled_by(tree: Any) -> list[str]:
    """The site's name, where the page's title is its headline, a bar or a dash, and that name; else []."""
    heads = {key(h.text_content()) for h in list(tree.iter("h1"))[:3]} - {""}
    for element in list(tree.iter("title"))[:1]:
        parts = re.split(r"\s(?:[|»–—\-·•]|::)\s", " ".join(element.text_content().split()))
        if len(parts) > 1 and key(" ".join(parts[:-1])) in heads and count_words(parts[-1]) <= 6:
            return [parts[-1]]
    return []


def _first_time(tree: Any) -> list[str]:
    """The first ``time`` element below the headline that has a machine's date; [] if there is none."""
    below = False
    for element in tree.iter("h1", "time"):
        below = below or element.tag == "h1"
        if below and element.tag == "time" and element.get("datetime"):
            return [element.get("datetime")]
    return []


def _signed(tree: Any) -> list[str]:
    """Texts of the elements that are marked as an author's name, outside comments and biographies."""
    texts: list[str] = []
    for element in tree.iter("a", "span", "div", "p", "address", "li", "b", "strong", "em", "cite"):
        marks = f"{element.get('class', '')} {element.get('rel', '')} {element.get('itemprop', '')}"[:200].casefold()
        if ("author" in marks or "byline" in marks) and not re.search(
            r"bio|comment|avatar|image|social|follow|related|card", marks
        ):
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
                for key, name in (
                    ("headline", "title"),
                    ("datePublished", "published"),
                    ("description", "description"),
                ):
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
        elif (
            isinstance(item, dict)
            and isinstance(item.get("name"), str)
            and not (person and "Organization" in str(item.get("@type")))
        ):
            found.append(item["name"][:200])
    return found


def title(
    tree: Any, lines: Sequence[Line], declared: dict[str, list[str]], guess: str | None
) -> tuple[str, int | None]:
    """The headline and the index of its line: the ``h1`` that the head confirms, else what the head says."""
    head = [
        *declared["title"],
        *(" ".join(t.text_content().split()) for t in list(tree.iter("title"))[:1] if t.text_content()),
    ]
    said = {w for title in head for w in key(title).split()}
    best: tuple[float, int] | None = None
    for i, line in enumerate(lines):
        if line.tag in ("h1", "h2") or "headline" in line.hints or "title" in line.hints:
            own = key(line.text).split()
            if any(key(line.text) == key(site) for site in declared["outlet"]):
                continue
            if 2 <= len(own) <= 40:
                score = sum(w in said for w in own) / len(own) + len(own) / 100 + 0.2 * (line.tag == "h1")
                if (score >= 0.8 or (line.tag == "h1" and not said)) and (best is None or score > best[0]):
                    best = (score, i)
    if best is not None:
        at = best[1]
        text, below = lines[at].text, lines[at + 1] if at + 1 < len(lines) else lines[at]
        if below is not lines[at] and (below.tag, below.hints) == (lines[at].tag, lines[at].hints):
            whole = f"{text} {below.text}"  # a heading broken into two lines
            if any(key(whole) in key(one) for one in head):
                text = whole
        return text, at
    title = declared["title"][0] if declared["title"] else guess or (head[0] if head else "")
    parts = re.split(r"\s(?:[|»–—\-]|::)\s", title)
    if len(parts) > 1 and count_words(max(parts, key=len)) >= 4:
        title = max(parts, key=len)
    return title, next((i for i, line in enumerate(lines) if key(line.text) == key(title)), None)
