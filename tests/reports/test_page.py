"""Pages from files and standard input: encodings, HTML or text, and one clear line for what is no page."""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

import pytest

from casus.errors import BadPage
from casus.reports import page

TEXT = "Genève – «Le cessez-le-feu», said Müller, “holds”."


def test_a_file_becomes_a_page(tmp_path: Path) -> None:
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    loaded = page.load(str(file))
    assert loaded.media_type == "text/plain"
    assert loaded.fetched is None and loaded.url is None
    assert loaded.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
    assert page.text_of(loaded) == TEXT


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    assert page.text_of(page.load("-")) == TEXT


ENCODINGS = [
    # bytes, what they say
    (TEXT.encode("utf-8"), TEXT),
    (b"\xef\xbb\xbf" + TEXT.encode("utf-8"), TEXT),  # a byte order mark
    (b"\xff\xfe" + TEXT.encode("utf-16-le"), TEXT),
    (b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT),
    (TEXT.encode("cp1252"), TEXT),  # nothing declared: Windows-1252
    (b'<meta charset="windows-1251">' + "Договор".encode("cp1251"), '<meta charset="windows-1251">Договор'),
    (b'<meta charset="iso-8859-1"> \x93quoted\x94', '<meta charset="iso-8859-1"> “quoted”'),  # as browsers read it
    (b'<meta charset="no-such"> caf\xe9', '<meta charset="no-such"> café'),
    (
        b'<meta charset="utf-8">' + b"The front held. " * 9 + b"caf\xe9",
        '<meta charset="utf-8">' + "The front held. " * 9 + "caf\ufffd",
    ),
]


@pytest.mark.parametrize(("body", "text"), ENCODINGS)
def test_encodings(body: bytes, text: str) -> None:
    assert page.text_of(page.from_bytes(body, "a page")) == text


KINDS = [
    ("<!DOCTYPE html><p>x", "text/html"),
    ("\n  <html lang=en>", "text/html"),
    ('<?xml version="1.0"?><html>', "text/html"),
    ("<div>One</div><div>Two</div><p>Three</p>", "text/html"),
    ("Use <b>bold</b> for stress, the editor said.", "text/plain"),  # one element is no page of markup
    ("If a < b and b > c", "text/plain"),
]


@pytest.mark.parametrize(("text", "media_type"), KINDS)
def test_html_or_text(text: str, media_type: str) -> None:
    assert page.from_bytes(text.encode(), "a page").media_type == media_type


BAD = [
    # bytes, words of the message
    (b"", "is empty"),
    (b" \n\t ", "is empty"),
    (b"\xef\xbb\xbf", "is empty"),
    (b"%PDF-1.7 ...", "is a PDF"),
    (b"\x89PNG\r\n\x1a\n", "is a PNG image"),
    (b"\xff\xd8\xff\xe0", "is a JPEG image"),
    (b"PK\x03\x04", "zip"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"North\0Korea", "NUL byte at 5"),
    (bytes(range(1, 32)) * 40, "binary"),
]


@pytest.mark.parametrize(("body", "words"), BAD)
def test_what_is_no_page(tmp_path: Path, body: bytes, words: str) -> None:
    file = tmp_path / "bad"
    file.write_bytes(body)
    with pytest.raises(BadPage) as caught:
        page.load(str(file))
    message = str(caught.value)
    assert words in message and str(file) in message
    assert "give" in message or "save" in message
    assert "\n" not in message


def test_paths_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(BadPage, match="no such file"):
        page.load(str(tmp_path / "missing.txt"))
    with pytest.raises(BadPage, match="is a directory"):
        page.load(str(tmp_path))
    with pytest.raises(BadPage, match="cannot be read"):
        page.load("a\0b")
    with pytest.raises(BadPage, match="fetching pages is not built yet; save the page"):
        page.load("https://example.org/report")


def test_a_page_of_50_mb_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "large.html"
    with file.open("wb") as stream:
        stream.truncate(50_000_000)  # sparse: takes no room
    with pytest.raises(BadPage, match="50 MB is too large"):
        page.load(str(file))


def test_standard_input_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page, "LARGEST", 10)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 11)))
    with pytest.raises(BadPage, match="standard input: more than"):
        page.load("-")
