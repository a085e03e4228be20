"""Bylines: who reported the story; persons only, not desks, agencies or the outlet."""

from __future__ import annotations

import re
from typing import Final

from casus.reports.layout import agencies, dateline, times
from casus.reports.layout.notices import is_caption
from casus.reports.layout.parts import Parts
from casus.reports.layout.wording import count_words, words

_BYLINE_CUE: Final = re.compile(
    r"^[\W_]{0,3}(?:by|from|text|words|authors?|reporters?|"
    r"(?:written|reporting|reported|reviewed|told|posted|published) by|"
    r"(?:story|report|review|analysis|interview|essay|dispatch|commentary) by|"
    r"(?:compiled|presented|hosted) by|(?:presenter|host|correspondent)s?(?=:)|"
    r"our team|(?:by |from )?our (?:own )?(?:[a-z]{2,15} )?correspondents?|"
    r"(?:text|words|story) and (?:photos?|pictures|photographs|images) by|von|par|por|door)(?P<colon>\s?:\s?|\s)"
    r"\s?(?P<names>\S.{2,200})$",
    re.IGNORECASE,
)
_NAME: Final = re.compile(
    r"[^\W\d_a-z][\w'’.\-]{0,25}"
    r"(?: (?:[^\W\d_a-z][\w'’.\-]{0,25}|al-\w{2,20}|el-\w{2,20}|de|da|dos|del|van|von|der|den|bin|ibn|al|el|la|le|"
    r"di|du|ter|y|e|wa|ben|bint|ould|abu|af|av|zu|ul|ur|os|as|do|das|della|dello|los|las|san|st)){0,5}"
    r" (?:[^\W\d_a-z][\w'’.\-]{0,25}|al-\w{2,20}|el-\w{2,20})"
)
_AFTER_DATE: Final = re.compile(
    r"(?:^|[\s|•·\-–—,])(?i:(?:posted |written )?by|author:) (?P<names>[^\W\d_a-z].{2,120})"
)
_TRADES: Final = "correspondent|reporter|writer|editor|columnist|analyst|journalist"
_ROLE: Final = re.compile(
    r"^(?P<rest>.{5,80}?),? (?i:(?:senior|chief|special|foreign|staff) )?"
    rf"(?i:{_TRADES}|journalist|contributor)s?$"
)
_LABEL: Final = re.compile(r"(?i)(?:by|words|text|story|authors?|reporters?|(?:written|reported|reviewed) by)\s?:?")
_SPLIT_NAMES: Final = re.compile(r",|;|/|\||·|•|&| [-–—] | and | AND | with | WITH | und | et | UND | ET ")
_PLACE_OF: Final = re.compile(r" (?:in|at|IN|AT) [^\W\d_a-z].{0,40}$")
_SIGNED: Final = re.compile(
    r"^[(\[]?(?i:(?:reporting|reported|written|report|reporter|story|text|words|by)s?:? (?:by )?|[—–-] ?)"
    r"(?P<names>[^\W\d_a-z][^;()\[\]]{3,120})"
)


def names(text: str, outlet: str | None = None) -> list[str]:
    """Names of persons in a byline's text: without places ("in Mariupol"), agencies, outlet, roles and handles."""
    found: list[str] = []
    for part in _SPLIT_NAMES.split(text[:240]):
        part = re.sub(r"\s?[(\[][^()\[\]]{0,40}[)\]]|\s@\w{1,30}", "", part)  # "(Reuters)", "(ret.)", "@handle"
        part = re.sub(r"\s(?i:reports?|reporting|reported|writes) (?i:from|in)\b.{0,40}$", "", part)
        part = re.sub(r"^(?i:by|text|from)[: ]\s?", "", part.strip()).strip(" .:()=")
        part = _PLACE_OF.sub("", part).strip(" .") if not re.search(r"\b[A-Z]\.$", part) else part
        part = re.sub(r" (?i:for|of) (?:the )?[^\W\d_a-z].{1,40}$", "", part)  # "Li Wei-Han for Lake Wire"
        part = re.sub(rf"^(?:[\w’'\-]+ ){{0,4}}(?:{_TRADES}) (?=[^\W\d_a-z])", "", part)  # "business editor Li Na"
        part = _without_role(agencies.without(part))
        if not _NAME.fullmatch(part) or agencies.named_in(part) or times.moments(part):
            continue
        folded = part.casefold().split()
        if set(folded) & set(words("not_people")) or (outlet and part.casefold() in outlet.casefold()):
            continue
        found.append(part)
    return list(dict.fromkeys(found))


def _without_role(part: str) -> str:
    """A name without the trade behind it and the place or field of that trade: "Li Na Philippines Correspondent"."""
    match = _ROLE.match(part)
    if match is None:
        return part
    kept = match["rest"].split()
    while len(kept) > 2 and (kept[-1].casefold() in words("not_people") or dateline.is_known(kept[-1])):
        kept.pop()
    return " ".join(kept)


def byline(line: str, outlet: str | None = None, *, marked: bool = False) -> list[str]:
    """Names of the reporters in a line that is a byline; [] where it is none.

    A byline says so ("By ...", "From ... in Kyiv"), is marked up as one, or is a name before "Published" and a date.
    """
    text = line[:240]
    cue = _BYLINE_CUE.match(text)
    dates = times.moments(text)
    if dates:
        before = text[: dates[0].start]
        before = re.sub(
            r"[\s|•·\-–—,:(]*(?i:(?:first )?published|posted|updated|last|on|at|date)?[\s|•·\-–—,:(]*$", "", before
        )
        if not before.strip(" |•·-–—,:") and (after := _AFTER_DATE.search(text, dates[-1].end)):
            return names(after["names"], outlet)  # "17 June 2019, 09:00 CEST · by Solveig Aaltonen"
        before = re.sub(r"(?i:\s?(?:first )?(?:published|posted|updated)(?: on| at)?\s?:?)$", "", before).strip(
            " |•·-–—,:"
        )
        if not before or count_words(text) > 22 or before.count("|") > 2:
            return []
        inner = _BYLINE_CUE.match(before)
        return names(inner["names"] if inner else before, outlet)
    if cue:
        return names(cue["names"], outlet)
    return names(text, outlet) if marked and count_words(text) <= 14 else []


def says_so(line: str) -> bool:
    """Whether the line begins as a byline does ("By ...", "Text: ..."), even one to a desk."""
    cue = _BYLINE_CUE.match(line[:160])
    short = cue is not None and count_words(line) <= 14 and not line.rstrip().endswith((".", "?", "!"))
    return cue is not None and short and cue["names"][0].isupper()


def is_byline(line: str, outlet: str | None = None) -> bool:
    """Whether the line is a byline, or a credit to a desk in a byline's form."""
    return says_so(line) or bool(byline(line, outlet))


def byline_of(parts: Parts, outlet_: str | None) -> tuple[str, ...]:
    """The reporters: as the header's lines name them, else as the markup does, else as the credits below the body do.

    A name alone on a line of the header is a reporter's if the body never says it and few such lines stand there.
    """
    found: list[str] = []
    said = "\n".join(p for p in parts.body if not _LIFE.match(p[:200]))[:60_000]
    start = parts.title_at if parts.title_at is not None else max(0, parts.body_at - 12)
    header = range(start, parts.body_at)
    listed = -1  # the last of a list of names below "Authors"
    for i in [*header, *range(max(0, start - 3), start)]:
        line = parts.lines[i]
        marked = any(w in line.hints for w in ("byline", "author")) and "bio" not in line.hints
        if i > 0 and (_LABEL.fullmatch(parts.lines[i - 1].text) or (listed == i - 1 and line.tag in ("dd", "li"))):
            marked, listed = True, i
        if re.match(
            r"(?i)(?:reviewed|written|words|story) by\b", line.text
        ):  # the reporter; others are whom he speaks of
            found = byline(line.text, outlet_) or found
            break
        if i >= start or says_so(line.text):
            found += byline(line.text, outlet_, marked=marked)
    if not found:
        for value in parts.declared.get("author", ()):
            found += names(value, outlet_)
    if not found and parts.title_at is not None:
        bare = [
            (i, _bare_name(parts.lines[i].text, said, outlet_, dated=_beside_date(parts, i)))
            for i in header
            if i > start and parts.lines[i].text
        ]
        some = [(k, name) for k, (_, name) in enumerate(bare) if name]
        if some and len(some) <= 3:
            found += [n for _, group in some for n in group]
    if not found and parts.taken:
        for line in parts.lines[max(parts.taken) + 1 : max(parts.taken) + 6]:
            if "@" not in line.text and (signed := _SIGNED.match(line.text[:240])):
                found += names(signed["names"], outlet_)
    whole = dict.fromkeys(found)
    return tuple(name for name in whole if not any(name != other and name.endswith(other) for other in whole))


_LIFE: Final = re.compile(
    r"^(?P<name>[^\W\d_a-z][\w'’.\-]{1,25}(?: [\w'’.\-]{1,25}){1,4}?) (?:is|was|leads|heads|directs|covers) "
    r"(?:a|an|the|our|[A-Z][\w ]{2,30}['’]s?)"
    r" [^.]{0,80}\b(?:correspondent|reporter|editor|journalist|columnist|contributor|freelancer?|fellow|professor|"
    r"lecturer|researcher|analyst|historian|author|director|project|institute|programme|program)\b"
    r"|^[^\W\d_a-z][\w'’.\-]{1,25}(?: [\w'’.\-]{1,25}){1,3} (?:covers|reports (?:on|from)|writes (?:about|on|for)|"
    r"has (?:covered|reported|written)|is based in)\b"
)


def without_lives(paragraphs: tuple[str, ...], reporters: tuple[str, ...]) -> tuple[str, ...]:
    """The body without what it says first and last of its reporters: who they are, or from where they reported.

    A reporter whom the page does not name is known by his trade, if no paragraph above speaks of him.
    """
    surnames = "|".join(re.escape(name.split()[-1].casefold()) for name in reporters) or r"(?!)"
    signed = re.compile(rf"(?:[\w'’.\- ]{{0,40}} )?(?:{surnames}) (?:reported|contributed|reports) (?:from|to) ")
    last = len(paragraphs)
    while last > 1:
        text = paragraphs[last - 1]
        folded = text[:120].casefold()
        life = _LIFE.match(text[:200])
        if not (
            count_words(text) < 60
            and (
                any(folded.startswith(name.casefold() + " ") for name in reporters)
                or signed.match(folded)
                or (life and life["name"] and not any(life["name"].split()[-1] in p for p in paragraphs[: last - 1]))
            )
        ):
            break
        last -= 1
    first = 0
    while first + 1 < last and any(
        re.match(rf"{re.escape(name)} (?:has|is|was|reports|covers) ", paragraphs[first], re.IGNORECASE)
        for name in reporters
    ):
        first += 1
    return paragraphs[first:last]


def _beside_date(parts: Parts, at: int) -> bool:
    """Whether the line above or below is a date: a name there is a reporter's, though a namesake is in the report."""
    near = [parts.lines[i].text for i in (at - 1, at + 1) if 0 <= i < parts.body_at]
    return any(len(text) < 60 and bool(times.moments(text)) for text in near)


def _bare_name(text: str, said: str, outlet_: str | None, *, dated: bool = False) -> list[str]:
    """The names in a line that holds nothing else but a role, a place or a handle; [] where the body says them too."""
    if count_words(text) > 12 or times.moments(text) or text.endswith((".", "?", "!", ":")) or is_caption(text):
        return []
    parts = re.split(r",| \| | and | & | · | – | — |;", text)
    first = names(parts[0], outlet_) if count_words(parts[0]) <= 7 else []
    if not first or any(count_words(part) > 6 for part in parts):
        return []
    every = names(text, outlet_)
    rest = text
    for name in every:
        rest = rest.replace(name, "")
    rest = re.sub(r"\b(?:in|at|and) (?:[^\W\d_a-z][\w'’.\-]+ ?){1,3}", "", rest)
    if len(rest.strip(" ,|&·–—;").split()) > 5 or any(
        name in said or (name.isupper() and count_words(name) == 1) for name in every
    ):
        return []
    return [name for name in every if dated or name.split()[-1] not in said]
