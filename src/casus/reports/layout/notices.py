"""Lines that are not the article's, known by their words: notices, captions, trails, headings of lists, "READ: ..."."""

from __future__ import annotations

import re
from typing import Final

from casus.reports.layout import times
from casus.reports.layout.wording import any_of, count_words, ends_sentence, listed, words

_NOTE: Final = re.compile(  # of the article and not in it: how it came about, what was changed, who writes it
    r"[(\[]?(?:(?:this|the) (?:report|article|story|piece|dispatch|interview) "
    r"(?:was|is|has been|first|originally|appeared|appears) "
    r"(?:\w{2,12} ){0,2}(?:produced|published|updated|corrected|amended|translated|written|part of|first|originally|"
    r"in the|with|edited|condensed|supported|funded)\b|"
    r"(?:with )?(?:additional )?reporting by [A-Z]|(?:writing|compiled|produced|translated) by [A-Z]|"
    r"translated from (?:the )?\w+ by|(?:correction|clarification|note|disclaimer|disclosure|update)\b[^:.]{0,20}: |"
    r"the (?:writer|author) (?:is|was|teaches|works|lives|has|can)\b|(?:first )?published in (?:the )?(?:print|paper)|"
    r"a version of this (?:article|story)|"
    r"find us on|write to us|follow [\w ]{2,30} on (?:x|twitter|facebook|instagram|telegram)\b|"
    r"you have (?:read|used|reached) [^.]{0,30}(?:free|articles)|did you find this|what did you make of|sponsored: |"
    r"our (?:reporter|correspondent|writer)['’]s travel|comments are (?:open|closed|moderated|welcome)|"
    r"(?:this|the) (?:transcript|text|translation|newsletter|bulletin) (?:was|is|has been) (?:typed|transcribed|"
    r"prepared|provided|compiled|checked|created|made|sent|unofficial)\b|"
    r"if (?:this|the) (?:post|article|piece|story|blog|site|newsletter) (?:was|is|has been|helped)\b|"
    r"(?:like|liked|enjoy(?:ed|ing)?) (?:this|what you|our)\b[^.?]{0,40}\?|"
    r"if you (?:liked?|enjoy(?:ed)?) (?:this|our|what)\b|"
    r"[\w .,’'\-]{2,90} contributed (?:reporting|research|to (?:this|the) (?:report|story|article|reporting))|"
    r"loading(?:\.{3}|…)?$|(?:https?://)?[\w\-]{2,40}(?:\.[\w\-]{2,40}){1,3}/\S*$|"
    r"tagged [A-Z]|\d+ thoughts? on |list \d+ of \d+|list of \d+ items|end of list|comments \(\d|"
    r"(?:tags|topics|keywords|sources?|categor(?:y|ies)|last updated|filed (?:under|in)|posted in|"
    r"see more on): |"
    r"(?:add|post|leave) a comment|"
    r"this is a (?:breaking|developing) (?:news )?story)",
    re.IGNORECASE,
)
_STAMP: Final = re.compile(  # "First published 07:10, updated 5 minutes ago"
    r"(?:share )?(?:first |last )?(?:published|posted|updated|modified|issued|(?<=last )update)"
    r"(?: on| at| in [A-Z][\w ]{2,25},)?[ :]{0,2}"
    r"(?:$|(?<=:).|\d|(?<= )(?:mon|tue|wed|thu|fri|sat|sun|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b|"
    r"(?<= )(?:an?|half|just|less|about|today|yesterday)\b)",
    re.IGNORECASE,
)
_AUDIO: Final = re.compile(r"(?:listen|watch|play|audio|video)\b[^.]{0,40}[(\d][\d:.'’\" ]{1,8}", re.IGNORECASE)
_OFFER: Final = re.compile(r"(?:buy|order|shop|win|download|donate) (?![^\s]*[\"”])", re.IGNORECASE)
_TO_READERS: Final = re.compile(  # outside a quotation
    r"\byou\b.{0,200}\b(?:our|us)\b|\b(?:our|us)\b.{0,200}\byour?\b"
)
_ADDRESS: Final = re.compile(r"\S@[\w\-]{2,40}\.\w")
_QUOTED: Final = re.compile(r"[“\"][^”\"]{0,300}[”\"]")
_NAMES: Final = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}")  # inside a sentence
_ADDRESSED: Final = re.compile(r"\b(?:you|your|yours|our|us|we|my)\b")


def is_notice(text: str) -> bool:
    """Whether the line is a notice of the site and not of the article.

    A word that reports use too counts in a sentence only at its beginning, or where the sentence speaks to the reader.

    >>> is_notice("Join the conversation in our app."), is_notice("Kyiv was invited to join the alliance next year.")
    (True, False)
    """
    if len(text) > times.REACH:
        return False
    if _NOTE.match(text) or (_OFFER.match(text) and count_words(text) <= 10 and ends_sentence(text)):
        return True
    if is_stamp(text) or (count_words(text) <= 10 and not ends_sentence(text) and _AUDIO.match(text)):
        return True
    if _ADDRESS.search(text) and count_words(text) < 25:
        return True
    folded = text.casefold()
    if folded.count(" | ") > 1 and not ends_sentence(text):
        return True
    if any_of("notices", "words").search(folded) is not None:
        return True
    if count_words(text) < 9 or not ends_sentence(text):
        return any_of("weak_notices", "words").search(folded) is not None
    plain = _QUOTED.sub("", folded)
    found = list(any_of("weak_notices", "words").finditer(plain))
    begins = any(not (before := plain[: m.start()].rstrip(" \"“'‘")) or before[-1] in ".!?:" for m in found)
    if not found:
        return _TO_READERS.search(plain) is not None and len(_NAMES.findall(text)) < 2  # else of an interview
    return begins or _ADDRESSED.search(any_of("weak_notices", "words").sub("", plain)) is not None


def is_stamp(text: str) -> bool:
    """Whether the line says when the article was published or updated, and little more."""
    return len(text) < 100 and count_words(text) <= 12 and _STAMP.match(text) is not None and not ends_sentence(text)


#: Where the page stands on its site: "News > West Africa".
_TRAIL: Final = re.compile(r"^[^\W\d_][\w &'’-]{1,30}(?: ?[>›»] ?[\w &'’-]{2,30}){1,5}$")
_SLASHES: Final = re.compile(
    r"^[^\W\d_][\w&'’-]{1,20}(?: [\w&'’-]{1,20}){0,3}(?: / [^\W\d_a-z][\w&'’-]{1,20}(?: [\w&'’-]{1,20}){0,3}){1,4}$"
)


def is_trail(text: str) -> bool:
    """Whether the line says where the page stands on its site: "News > West Africa"."""
    return _TRAIL.match(text) is not None or (_SLASHES.match(text) is not None and len(text) < 90)


_MOST: Final = re.compile(r"(?:the )?(?:most|trending|recommended|related|latest|popular|editors?['’]s?) \w+")


def is_section(text: str) -> bool:
    """Whether the line is the heading of a list of other stories ("Most read", "More from Africa")."""
    text = text.rstrip(" .…") if text.endswith(("...", "…")) else text
    if not text or len(text) > 60 or text.endswith((".", "?", "!", ",")):
        return False
    folded = text.casefold().strip(" :-–—›»>|.…/#*")
    if folded in words("other_lists"):
        return False
    size = count_words(folded)
    loud = (
        size <= 4
        or text.endswith(":")
        or text.isupper()
        or folded.startswith(("more ", "most ", "elsewhere", "other "))
    )
    if (size <= 4 and _MOST.match(folded)) or folded in words("sections", "whole"):
        return True
    if size <= 6 and loud:
        for word in words("sections", "begins"):
            if folded.startswith(word) and not folded[len(word) : len(word) + 1].isalnum():
                return True
    return any(w in folded for w in words("sections", "contains"))


_LEADS_ON: Final = listed(  # first words of what leads on to another story
    "read see also related more recommended next previous up keep continue further don't must earlier watch "
    "dig go breaking flash just a à lire lea lee lesen siehe leia leggi lees läs czytaj baca sehen mehr voir "
    "ver leer"
)
_PREFIX: Final = re.compile(
    r"[-–>▶►•*\s]{0,4}(?P<head>[^\W\d_][\w'’& \-]{1,24}?)\s?(?P<mark>:|\||–|—|»|>|›|-(?= ))\s?(?=\S)"
)
READ_ON: Final = frozenset(  # lines that lead on to the story whose headline stands above
    ["read more", "read full story", "read story", "continue reading", "weiterlesen", "lire la suite"]
)
_NEW_WINDOW: Final = re.compile(r"(?i),?\s?\(?opens (?:in )?(?:a )?new (?:window|tab)\)?(?=\s?\]?$)")
LISTED: Final = re.compile(r"list (?:of \d{1,2} items$|\d{1,2} of \d{1,2}\s?)|end of list$")  # read to the blind
_LOUD: Final = re.compile(
    r"(?P<head>(?:READ|SEE|ALSO)(?: (?:ALSO|MORE|READ|NEXT))?|Also [Rr]ead|"
    r"(?:Previous|Next|Older|Newer) (?:[Pp]ost|[Aa]rticle|[Ss]tory|[Ee]ntry)|"
    r"Read (?:[Aa]lso|this(?: too)?)) (?=[A-Z“‘\"'0-9])"
)


def related(text: str) -> str | None:
    """The headline in a line such as "READ: ..." or "Profile: ...", with its kind where that belongs to it; else None.

    >>> related("READ: Two Navy frigates back from Vancouver"), related("Profile: the clan from Saada")
    ('Two Navy frigates back from Vancouver', 'Profile: the clan from Saada')
    """
    if (listed_ := LISTED.match(text)) and text[listed_.end() :]:
        return text[listed_.end() :].strip() if count_words(text[listed_.end() :]) > 2 else None
    bare_link = _NEW_WINDOW.sub("", text)
    if bare_link != text and count_words(bare_link) > 3 and not is_notice(bare_link):
        return bare_link.strip("[] ")
    match = _PREFIX.match(text[:60]) or _LOUD.match(text[:60])
    if match is None or len(text) > 200 or text.isupper():
        return None
    bare = match["head"].casefold().replace("’", "'").strip()
    rest = text[match.end() :].strip()
    if re.match(r"\d+ ?(?:min|sec|[sm]\b|:)|.{0,90}\bduration:? \d", rest, re.IGNORECASE):  # "Listen: 3 min 40 s"
        return None
    if match.re is _PREFIX and bare not in words("prefixes"):
        return None
    leads = bare.split()[0] in _LEADS_ON
    if (
        count_words(rest) < 3
        or rest.endswith(":")
        or (ends_sentence(rest) and rest.endswith("."))
        or (match.re is _PREFIX and not leads and match["mark"] != ":")
    ):
        return None
    return rest if leads else text


_CREDIT: Final = re.compile(
    r"(?:\b(?:file )?(?:photo|photograph|photographer|picture|image|foto|credit|photos|images|pic|illustration|"
    r"video|graphic)s?(?: courtesy)?"
    r"(?:(?: by| from) (?-i:[A-Z])|:\s| credit:?\s)|\bcourtesy (?:of|:) (?-i:[A-Z])|©|\(c\)|\(photo\b|\bcredit\.\.\.|"
    r"\[(?:[A-Z]{2,6}|[\w.\- ]{3,30}/[\w.\- ]{2,30})\]$|"
    r"\bscreen ?(?:shot|grab):\s|getty images|\bhandout\b|\bfile photo\b|"
    r"[/|] ?(?:AFP|AP|Reuters|EPA|TASS|PTI|dpa|Xinhua|Anadolu|Bloomberg|Kyodo|Jiji|Yonhap|ANSA|EFE|APA|AA)"
    r"(?:[-/ ](?:jiji|kyodo|yonhap))?\)?\.?$|\bAP Photo\b|"
    r"^(?-i:[A-Z][\w.'’\-]+[a-z](?: [A-Z][\w.'’\-]+){1,3} \([A-Z]{2,8}(?: IMAGES)?\)$)|"
    r"^image:|^photo:|^picture:|^pictured?:|"
    r"^(?:figure|fig\.|chart|table|map|graphic|box) \d{1,2}[.:] |"
    r"^(?-i:(?:[A-Z][\w.'’\-]{1,20} ){2,3})for (?-i:(?:The|the) [A-Z])[\w ]{2,30}$)",
    re.IGNORECASE,
)


def is_caption(text: str) -> bool:
    """Whether the line is the caption of a picture, which its credit gives away."""
    if len(text) > times.REACH:
        return False
    match = _CREDIT.search(text)
    return match is not None and (match.start() == 0 or len(text) - match.start() <= 90)
