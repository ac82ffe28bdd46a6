"""`bounceback when`, as an editor types it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner, Result

from bot.cli import main

NOW = "2026-11-18T10:00"


def typed(*words: str, lines: str | bytes = "") -> Result:
    return CliRunner().invoke(main, ["when", *words], input=lines)


def answers(result: Result) -> list[str]:
    return [json.loads(line)["answer"] for line in result.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (["next tues 3pm"], "2026-11-24T15:00"),
        (["next", "tues", "3pm"], "2026-11-24T15:00"),
        (["a week on friday"], "2026-11-27"),
        (["friday at 7"], "ambiguous"),
        (["31st of june"], "invalid"),
        (["I am 32"], "invalid"),
        (["friday", "--context", "past"], "2026-11-13"),
        (["10 working days", "--context", "decision"], "2026-12-02"),
        (["10 working days", "--context", "decision", "--nation", "Scotland"], "2026-12-03"),
        (["10 working days", "--context", "decision", "--nation", "GB-SCT"], "2026-12-03"),
    ],
)
def test_a_phrase_gets_one_line_and_no_error_whatever_it_says(words: list[str], answer: str) -> None:
    result = typed(*words, "--now", NOW, "--zone", "Europe/London")

    assert (result.exit_code, result.output) == (0, f"{answer}\n")


def test_the_answer_is_the_wall_clock_of_the_zone() -> None:
    late = ["--now", "2026-11-18T23:30Z"]

    assert typed("tomorrow", *late, "--zone", "Europe/London").output == "2026-11-19\n"
    assert typed("tomorrow", *late, "--zone", "Asia/Tokyo").output == "2026-11-20\n"
    assert typed("in 2 hours", *late, "--zone", "America/New_York").output == "2026-11-18T20:30\n"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["friday", "--zone", "Europe/Atlantis"], "Europe/Atlantis"),
        (["friday", "--zone", "../../etc/passwd"], "passwd"),
        (["friday", "--now", "soon"], "soon"),
        (["friday", "--now", "9999-12-31"], "9999"),
        (["friday", "--context", "later"], "later"),
        (["friday", "--nation", "Atlantis"], "Atlantis"),
        ([], "day and a time"),
        (["friday", "--json"], "standard input"),
    ],
)
def test_a_question_that_makes_no_sense_is_told_so(words: list[str], named: str) -> None:
    result = typed(*words)

    assert result.exit_code == 2
    assert named in result.stderr
    assert result.stdout == ""


def test_each_line_of_json_gets_one_line_of_json() -> None:
    asked = [
        {"text": "fri 2pm", "now": NOW, "zone": "Europe/London", "context": "future"},
        {"text": "café, fri 2pm", "now": NOW, "zone": "Europe/London", "context": "past"},
        {"text": "2-3 weeks", "now": NOW, "zone": "Europe/London", "context": "decision"},
        {"text": "\ud800 nothing", "now": NOW, "zone": "Europe/London", "context": "future"},
    ]

    result = typed("--json", lines="\n\n".join(map(json.dumps, asked)))

    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert told == [
        {"text": "fri 2pm", "answer": "2026-11-20T14:00"},
        {"text": "café, fri 2pm", "answer": "2026-11-13T14:00"},
        {"text": "2-3 weeks", "answer": "2026-12-09"},
        {"text": "\ud800 nothing", "answer": "invalid"},
    ]
    assert result.exit_code == 0


def test_what_a_line_leaves_out_is_as_it_was_typed() -> None:
    lines = '{"text": "friday"}\n{"text": "friday", "context": "future"}\n{"text": "friday", "now": null}'

    result = typed("--json", "--now", NOW, "--context", "past", lines=lines)

    assert answers(result) == ["2026-11-13", "2026-11-20", "2026-11-13"]


@pytest.mark.parametrize(
    "line",
    [
        b"friday",
        b'"friday"',
        b"[]",
        b"{}",
        b'{"text": 5}',
        b'{"text": null}',
        b'{"text": "friday", "zone": "Mars"}',
        b'{"text": "friday", "zone": 7}',
        b'{"text": "friday", "now": "then"}',
        b'{"text": "friday", "now": 5}',
        b'{"text": "friday", "context": []}',
        b'{"text": "friday", "nation": {}}',
        b'{"text": "fri\xff',
        b"[" * 9_000,
    ],
)
def test_a_bad_line_is_answered_noted_and_stops_nothing(line: bytes) -> None:
    good = b'{"text": "friday", "now": "2026-11-18T10:00"}'

    result = typed("--json", lines=good + b"\n" + line + b"\n" + good)

    assert answers(result) == ["2026-11-20", "invalid", "2026-11-20"]
    assert result.stderr.startswith("line 2: ")
    assert len(result.stderr.splitlines()) == 1
    assert result.exit_code == 1


def test_it_waits_for_no_database_and_no_telegram() -> None:
    looks = (
        "import sys; from bot.__main__ import main\n"
        "sys.argv = ['bounceback', 'when', 'friday', '--now', '2026-11-18']\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print(sorted({'telegram', 'sqlalchemy', 'aiohttp', 'holidays'} & set(sys.modules)))"
    )

    run = subprocess.run([sys.executable, "-c", looks], capture_output=True, text=True, check=True)

    assert run.stdout == "2026-11-20\n[]\n"
