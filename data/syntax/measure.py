"""Scores of a pipeline on a treebank, on its own tokens and from raw text, and its speed."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc
from treebank import document, paragraphs, sentences


def plain(label: str) -> str:
    return label.split(":")[0].lower()


def on_gold(nlp: Language, path: Path) -> dict[str, float]:
    """Per cent right on the treebank's own tokens and sentences.

    `uas`, `las`: every word, universal labels, as CoNLL 2018 counts; `las_full`: with subtypes; `uas_np`, `las_np`:
    subtypes but no punctuation, as spaCy's scorer counts.
    """
    right: Counter[str] = Counter()
    refs = [document(nlp, [x]) for x in sentences(path)]
    docs = [Doc(nlp.vocab, words=[t.text for t in r], spaces=[bool(t.whitespace_) for t in r]) for r in refs]
    for d in docs:  # one sentence each: the parser may not cut it
        for i, t in enumerate(d):
            t.is_sent_start = i == 0
    for got, ref in zip(nlp.pipe(docs, batch_size=64), refs, strict=True):
        for a, b in zip(got, ref, strict=True):
            right["words"] += 1
            right["upos"] += a.pos == b.pos
            right["xpos"] += a.tag == b.tag
            right["lemma"] += a.lemma_.lower() == b.lemma_.lower()
            right["verbs"] += b.pos_ == "VERB"
            right["verb_lemma"] += b.pos_ == "VERB" and a.lemma_.lower() == b.lemma_.lower()
            same = a.head.i == b.head.i
            right["uas"] += same
            right["las"] += same and plain(a.dep_) == plain(b.dep_)
            right["las_full"] += same and a.dep_ == b.dep_
            if b.dep_ != "punct":
                right["unpunct"] += 1
                right["uas_np"] += same
                right["las_np"] += same and a.dep_ == b.dep_
    n = {"verb_lemma": right["verbs"], "uas_np": right["unpunct"], "las_np": right["unpunct"]}
    keys = ("upos", "xpos", "lemma", "verb_lemma", "uas", "las", "las_full", "uas_np", "las_np")
    return {k: round(100 * right[k] / n.get(k, right["words"]), 2) for k in keys}


def on_text(nlp: Language, path: Path) -> dict[str, float]:
    """F1 from raw paragraphs as CoNLL 2018 counts: words matched by their characters, punctuation counted."""
    hit: Counter[str] = Counter()
    groups = paragraphs(path)
    texts = [document(nlp, g) for g in groups]
    for got, ref in zip(nlp.pipe([t.text.rstrip() for t in texts], batch_size=64), texts, strict=True):
        gold = {(t.idx, t.idx + len(t)): t for t in ref}
        mine = {(t.idx, t.idx + len(t)): t for t in got if not t.is_space}
        hit["gold"] += len(gold)
        hit["mine"] += len(mine)
        starts = {t.idx for t in ref if t.is_sent_start}
        cuts = {s.start_char for s in got.sents}
        hit["s_gold"] += len(starts)
        hit["s_mine"] += len(cuts)
        hit["s_both"] += len(starts & cuts)
        for span, a in mine.items():
            b = gold.get(span)
            if b is None:
                continue
            hit["tokens"] += 1
            hit["upos"] += a.pos == b.pos
            hit["xpos"] += a.tag == b.tag
            same = (a.head.idx, a.head.idx + len(a.head)) == (
                b.head.idx,
                b.head.idx + len(b.head),
            )  # a root is its own head
            hit["uas"] += same
            hit["las"] += same and plain(a.dep_) == plain(b.dep_)
    f = {k: round(200 * hit[k] / (hit["gold"] + hit["mine"]), 2) for k in ("tokens", "upos", "xpos", "uas", "las")}
    return f | {"sentences": round(200 * hit["s_both"] / (hit["s_gold"] + hit["s_mine"]), 2)}


def speed(nlp: Language, path: Path) -> float:
    """Words a CPU second on one core, over the raw paragraphs of a treebank, best of three."""
    texts = [document(nlp, g).text.rstrip() for g in paragraphs(path)]
    best = 0.0
    for _ in range(3):
        began = time.process_time()
        words = sum(len(d) for d in nlp.pipe(texts, batch_size=64))
        best = max(best, words / (time.process_time() - began))
    return best
