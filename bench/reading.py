"""From page to claims: articles of 500 words a CPU second on one core, and memory over ten thousand of them.

Run: python bench/reading.py [--articles N] [--steps] [--memory N] [--peer NAME] [--cold RUNS]

Every article is made of paragraphs of tests/pages, some 500 words of them, with people, towns, numbers and days that
no other article has, so that nothing is met twice but what news repeats; every second one is a page of HTML with a
menu and other headlines. ``--steps`` says where the time goes; ``--memory 10000`` reads so many articles and prints
the memory held on the way (Ctrl-C ends it with what is known by then). Beside it runs the pipeline of spaCy that
ships, parsing and no more, or another that is installed (``--peer en_core_web_sm``), on the same sentences.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
WORDS = 500
SYLLABLES = ("ba", "den", "ka", "lor", "mi", "nev", "os", "pra", "ru", "sal", "ti", "vo", "yan", "zer", "che", "gul")
AIM, AIM_COLD = 12.0, 3.5


def bodies() -> list[list[str]]:
    """The paragraphs of each page of tests/pages that holds claims."""
    judged = sorted((ROOT / "tests" / "pages").glob("[0-9]*.json"))
    with_claims = [file for file in judged if json.loads(file.read_text(encoding="utf-8"))["claims"]]
    return [file.with_suffix(".body.txt").read_text(encoding="utf-8").splitlines() for file in with_claims]


def name(chance: random.Random) -> str:
    return "".join(chance.choices(SYLLABLES, k=3)).capitalize()


def article(number: int, pool: list[list[str]]) -> bytes:
    """A page whose article has about 500 words; the same number gives the same page."""
    chance = random.Random(number)
    day = datetime(1995, 1, 1, 6) + timedelta(minutes=chance.randrange(16_000_000))
    first, last, town = name(chance), name(chance), name(chance)
    rows = [
        f"Colonel {first} {last}, who leads the garrison of {town}, told Reuters on {day:%A} that "
        f"{chance.randrange(200, 9000):,} soldiers of North Korea had been sent to the town."
    ]
    words = len(rows[0].split())
    for body in chance.sample(pool, len(pool)):
        at = chance.randrange(max(1, len(body) - 5))
        for paragraph in body[at : at + 6]:
            if words >= WORDS - 10:
                break
            rows.append(paragraph)
            words += len(paragraph.split())
    title = f"{town} garrison reinforced, says {last}"
    others = [f"{name(chance)} and {name(chance)} meet again over the {name(chance)} road" for _ in range(6)]
    if number % 2:
        head = f"<title>{title} | The Daily {town}</title><meta property='og:site_name' content='The Daily {town}'>"
        links = "".join(f"<li><a href='/{i}'>{o}</a> <span>{i + 2} hours ago</span></li>" for i, o in enumerate(others))
        page = (
            f"<!doctype html><html lang='en'><head>{head}</head>"
            "<body><nav><a href='/'>Home</a> <a href='/w'>World</a></nav>"
            f"<article><h1>{title}</h1><p class='byline'>By {name(chance)} {name(chance)}</p>"
            f"<time datetime='{day.isoformat()}'>{day:%d %B %Y, %H:%M}</time>"
            f"{''.join(f'<p>{row}</p>' for row in rows)}</article>"
            f"<aside><h3>Most read</h3><ul>{links}</ul></aside></body></html>"
        )
    else:
        listed = "\n".join(f"{other}{i + 2} hours ago" for i, other in enumerate(others))
        page = (
            f"The Daily {town}\nHome  World  Sport\n{title}\n"
            f"By {name(chance)} {name(chance)}\n{day:%d %B %Y, %H:%M}\n\n"
            + "\n\n".join([f"{town.upper()} (Reuters) - {rows[0]}", *rows[1:]])
            + f"\n\nMost read\n{listed}\n"
        )
    return page.encode()


class Clock:
    """CPU seconds by step: what a function takes, less what the watched functions inside it take."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self._inside: list[float] = []

    def watch(self, step: str, home: Any, attribute: str) -> None:
        """Put a watch around a function where its caller finds it."""
        plain: Callable[..., Any] = getattr(home, attribute)

        def watched(*given: Any, **named: Any) -> Any:
            self._inside.append(0.0)
            start = time.process_time()
            try:
                return plain(*given, **named)
            finally:
                took = time.process_time() - start
                self.seconds[step] = self.seconds.get(step, 0.0) + took - self._inside.pop()
                if self._inside:
                    self._inside[-1] += took

        setattr(home, attribute, watched)


def whole(pages: list[bytes]) -> tuple[int, int, int]:
    """Read them all: words, sentences and claims."""
    from casus.reports.extract import extract
    from casus.reports.page import from_bytes
    from casus.reports.read import read
    from casus.reports.rules.sentences import sentences

    words = count = claims = 0
    for body in pages:
        found = read(from_bytes(body, "an article"))
        claims += len(extract(found))
        words += len(found.text.split())
        count += len(sentences(found.text))
    return words, count, claims


def texts_of(pages: list[bytes]) -> Iterator[list[str]]:
    from casus.reports.page import from_bytes
    from casus.reports.read import read
    from casus.reports.rules.sentences import sentences

    for body in pages:
        text = read(from_bytes(body, "an article")).text
        yield [text[span.start : span.end] for span in sentences(text)]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def memory() -> float:
    """MB that the process holds now."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        import resource

        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # where there is no /proc: the most so far
        return peak / 1e6 if sys.platform == "darwin" else peak / 1e3
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def speed(number: int, pool: list[list[str]], peer: str | None) -> float:
    """Print articles a CPU second, ours and the peer's, the better of two runs; give ours."""
    import spacy

    from casus.reports.syntax import MODEL, documents, pipeline

    pages = [article(i, pool) for i in range(number)]
    whole(pages[:10])
    best, (words, sentences, claims) = min(timed(lambda: whole(pages)) for _ in range(2))
    ours = number / best
    print(f"{number} articles, {words / number:.0f} words each: {claims} claims in {sentences} sentences")
    print(f"page -> claims: {ours:.1f} articles a CPU second ({1e3 / ours:.1f} ms each); aim: {AIM:.0f}")
    texts = list(texts_of(pages))
    shipped = spacy.load(MODEL)
    rivals: list[tuple[str, Callable[[], Any]]] = [
        ("spaCy with the pipeline that ships, sentence by sentence", lambda: [shipped(s) for t in texts for s in t]),
        ("spaCy with the pipeline that ships, nlp.pipe", lambda: [list(shipped.pipe(t)) for t in texts]),
        ("the same as casus runs it", lambda: [documents(t) for t in texts]),
    ]
    if peer:
        other = pipeline(peer)
        rivals.append((f"spaCy with {peer}, nlp.pipe", lambda: [list(other.pipe(t)) for t in texts]))
    for what, work in rivals:
        theirs = number / min(timed(work)[0] for _ in range(2))
        print(f"parse only, {what}: {theirs:.1f} articles a CPU second; ours is {ours / theirs:.2f} of that")
    return ours


def steps(number: int, pool: list[list[str]]) -> None:
    """Print what each step takes, in ms an article."""
    from casus.reports import extract, page, read, syntax
    from casus.reports.layout import flat, html
    from casus.reports.rules.names import Gazetteer
    from casus.reports.rules.reader import Reader

    pages = [article(i, pool) for i in range(number)]
    whole(pages[:10])
    clock = Clock()
    clock.watch("page: bytes to text", page, "from_bytes")
    clock.watch("layout: lines, body", flat, "dissect")
    clock.watch("layout: markup", html, "dissect")
    clock.watch("layout: the rest (head, furniture)", read, "_article")
    clock.watch("names", Gazetteer, "mentions")
    clock.watch("names: load the gazetteer of a day", extract, "gazetteer")
    clock.watch("parser", syntax, "documents")
    clock.watch("rules: sentences", extract, "sentences")
    clock.watch("rules: the rest", Reader, "read")
    taken, _ = timed(lambda: whole(pages))
    for step, seconds in sorted(clock.seconds.items(), key=lambda row: -row[1]):
        print(f"  {step:<36}{1e3 * seconds / number:7.2f} ms  {seconds / taken:6.1%}")
    rest = taken - sum(clock.seconds.values())
    print(f"  {'what is left':<36}{1e3 * rest / number:7.2f} ms  {rest / taken:6.1%}")


def flat_memory(number: int, pool: list[list[str]]) -> None:
    """Print the memory held while so many articles are read."""
    held: dict[int, float] = {}
    start = time.process_time()
    try:
        for i in range(number):
            whole([article(i, pool)])
            if i + 1 in (100, 1000) or (i + 1) % 1000 == 0:
                held[i + 1] = memory()
                rate = (i + 1) / (time.process_time() - start)
                said = f"  {i + 1:>6,} articles: {held[i + 1]:.0f} MB, {rate:.1f} a CPU second"
                print(said, file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
    marks = [n for n in held if n >= 1000] or list(held)
    if marks:
        first, last = marks[0], marks[-1]
        print(
            f"memory: {held[first]:.0f} MB after {first:,} articles, {held[last]:.0f} MB after {last:,}: "
            f"{held[last] / held[first]:.2f} x"
        )


def cold(runs: int, pool: list[list[str]]) -> float:
    """Print the median seconds of ``casus read`` on one article, from a cold start."""
    page, command = article(0, pool), [sys.executable, "-m", "casus.cli", "read", "-", "--format", "jsonl"]
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run(command, input=page, capture_output=True, check=True, cwd=ROOT)
        taken.append(time.perf_counter() - start)
    median = statistics.median(taken)
    print(f"cold start of casus read: {median:.2f} s (median of {runs}); aim: under {AIM_COLD} s")
    return median


def main() -> None:
    asked = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    asked.add_argument("--articles", type=int, default=200, help="how many the speed is measured on (default 200)")
    asked.add_argument("--steps", action="store_true", help="say which step takes how long")
    asked.add_argument("--memory", type=int, default=0, metavar="N", help="read N articles and print the memory held")
    asked.add_argument("--peer", metavar="NAME", help="another spaCy pipeline, to parse the same sentences")
    asked.add_argument("--cold", type=int, default=5, metavar="RUNS", help="cold starts to time (default 5; 0: none)")
    given = asked.parse_args()
    pool = bodies()
    if given.memory:
        flat_memory(given.memory, pool)
        return
    if given.steps:
        steps(given.articles, pool)
        return
    fast = speed(given.articles, pool, given.peer)
    slow = cold(given.cold, pool) if given.cold else 0.0
    if fast < AIM or slow >= AIM_COLD:
        sys.exit("short of the aim")


if __name__ == "__main__":
    main()
