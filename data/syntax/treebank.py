"""A CoNLL-U treebank as spaCy documents, a tokenizer that agrees with it, and lemma tables learned from it."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.lookups import Lookups
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex

Row = list[str]  # the ten columns of CoNLL-U
Sentence = tuple[str, list[Row], bool]  # text, words, whether a paragraph begins here

KEPT = {
    "Number",
    "Person",
    "Tense",
    "VerbForm",
    "Voice",
    "Degree",
    "Mood",
    "PronType",
    "Poss",
    "Case",
    "Definite",
    "NumType",
}


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a CoNLL-U file (gzip), without multiword lines and empty nodes."""
    text, rows, first = "", [], False
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            line = line.rstrip("\n")
            if not line:
                yield text, rows, first
                text, rows, first = "", [], False
            elif line.startswith("# text = "):
                text = line[9:]
            elif line.startswith(("# newpar", "# newdoc")):
                first = True
            elif line[0] != "#" and line.split("\t", 1)[0].isdigit():
                rows.append(line.split("\t"))


def feats(column: str, xpos: str) -> str:
    """FEATS without what nobody asks of it; VBP gets no Number, so that spaCy's lemmatizer takes it for a base form."""
    kept = [f for f in column.split("|") if f.split("=")[0] in KEPT]
    if xpos == "VBP":
        kept = [f for f in kept if not f.startswith(("Number", "Person"))]
    return "|".join(kept)


def document(nlp: Language, group: list[Sentence]) -> Doc:
    """One Doc for these sentences, joined by a space: the treebank's tokens, heads, labels, tags and lemmas."""
    words: list[str] = []
    spaces: list[bool] = []
    columns: dict[str, list[Any]] = {k: [] for k in ("heads", "deps", "tags", "pos", "morphs", "lemmas", "sent_starts")}
    for text, rows, _ in group:
        base, at = len(words), 0
        for row in rows:
            at = text.index(row[1], at) + len(row[1])
            words.append(row[1])
            spaces.append(text[at : at + 1].isspace())
            head = int(row[6])
            columns["heads"].append(base + (head - 1 if head else int(row[0]) - 1))
            columns["deps"].append("ROOT" if row[7] == "root" else row[7])
            columns["tags"].append(row[4])
            columns["pos"].append(row[3])
            columns["morphs"].append(feats(row[5], row[4]))
            columns["lemmas"].append(row[2])
            columns["sent_starts"].append(row is rows[0])
        spaces[-1] = True
    return Doc(nlp.vocab, words=words, spaces=spaces, **columns)


def paragraphs(path: Path) -> list[list[Sentence]]:
    groups: list[list[Sentence]] = []
    for sentence in sentences(path):
        if sentence[2] or not groups:
            groups.append([])
        groups[-1].append(sentence)
    return groups


def example(nlp: Language, group: list[Sentence], gold: bool) -> Example:
    reference = document(nlp, group)
    if gold:
        own = Doc(nlp.vocab, words=[t.text for t in reference], spaces=[bool(t.whitespace_) for t in reference])
    else:
        own = nlp.make_doc(reference.text)
    return Example(own, reference)


PREFIXES = (
    *("anti", "co", "counter", "cross", "de", "e", "ex", "inter", "mid", "mini", "mis", "multi", "neo", "non", "over"),
    *("post", "pre", "pro", "re", "semi", "socio", "sub", "trans", "ultra", "un"),
)
ABBREVIATIONS = (
    *("etc.", "Ft.", "Capt.", "Maj.", "Brig.", "Cmdr.", "Sgt.", "Lt.", "Gen.", "Adm.", "Sen.", "Rep.", "Gov.", "Rev."),
    *("Jan.", "Feb.", "Sept.", "Oct.", "Nov.", "Dec.", "Aug."),
)


def agree_on_tokens(nlp: Language) -> None:
    """Bring spaCy's English tokenizer nearer to UD.

    A prefix keeps its hyphen (anti-ship), runs of marks stay whole (!!); and/or and U.S.-backed are three words.
    """
    defaults = nlp.Defaults
    bound = "".join(rf"(?<!\b[{p[0].upper()}{p[0]}]{p[1:]})" for p in PREFIXES)
    infixes = [bound + pattern if "(?:-|" in pattern else pattern for pattern in defaults.infixes]
    infixes += [r"(?<=[A-Za-z])/(?=[A-Za-z])", r"(?<=[A-Z]\.)[-–](?=[A-Za-z])"]  # the second: U.S.-backed
    runs = [r"[!?]{2,}", r"\.\?", r"<<+", r">>+", r"==+", r"\*\*+", r"__+", r"--+"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    nlp.tokenizer.prefix_search = compile_prefix_regex([*runs, *defaults.prefixes]).search
    nlp.tokenizer.suffix_search = compile_suffix_regex(
        [*runs, r"(?<=[0-9])(?:bn|mn|tn|[ap]m|[AP]M)", *defaults.suffixes]
    ).search
    for word in (*ABBREVIATIONS, "id", "Id"):  # spaCy reads "id" as "I'd"
        nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
    nlp.tokenizer.add_special_case("and/or", [{"ORTH": "and"}, {"ORTH": "/"}, {"ORTH": "or"}])


LEMMATISED = ("noun", "verb", "aux", "adj", "adv", "pron", "det")


def lemma_tables(groups: list[list[Sentence]]) -> Lookups:
    """Tables for spaCy's rule lemmatizer, learned from the treebank: a decision list over endings, and exceptions.

    The longest ending decides whose commonest change holds in at least three forms; words of the treebank that
    break this stand in the list of exceptions.
    """
    seen: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for group in groups:
        for _, rows, _ in group:
            for row in rows:
                pos = row[3].lower()
                odd = row[7] == "goeswith" or "Typo=Yes" in row[5] or "Abbr=Yes" in row[5]
                base = row[4] in ("NN", "VB", "VBP", "JJ") and pos in ("noun", "verb", "adj")
                if pos in LEMMATISED and (row[1].isalpha() or "'" in row[1]) and not odd and not base:
                    seen[pos][row[1].lower()][row[2].lower()] += 1
    exceptions: dict[str, dict[str, list[str]]] = {}
    rules: dict[str, list[tuple[str, str]]] = {}
    for pos, forms in sorted(seen.items()):
        best = {form: max(sorted(c), key=c.__getitem__) for form, c in forms.items()}
        changes: dict[str, Counter[str]] = defaultdict(Counter)
        for form, lemma in best.items():
            if pos not in ("noun", "verb", "adj", "adv"):
                continue
            for size in range(1, min(len(form), 6) + 1):
                stem = form[:-size]
                if lemma.startswith(stem):
                    changes[form[-size:]][lemma[len(stem) :]] += 1
                else:
                    changes[form[-size:]]["*"] += 1
        kept = []
        for ending in sorted(changes, key=lambda e: (-len(e), e)):
            new, count = max(sorted(changes[ending].items()), key=lambda kv: kv[1])
            if new != "*" and count >= 3 and count / sum(changes[ending].values()) > 0.6:
                kept.append((ending, new))
        rules[pos] = [*kept, ("", "")]
        exceptions[pos] = {form: [lemma] for form, lemma in sorted(best.items()) if _decide(form, rules[pos]) != lemma}
    lookups = Lookups()
    lookups.add_table("lemma_rules", {k: [list(r) for r in v] for k, v in rules.items()})
    lookups.add_table("lemma_exc", exceptions)
    lookups.add_table("lemma_index", {})
    return lookups


def _decide(form: str, rules: list[tuple[str, str]]) -> str:
    for ending, new in rules:
        if form.endswith(ending) and (form[: len(form) - len(ending)] + new):
            return form[: len(form) - len(ending)] + new
    return form
