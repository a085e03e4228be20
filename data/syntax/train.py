"""Train the syntax model that casus ships: UD English EWT in, a small spaCy pipeline out.

    python data/syntax/train.py ../shared/ud OUT

It learns from EWT's training part alone. EWT's other parts, PUD and GUM, if they lie beside it, are only measured; what
was tried and why these settings were chosen stands in docs/cards/syntax.md. It is seeded and single-threaded: the same
machine, spaCy and numpy give the same weights. Scores go to OUT/scores.json. `pip install "spacy>=3.8,<3.9"` is enough.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import random
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ.setdefault(name, "1")  # one thread, so that sums are always added in the same order

# the imports below read those settings, so they come after them
import spacy  # noqa: E402
from measure import on_gold, on_text, speed  # noqa: E402
from spacy.language import Language  # noqa: E402
from spacy.training import Example  # noqa: E402
from spacy.util import fix_random_seed  # noqa: E402
from thinc.api import Adam  # noqa: E402
from treebank import agree_on_tokens, example, lemma_tables, paragraphs  # noqa: E402
from vary import varied  # noqa: E402

SETTINGS: dict[str, Any] = {
    "seed": 5,
    "width": 128,
    "depth": 4,
    "pieces": 3,
    "rows": [7000, 500, 2500, 1500, 50],  # NORM, PREFIX, SUFFIX, SHAPE, SPACY
    "hidden": 128,
    "parser_pieces": 2,
    "drop": 0.3,
    "epochs": 14,
    "words": 1000,  # a batch
    "rate": 0.002,
    "warmup": 300,
    "l2": 0.01,
    "lower": 0.05,  # shares of the paragraphs that are changed afresh in each epoch
    "unstopped": 0.05,
    "upper": 0.03,
    "dateline": 0.03,
    "quotes": 0.5,
    "scramble": 0.3,  # share of rare words that get an invented stem
    "british": 0.25,
    "bare_days": 0.4,
    "sentences": 0.3,  # share of paragraphs that are cut into single sentences
    "gold": 0.3,  # share of documents with the treebank's own tokens
}


def pipeline(s: dict[str, Any]) -> Language:
    nlp = spacy.blank("en")
    agree_on_tokens(nlp)
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": s["width"], "upstream": "*"}
    nlp.add_pipe(
        "tok2vec",
        config={
            "model": {
                "@architectures": "spacy.Tok2Vec.v2",
                "embed": {
                    "@architectures": "spacy.MultiHashEmbed.v2",
                    "width": s["width"],
                    "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY"],
                    "rows": s["rows"],
                    "include_static_vectors": False,
                },
                "encode": {
                    "@architectures": "spacy.MaxoutWindowEncoder.v2",
                    "width": s["width"],
                    "depth": s["depth"],
                    "window_size": 1,
                    "maxout_pieces": s["pieces"],
                },
            }
        },
    )
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener, "nO": None}
    nlp.add_pipe("tagger", config={"model": tagger, "label_smoothing": 0.05})
    nlp.add_pipe("morphologizer", config={"model": copy.deepcopy(tagger), "label_smoothing": 0.05})
    nlp.add_pipe(
        "parser",
        config={
            "min_action_freq": 10,
            "learn_tokens": False,
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "parser",
                "extra_state_tokens": False,
                "hidden_width": s["hidden"],
                "maxout_pieces": s["parser_pieces"],
                "use_upper": True,
                "tok2vec": copy.deepcopy(listener),
                "nO": None,
            },
        },
    )
    nlp.add_pipe("lemmatizer", config={"mode": "rule"})
    return nlp


def train(train_file: Path, dev_file: Path, s: dict[str, Any], out: Path) -> Language:
    fix_random_seed(s["seed"])
    rng = random.Random(s["seed"])
    nlp = pipeline(s)
    groups = paragraphs(train_file)
    counts = Counter(r[1].lower() for g in groups for _, rows, _ in g for r in rows)
    rare = {w for w, n in counts.items() if n <= 4}
    examples = [example(nlp, g, True) for g in groups]
    lemmatizer = nlp.get_pipe("lemmatizer")
    nlp.config["initialize"]["components"]["lemmatizer"] = {}
    with nlp.select_pipes(disable=["lemmatizer"]):
        nlp.initialize(lambda: examples)
    lemmatizer.initialize(lambda: examples, nlp=nlp, lookups=lemma_tables(groups))  # type: ignore[attr-defined]
    size = sum(len(rows) for g in groups for _, rows, _ in g)
    # a batch ends with the paragraph that fills it, so there are about a tenth fewer than words / batch
    total = int(s["epochs"] * size / s["words"] * 0.89)
    optimizer = Adam(s["rate"], L2=s["l2"], L2_is_weight_decay=True, grad_clip=1.0, use_averages=True)
    step, began = 0, time.process_time()
    for epoch in range(s["epochs"]):
        losses: dict[str, float] = {}
        batch: list[Example] = []
        held = 0
        for group in varied(groups, s, rare, rng):
            one = example(nlp, group, rng.random() < s["gold"])
            batch.append(one)
            held += len(one.reference)
            if held >= s["words"]:
                share = min(1.0, step / s["warmup"]) * max(0.02, 1 - step / total)
                optimizer.learn_rate = s["rate"] * share
                nlp.update(batch, drop=s["drop"], sgd=optimizer, losses=losses, exclude=["lemmatizer"])
                step, batch, held = step + 1, [], 0
        if epoch % 2 or epoch + 1 == s["epochs"]:
            with nlp.use_params(optimizer.averages):
                got = on_text(nlp, dev_file)
            spent = time.process_time() - began
            print(f"epoch {epoch + 1} step {step}/{total} cpu {spent:.0f}s", got, file=sys.stderr, flush=True)
    nlp.meta.update(META)
    with nlp.use_params(optimizer.averages):
        nlp.to_disk(out)
    slim(nlp, out)
    return spacy.load(out)


META = {
    "name": "ewt_casus",
    "version": "0.1.0",
    "description": "English syntax for casus: tags, features, lemmas, dependencies. See docs/cards/syntax.md.",
    "author": "The casus authors",
    "license": "CC BY-SA 4.0",
    "sources": [
        {
            "name": "UD English EWT",
            "url": "https://github.com/UniversalDependencies/UD_English-EWT",
            "license": "CC BY-SA 4.0",
            "author": "Natalia Silveira, Timothy Dozat, Christopher Manning, S. Schuster, N. Schneider and others",
        }
    ],
}


def slim(nlp: Language, out: Path) -> None:
    """Take the training words out of the saved strings: labels, features and the tokenizer's own words are enough."""
    needed = set(spacy.blank("en").vocab.strings)
    for name in ("tagger", "morphologizer", "parser"):
        for label in nlp.get_pipe(name).labels:  # type: ignore[attr-defined]
            features = label.split("|")
            needed.update([label, "|".join(f for f in features if not f.startswith("POS="))])
            needed.update(piece for feature in features for piece in (feature, *feature.split("=")))
    needed.update(["dep", "ROOT", "_"])
    (out / "vocab" / "strings.json").write_text(json.dumps(sorted(needed), ensure_ascii=False))


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("treebanks", type=Path)
    ask.add_argument("out", type=Path)
    ask.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="try another value of a setting")
    ask.add_argument("--score-only", action="store_true", help="measure the model that lies at OUT")
    asked = ask.parse_args()
    settings = dict(SETTINGS)
    for pair in asked.set:
        key, _, value = pair.partition("=")
        settings[key] = json.loads(value)
    began = time.process_time()
    if asked.score_only:
        nlp = spacy.load(asked.out)
    else:
        train_file, dev_file = (asked.treebanks / f"en_ewt-{part}.conllu.gz" for part in ("train", "dev"))
        nlp = train(train_file, dev_file, settings, asked.out)
    scores: dict[str, Any] = {
        "cpu_seconds": round(time.process_time() - began),
        "settings": settings,
        "spacy": spacy.__version__,
    }
    for part in ("en_ewt-dev", "en_ewt-test", "en_pud-test", "en_gum-open-test"):
        path = asked.treebanks / f"{part}.conllu.gz"
        if path.exists():
            scores[part] = {"gold_tokens": on_gold(nlp, path), "raw_text": on_text(nlp, path)}
    scores["words_per_cpu_second"] = round(speed(nlp, asked.treebanks / "en_ewt-test.conllu.gz"))
    print(json.dumps(scores, indent=1))
    (asked.out / "scores.json").write_text(json.dumps(scores, indent=1) + "\n")


if __name__ == "__main__":
    main()
