"""Pages that stand before an article and hold none: a check for robots, a page not found, a plea for consent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

#: Characters: an article has seldom fewer, such a page seldom more.
MOST: Final = 1600

#: What the page is → what it says; two of these, in half of its paragraphs, are needed.
_SAYS: Final = {
    "a check for robots (captcha)": (
        r"you(?:['’]re| are) (?:not )?a? ?(?:human|robot)|are you a robot|not a (?:ro)?bot\b|captcha|\bray id\b|"
        r"unusual (?:traffic|activity) from your|checking (?:if the site|your browser)|security of your connection|"
        r"automation tools|automated (?:requests|queries)|press (?:&|and) hold|verif\w+ (?:that )?(?:you|a human)|"
        r"(?:enable|disabled?|supports?) (?:javascript|js|cookies)|(?:javascript|js) (?:and|is|or|to)\b|"
        r"ad ?blockers?\b|security check|scan (?:on|of) your computer|your (?:network|computer|browser)\b|"
        r"same ip address|automatically detects|not blocking them"
    ),
    "a page that was not found": (
        r"page (?:you|that you) (?:are|were|have|requested|wanted)|(?:page|file|article|story) (?:is |was |could )?"
        r"(?:not|no longer|cannot) |\b404\b|may have been (?:moved|deleted|removed)|no longer (?:exists?|available)|"
        r"can(?:no|['’])t find (?:that|the|this) page|(?:back|return) to (?:our|the) (?:front|home)|typed correctly"
    ),
    "a page without leave to read it": (
        r"access (?:denied|to this page)|don['’]t have permission|\bforbidden\b|"
        r"not authori[sz]ed to (?:view|access)|not available in your (?:country|region)|on this server|legal reasons"
    ),
    "a plea for consent": (
        r"value your privacy|(?:our|and) partners (?:store|may|process|use)|personali[sz]ed (?:ads|content)|consent to|"
        r"(?:accept|use|store) (?:all )?cookies|legitimate interest|geolocation data|personal data"
    ),
    "a plea to subscribe": (
        r"(?:continue|keep) reading|subscribe (?:or|to|now)|already a subscriber|unlimited access|subscribers have|"
        r"sign in to (?:read|your)|free articles|for subscribers only"
    ),
}  # fmt: skip
_PATTERNS: Final = {what: re.compile(says, re.IGNORECASE) for what, says in _SAYS.items()}


def wall(body: Sequence[str]) -> str | None:
    """What kind of page this is, if not an article, by the paragraphs of its body or, where it has none, all lines.

    >>> wall(["Verify that you are human by the action below.", "We review the security of your connection."])
    'a check for robots (captcha)'
    >>> wall(["The ministry said that its servers had met unusual traffic from your network providers."])
    """
    if sum(map(len, body)) > MOST:
        return None
    for what, pattern in _PATTERNS.items():
        found = [{match.group().casefold() for match in pattern.finditer(text)} for text in body]
        if len(set().union(*found)) > 1 and sum(map(bool, found)) * 2 >= len(body):
            return what
    return None
