"""The command line as a user meets it: results, exit codes, and one clear line for whatever cannot be used."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
PAGES = sorted(p.name for p in EXAMPLES.glob("*") if p.suffix in (".html", ".txt"))


def casus(*args: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "NO_COLOR": "1"}
    env.pop("COLUMNS", None)
    done = subprocess.run(
        [sys.executable, "-m", "casus.cli", *args], input=stdin, capture_output=True, cwd=ROOT, env=env, timeout=60
    )
    out, err = done.stdout.decode(), done.stderr.decode()
    assert "Traceback" not in err, err
    return subprocess.CompletedProcess(args, done.returncode, out, err)


def refused(done: subprocess.CompletedProcess[str], *words: str) -> None:
    """Exit code 1, nothing on stdout, one line on stderr that holds the words."""
    assert done.returncode == 1, done
    assert done.stdout == ""
    assert done.stderr.startswith("casus: ")
    assert done.stderr.count("\n") == 1, done.stderr
    for word in words:
        assert word in done.stderr


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("format", ["text", "json", "md"])
def test_brief_of_the_examples(page: str, format: str) -> None:
    done = casus("brief", f"examples/{page}", "--format", format)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    if format == "json":
        made = json.loads(done.stdout)
        keys = {"article", "claims", "outlet", "standing", "against_the_text", "questions", "open_questions", "run"}
        assert set(made) == keys
        assert made["claims"] and made["questions"]
        assert all(set(q["forecast"]) >= {"draws", "seed", "joins", "coalitions"} for q in made["questions"])
        text = made["article"]["text"]
        assert all(text[slice(*claim["span"])] == claim["text"] for claim in made["claims"])
    else:
        assert "odds are what history resembles, not a prediction" in " ".join(done.stdout.split())


def test_the_same_page_gives_the_same_brief() -> None:
    first, second = (casus("brief", f"examples/{PAGES[0]}", "--format", "json").stdout for _ in range(2))
    assert first == second


def test_a_page_from_stdin() -> None:
    page = EXAMPLES / PAGES[0]
    assert (
        casus("read", "-", "--format", "jsonl", stdin=page.read_bytes()).stdout
        == casus("read", str(page), "--format", "jsonl").stdout
    )


def test_read_goes_on_after_a_bad_page(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = casus("read", str(tmp_path / "empty.txt"), f"examples/{PAGES[0]}", "--format", "jsonl")
    assert done.returncode == 1
    assert "empty" in done.stderr
    assert len(done.stdout.splitlines()) == 1
    assert json.loads(done.stdout)["article"]["title"]


def test_what_if_json_has_the_keys_of_the_contract() -> None:
    done = casus("what-if", "--by", "PRK", "--on", "KOR", "--day", "2024-10-19", "--format", "json")
    made = json.loads(done.stdout)
    assert set(made) >= {"attack", "supposed", "findings", "cascade", "forecast", "open_questions", "run"}
    assert made["attack"]["by"] == ["PRK"] and made["attack"]["begun_by"] == ["PRK"]
    finding = made["findings"][0]
    assert set(finding) == {
        "treaty", "clause", "cite", "kind", "binding", "debtor", "creditor", "verdict", "list", "duty", "qualifiers",
        "steps",
    }  # fmt: skip
    assert made["run"]["seed"] == 0


@pytest.mark.parametrize("page", ["missing.html", "examples"])
def test_no_such_page(page: str) -> None:
    refused(casus("brief", page), page)


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (b"", "empty"),
        (b"   \n\n \n", ""),
        (b"\x89PNG\r\n\x1a\n" + b"\x00\xff" * 500, ""),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + b"\x00" * 100, ""),
        (b"<html><body><nav><a href='/'>Home</a><a href='/x'>Sport</a></nav></body></html>", ""),
        (b"Home\nNews\nSport\nWeather\n", ""),
    ],
)
def test_pages_that_hold_no_article(tmp_path: Path, body: bytes, word: str) -> None:
    (tmp_path / "page").write_bytes(body)
    refused(casus("brief", str(tmp_path / "page")), "page", word)


def test_a_page_of_50_mb(tmp_path: Path) -> None:
    with (tmp_path / "huge.html").open("wb") as file:
        file.truncate(50_000_000)
    refused(casus("brief", str(tmp_path / "huge.html")), "huge.html", "MB")


WHAT_IF = ("what-if", "--by", "USA", "--on", "PRK")


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("what-if", "--by", "Corea", "--on", "PRK", "--day", "2024-10-19"), ("Corea", "KOR", "PRK", "2024-10-19")),
        (("what-if", "--by", "SUN", "--on", "PRK", "--day", "2024-10-19"), ("SUN", "1991", "RUS")),
        (("what-if", "--by", "", "--on", "PRK", "--day", "2024-10-19"), ("no state",)),
        (("what-if", "--by", "USA", "--on", "USA", "--day", "2024-10-19"), ("both sides",)),
        (("what-if", "--by", "USA", "--on", "*AFG", "--day", "2024-10-19"), ("--on",)),
        ((*WHAT_IF, "--day", "2025-02-30"), ("2025-02-30", "YYYY-MM-DD")),
        ((*WHAT_IF, "--day", "1066-10-14"), ("1066", "1816")),
        ((*WHAT_IF, "--day", "2024-10-19", "--place", "91,200"), ("91,200", "latitude")),
        ((*WHAT_IF, "--day", "2024-10-19", "--without", "nato-1948"), ("nato-1948", "nato-1949")),
        ((*WHAT_IF, "--day", "2024-10-19", "--treaties", "no-such-folder"), ("no-such-folder",)),
        (("treaty", "nato"), ("nato", "nato-1949")),
        (("treaties", "--kind", "defence"), ("defence", "defend")),
        (("brief", f"examples/{PAGES[0]}", "--as-of", "soon"), ("soon", "YYYY-MM-DD")),
    ],
)
def test_bad_input_gets_one_line(args: tuple[str, ...], words: tuple[str, ...]) -> None:
    refused(casus(*args), *words)


def test_a_treaty_file_with_a_typo(tmp_path: Path) -> None:
    ours = (ROOT / "src/casus/treaties/texts/usa-kor-1953.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(ours.replace('"consult"', '"consalt"', 1), encoding="utf-8")
    line = next(n for n, text in enumerate((tmp_path / "mine.toml").read_text().splitlines(), 1) if "consalt" in text)
    done = casus("what-if", "--by", "PRK", "--on", "KOR", "--day", "2024-10-19", "--treaties", str(tmp_path))
    refused(done, "mine.toml", f"line {line}", "consalt", "'consult'")


@pytest.mark.parametrize(
    "args",
    [
        ("what-if", "--by", "USA"),
        ("what-if", "--by", "USA", "--on", "PRK", "--day", "2024-10-19", "--act", "punch"),
        ("brief", "page", "--format", "docx"),
        ("no-such-command",),
    ],
)
def test_a_wrong_command_line_exits_with_2(args: tuple[str, ...]) -> None:
    done = casus(*args)
    assert done.returncode == 2
    assert done.stdout == ""


def test_an_unknown_place_is_left_open_with_a_question() -> None:
    done = casus(
        *WHAT_IF[:1], "--by", "PRK", "--on", "KOR", "--day", "2024-10-19", "--place", "Xyzzy", "--format", "json"
    )
    made = json.loads(done.stdout)
    assert done.returncode == 0
    assert any("Xyzzy" in row["question"] for row in made["open_questions"])


def test_nobody_bound_is_an_answer() -> None:
    done = casus("what-if", "--by", "LBR", "--on", "ETH", "--day", "1900-01-01")
    assert done.returncode == 0
    assert "nobody is bound" in done.stdout


@pytest.mark.parametrize("format", ["", "--format json"])
def test_a_closed_pipe(format: str) -> None:
    command = f'"{sys.executable}" -m casus.cli treaties {format} | true; exit "${{PIPESTATUS[0]}}"'
    done = subprocess.run(["bash", "-c", command], capture_output=True, cwd=ROOT, timeout=60)
    assert done.returncode == 1
    assert done.stderr == b"casus: the output was closed before its end\n"


def test_hostile_text_cannot_steer_the_terminal(tmp_path: Path) -> None:
    page = (EXAMPLES / "border-wire.txt").read_text(encoding="utf-8")
    (tmp_path / "page.txt").write_text(page.replace("Goris", "\x1b[31mGoris\u202e"), encoding="utf-8")
    done = casus("brief", str(tmp_path / "page.txt"))
    assert done.returncode == 0
    assert "\x1b" not in done.stdout and "\u202e" not in done.stdout


def test_every_command_has_help() -> None:
    done = casus("--help")
    for command in ("brief", "read", "what-if", "treaty", "treaties", "lint-treaties"):
        assert command in done.stdout
        assert casus(command, "--help").returncode == 0


def test_version() -> None:
    import casus as package

    assert casus("--version").stdout.strip() == f"casus {package.__version__}"


def test_lint_of_what_ships() -> None:
    done = casus("lint-treaties")
    assert done.returncode == 0, done.stdout
    assert "treaties" in done.stderr
