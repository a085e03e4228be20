"""Pages spoilt on purpose: a page and a seed come in, the page with one to four things wrong with it goes out."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

TAG = re.compile(rb"<[^<>]{1,200}>")
WORD = re.compile(rb"[A-Za-z]{3,}")
NUMBER = re.compile(rb"\d[\d,.]*")
PIECES = [
    # what is put in somewhere
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b"\x80" * 40, b"\x1b[31m", b"\x0c\x0b", "\u202e\u2066".encode(),
    "\u200b\u200d\ufeff".encode(), "e\u0301\u0323".encode() * 30, "\U0001f4a3 \U0001f1f0\U0001f1f5".encode(),
    "\u0130\u0149\ufb03\u1e9e".encode(), "\u2028\u2029\x85".encode(), b"\r", b"\r\n" * 60, b"\t" * 500, b"\n" * 3000,
    b"&#0;&#x110000;&#55296;&#xffff;&nbsp&lt;script&gt;", b"&" * 800, b"&amp;" * 300, b"<!--", b"-->", b"<![CDATA[",
    b"]]>", b"<script>", b"</script>", b"<style>", b"<textarea>", b"<noscript>", b"<template>", b"<svg><title>",
    b"<plaintext>", b"<base href='http://['>", b"<meta charset='utf-7'>", b"<meta charset='undefined'>",
    b"<?xml version='1.0' encoding='x'?>", b"</p></div></article></body></html>", b"<p>" * 300, b"<div>" * 400,
    b"<table><tr><td>" * 60, b"<a href='//[::1'>x</a>", b"<p title='" + b"a" * 60_000 + b"'>",
    b"<p " + b"a=b " * 3000 + b">", b"<p class='" + b"x " * 8000 + b"'>",
    b"<script type='application/ld+json'>"
    b'{"@type":"NewsArticle","datePublished":{},"author":[[null]],"headline":7}</script>',
    b"<script type='application/ld+json'>" + b"[" * 5000 + b"</script>", b"<time datetime='0000-00-00T99:99'>",
    b"<meta property='article:published_time' content='" + b"9" * 5000 + b"'>", b" on 31 February 2024 ",
    b" 30/02/0000 25:61 ", b" in the year 99999 ", b" 0001-01-01 ", b" 99999999999 hours ago", b"9" * 6000,
    b" 1e999 million billion trillion ", b" 1,000,000,000,000,000,000,000,000 troops ", b" -5 to 3 missiles ",
    b" 1/0 ", b" zero hundred thousand million ", b" \xc2\xbd\xc2\xb2\xe2\x91\xa0\xd9\xa3 soldiers ", b' "', b"' ",
    b"((((((((", b"))))", b"...?!...", "“".encode() * 50, b" said " * 60,
    b" who said that he said that they said that " * 20, b" of the " * 300, b" Russia, " * 120, b" and " * 200,
    b" attacked " * 150, b" Mr. Gen. U.S. St. No. " * 40, b" -- " * 200, b"_" * 900,
]  # fmt: skip

Change = Callable[[random.Random, bytes], bytes]


def _slice(chance: random.Random, body: bytes, most: int = 4000) -> tuple[int, int]:
    start = chance.randrange(len(body) + 1)
    return start, min(len(body), start + chance.randrange(1, most))


def cut(chance: random.Random, body: bytes) -> bytes:
    start, end = _slice(chance, body)
    return body[:start] + body[end:]


def cut_off(chance: random.Random, body: bytes) -> bytes:
    at = chance.randrange(len(body) + 1)
    return body[:at] if chance.random() < 0.5 else body[at:]


def doubled(chance: random.Random, body: bytes) -> bytes:
    start, end = _slice(chance, body)
    return body[:end] + body[start:end] * chance.choice((1, 1, 2, 9)) + body[end:]


def swapped(chance: random.Random, body: bytes) -> bytes:
    (a, b), (c, d) = sorted((_slice(chance, body, 800), _slice(chance, body, 800)))
    c, d = max(b, c), max(b, d)
    return body[:a] + body[c:d] + body[b:c] + body[a:b] + body[d:]


def bytes_changed(chance: random.Random, body: bytes) -> bytes:
    changed = bytearray(body)
    for _ in range(chance.choice((1, 3, 30))):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def put_in(chance: random.Random, body: bytes) -> bytes:
    piece = chance.choice(PIECES)
    for _ in range(chance.choice((1, 1, 2, 6))):
        at = chance.randrange(len(body) + 1)
        body = body[:at] + piece + body[at:]
    return body


def lines_moved(chance: random.Random, body: bytes) -> bytes:
    rows = body.split(b"\n")
    match chance.randrange(5):
        case 0:
            chance.shuffle(rows)
        case 1:
            del rows[chance.randrange(len(rows)) :: chance.randrange(2, 9)]
        case 2:
            rows = [row for row in rows for _ in range(2)]
        case 3:
            rows.reverse()
        case _:
            return body.replace(b"\n", chance.choice((b" ", b"", b"\r", b"\n\n\n", b"<br>")))
    return b"\n".join(rows)


def tags_moved(chance: random.Random, body: bytes) -> bytes:
    tags = TAG.findall(body)
    if not tags:
        return b"<html><body>" + body.replace(b"\n", chance.choice((b"<p>", b"<br>", b"</div><div>", b"<li>")))
    match chance.randrange(4):
        case 0:
            return TAG.sub(lambda m: b"" if chance.random() < 0.2 else m[0], body)
        case 1:
            return TAG.sub(lambda m: m[0] * 2 if chance.random() < 0.2 else m[0], body)
        case 2:
            return TAG.sub(lambda m: chance.choice(tags) if chance.random() < 0.2 else m[0], body)
        case _:
            return TAG.sub(lambda m: m[0][:-1] if chance.random() < 0.05 else m[0], body)


def words_moved(chance: random.Random, body: bytes) -> bytes:
    words = WORD.findall(body) or [b"war"]
    return WORD.sub(lambda m: chance.choice(words) if chance.random() < 0.1 else m[0], body)


def numbers_changed(chance: random.Random, body: bytes) -> bytes:
    odd = (b"0", b"31", b"99", b"1e400", b"1.2.3", b"00:00", b"2024-13-45", b"1,,5", b"7" * 400, b"0.000", b"1,500,00")
    return NUMBER.sub(lambda m: chance.choice(odd) if chance.random() < 0.3 else m[0], body)


def recoded(chance: random.Random, body: bytes) -> bytes:
    text = body.decode("utf-8", errors="replace")
    encoding = chance.choice(("utf-16", "utf-16-le", "cp1252", "cp1251", "shift_jis", "utf-32", "koi8-r", "utf-7"))
    half = len(text) // 2 if chance.random() < 0.5 else 0
    return text[:half].encode() + text[half:].encode(encoding, errors="replace")


def cased(chance: random.Random, body: bytes) -> bytes:
    return chance.choice((bytes.upper, bytes.lower, bytes.title, bytes.swapcase))(body)


CHANGES: tuple[Change, ...] = (
    cut, cut_off, doubled, swapped, bytes_changed, put_in, put_in, put_in, lines_moved, tags_moved, tags_moved,
    words_moved, numbers_changed, recoded, cased,
)  # fmt: skip


def mutated(body: bytes, seed: int) -> bytes:
    """The page with one to four changes; the same seed makes the same."""
    chance = random.Random(seed)
    for change in chance.choices(CHANGES, k=chance.choice((1, 1, 2, 3, 4))):
        body = change(chance, body)[:400_000]
    return body
