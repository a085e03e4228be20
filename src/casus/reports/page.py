"""From a file or standard input to a ``Page``, and from its bytes to text; no other module of the stage reads files."""

from __future__ import annotations

import codecs
import hashlib
import re
import sys
from pathlib import Path
from typing import Final

from casus.errors import BadPage
from casus.reports.article import Page

LARGEST: Final = 20_000_000  # bytes; a news page has well under one million

_NOT_TEXT: Final = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"PK\x03\x04": "a zip archive or office document",
    b"\x1f\x8b": "gzip-compressed",
    b"\xd0\xcf\x11\xe0": "an old office document",
    b"{\\rtf": "an RTF document",
}
_BOMS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET: Final = re.compile(rb"(?:charset|encoding)\s{0,3}=\s{0,3}[\"']?\s{0,3}([A-Za-z0-9_\-]{2,30})")
_CLOSING: Final = re.compile(r"</(?:p|a|div|span|li|td|h[1-6]|article|section|header|nav)\s?>", re.IGNORECASE)
_OPENING: Final = re.compile(
    r"\s{0,100}(?:<\?xml[^>]{0,200}>\s{0,100})?<(?:!doctype\s{1,9}html|html|head|body)\b", re.IGNORECASE
)


def load(path: str) -> Page:
    """The page in the file ``path``, or on standard input if ``path`` is ``-``.

    Raises BadPage, in one line, for a path that cannot be read and for bytes that are not a page of text.
    """
    if path.startswith(("http://", "https://")):
        raise BadPage(f"{path}: fetching pages is not built yet; save the page in a file and give the file's name")
    if path == "-":
        return from_bytes(sys.stdin.buffer.read(LARGEST + 1), "standard input")
    file = Path(path)
    try:
        if file.is_dir():
            raise BadPage(f"{path}: is a directory; give the file of one page")
        if (size := file.stat().st_size) > LARGEST:
            raise BadPage(_too_large(path, f"{size / 1e6:.0f} MB"))
        with file.open("rb") as stream:
            body = stream.read(LARGEST + 1)
    except FileNotFoundError:
        raise BadPage(f"{path}: no such file; give the file of a saved page, or - for standard input") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise BadPage(
            f"{path!r}: cannot be read ({getattr(error, 'strerror', None) or error}); give a file that you may read"
        ) from None
    return from_bytes(body, path)


def from_bytes(body: bytes, name: str, url: str | None = None) -> Page:
    """A page from its bytes; ``name`` is what errors call it. Raises BadPage if the bytes are not text."""
    if len(body) > LARGEST:
        raise BadPage(_too_large(name, f"more than {LARGEST / 1e6:.0f} MB"))
    if not body.strip():
        raise BadPage(f"{name}: is empty; give the file of a saved page")
    text = _decode(body, name)
    media_type = "text/html" if is_html(text) else "text/plain"
    return Page(url=url, fetched=None, media_type=media_type, body=body, sha256=hashlib.sha256(body).hexdigest())


def text_of(page: Page) -> str:
    """The page's characters: by its byte order mark, else UTF-8, else the charset it declares, else Windows-1252."""
    return _decode(page.body, page.url or "page")


def is_html(text: str) -> bool:
    """Whether ``text`` is markup: it opens as a document does, or its first part closes at least three elements."""
    if _OPENING.match(text[:400]):
        return True
    head = text[:60_000]
    return "<" in head and sum(1 for _ in zip(range(3), _CLOSING.finditer(head), strict=False)) == 3


def _decode(body: bytes, name: str) -> str:
    for magic, kind in _NOT_TEXT.items():
        if body.startswith(magic):
            raise BadPage(f"{name}: is {kind}, not a page of text; save the report as HTML or text and give that file")
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return _text(body[len(mark) :].decode(encoding, errors="replace"), name)
    if b"\0" in body:
        raise BadPage(f"{name}: is binary (a NUL byte at {body.index(0)}); give a page saved as HTML or text")
    try:
        return _text(body.decode("utf-8"), name)
    except UnicodeDecodeError as error:
        wrong = error
    declared = _CHARSET.search(body[:4096])
    encoding = declared[1].decode("ascii").lower() if declared else "cp1252"
    if encoding in ("utf-8", "utf8"):
        # a page that says UTF-8 and has a few bytes of another encoding pasted in: keep the good characters
        text = body.decode("utf-8", errors="replace")
        return _text(text if text.count("\ufffd") * 50 < len(text) else body.decode("cp1252", errors="replace"), name)
    if encoding in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii"):
        encoding = "cp1252"  # as browsers read it
    try:
        return _text(body.decode(encoding, errors="replace"), name)
    except LookupError:
        return _text(body.decode("cp1252", errors="replace"), name)
    except UnicodeError:
        raise BadPage(f"{name}: cannot be decoded ({wrong.reason} at byte {wrong.start}); save it as UTF-8") from None


def _text(text: str, name: str) -> str:
    """``text``, if it reads as text: fewer than one character in fifty is a control or was not decodable."""
    sample = text[:100_000]
    odd = sum(1 for c in sample if (c < " " and c not in "\t\n\r\f\x1a") or c in "\ufffd\x7f" or "\x80" <= c <= "\x9f")
    if odd * 50 > len(sample):
        raise BadPage(f"{name}: is binary or in an unknown encoding; give a page saved as HTML or text in UTF-8")
    if not sample.strip() and not text.strip():
        raise BadPage(f"{name}: is empty; give the file of a saved page")
    return text


def _too_large(name: str, size: str) -> str:
    return f"{name}: {size} is too large for a page (the most is {LARGEST / 1e6:.0f} MB); give the file of one report"
