"""What an operator types, and what the exit code then says."""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.settings import CONTENT

TOKEN = "123456:a-token-well-made"
STORY = """at 2026-11-23 10:00 Europe/London

Sam: /start
"""

Typed = Callable[..., Result]


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    """Types a command, with no settings but those that are given (`NATION="GB"`)."""
    for name in [name for name in os.environ if name.startswith("BOUNCEBACK_")]:
        monkeypatch.delenv(name)
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)

    def typed(*words: str, **settings: str) -> Result:
        environment = {f"BOUNCEBACK_{name}": value for name, value in settings.items()}
        return CliRunner().invoke(main, list(words), env=environment, catch_exceptions=False)

    yield typed
    root.setLevel(level)
    root.handlers[:] = handlers


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of all the words."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def test_every_command_is_told_in_a_line(types: Typed) -> None:
    told = types("--help")

    assert told.exit_code == 0
    for line in (line for line in told.output.partition("Commands:")[2].splitlines() if line.strip()):
        assert line.endswith("."), "a line that is cut off tells nobody anything"
    for name in ("run", "try", "check", "story", "preview", "migrate", "backup", "restore"):
        assert types(name, "-h").exit_code == 0
        assert f"\n  {name} " in told.output


def test_an_unknown_command_is_refused(types: Typed) -> None:
    assert types("rum").exit_code == 2


def test_check_finds_nothing_wrong_with_the_words_that_ship(types: Typed) -> None:
    told = types("check")

    assert told.exit_code == 0, told.output
    assert told.output.splitlines()[-1].startswith("All is well: 0 to mend, ")


def test_check_tells_every_mistake_of_settings_and_words_at_once(types: Typed, content: Path) -> None:
    (content / "nudges" / "en-GB" / "nudge-chase.md").unlink()
    with (content / "strings" / "en-GB" / "start.yaml").open("a", encoding="utf-8") as strings:
        strings.write("start.extra: Dear {nobody\n")

    told = types("check", CONTENT=str(content), NATION="Narnia", TOKEN=TOKEN, SEND_RATE="0")

    assert told.exit_code == 1
    for place in ("BOUNCEBACK_NATION: ", "BOUNCEBACK_SEND_RATE: ", "chase.yaml:", "start.yaml:"):
        assert place in told.output
    mend = told.output.partition("To mend:\n")[2].splitlines()
    assert mend[-1].startswith(f"{len(mend) - 2} to mend, ")


def test_check_says_so_when_there_are_no_words(types: Typed, tmp_path: Path) -> None:
    told = types("check", "--content", str(tmp_path / "nowhere"))

    assert told.exit_code == 1
    place = f"{tmp_path / 'nowhere'}: is not a folder"
    assert told.output.splitlines() == ["To mend:", place, "", "1 to mend, 0 to look at"]


def test_check_warns_of_passed_dates_and_fails_for_them_if_asked(types: Typed, content: Path) -> None:
    page = content / "guidance" / "en-GB" / "waiting.md"
    page.write_text(re.sub("review_by: .*", "review_by: 2020-01-31", page.read_text(encoding="utf-8")))

    warned = types("check", CONTENT=str(content))
    strict = types("check", "--strict-dates", CONTENT=str(content))

    assert (warned.exit_code, strict.exit_code) == (0, 1)
    late = "«waiting» was to be reviewed by 2020-01-31"
    assert late in warned.output.partition("To look at:")[2]
    assert late in strict.output.partition("To mend:")[2]


def test_check_finds_words_that_are_taken_from_others(types: Typed, content: Path, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "book.txt").write_text("Said long ago: the  bees were all asleep in their house.\n")
    with (content / "strings" / "en-GB" / "start.yaml").open("a", encoding="utf-8") as strings:
        strings.write("start.extra: The bees were all asleep.\n")

    told = types("check", "--against", str(theirs), CONTENT=str(content))

    assert "«the bees were all asleep» stands in book.txt, word for word" in told.output
    assert told.exit_code == 1


def test_run_without_a_token_is_refused(types: Typed) -> None:
    told = types("run")

    assert (told.exit_code, told.output) == (1, "BOUNCEBACK_TOKEN: is missing\n")


def test_run_tells_of_mistakes_in_the_words(types: Typed, content: Path) -> None:
    (content / "nudges" / "en-GB" / "nudge-chase.md").unlink()

    told = types("run", TOKEN=TOKEN, CONTENT=str(content))

    assert told.exit_code == 1
    assert "chase.yaml:" in told.output


def test_preview_shows_a_nudge_with_its_buttons(types: Typed) -> None:
    told = types("preview", "nudge-chase")

    assert told.exit_code == 0
    assert "Data analyst at Acme" in told.output
    assert "[Show chase email]" in told.output


def test_preview_shows_every_wording(types: Typed) -> None:
    assert types("preview", "nudge-ask-feedback").output.count("[Not now]") > 1


def test_preview_shows_what_each_nation_reads(types: Typed, content: Path) -> None:
    page = content / "nudges" / "en-GB" / "nudge-chase.md"
    words = page.read_text(encoding="utf-8")
    page.write_text(words + "\n\n@Great-Britain Plums.\n@elsewhere Pears.\n", encoding="utf-8")

    told = types("preview", "nudge-chase", "--content", str(content)).output

    assert told.index("Pears.") < told.index("for England, Scotland, Wales") < told.index("Plums.")
    assert told.count("Plums.") == 2, "once with an interview, and once without"


def test_preview_of_a_text_that_is_not_there_offers_the_nearest(types: Typed) -> None:
    told = types("preview", "nudge-chas")

    assert told.exit_code == 1
    assert told.output == "There is no text «nudge-chas» (did you mean «nudge-chase»?).\n"


def test_preview_reads_the_folder_that_the_settings_name(types: Typed, content: Path) -> None:
    page = content / "nudges" / "en-GB" / "nudge-chase.md"
    page.write_text(page.read_text(encoding="utf-8").replace("polite", "plum-coloured"), encoding="utf-8")

    assert "plum-coloured" in types("preview", "nudge-chase", CONTENT=str(content)).output
    assert "plum-coloured" in types("preview", "nudge-chase", "--content", str(content)).output
    assert "plum-coloured" not in types("preview", "nudge-chase").output


def test_a_story_is_played_and_written_out(types: Typed, tmp_path: Path) -> None:
    (tmp_path / "hello.txt").write_text(STORY, encoding="utf-8")

    told = types("story", str(tmp_path / "hello.txt"))

    assert told.exit_code == 0
    assert told.output.startswith(STORY)
    assert "    Sam < Hello Sam, I'm Bounceback" in told.output


@pytest.mark.parametrize(
    ("story", "why"),
    [
        ("Sam: /start\n", "a story begins with"),
        (STORY + "Sam: [No such button]\n", "line 4, «Sam: [No such button]»: there is no button"),
        (STORY + "+ 3 fortnights\n", "line 4, «+ 3 fortnights»"),
    ],
)
def test_a_line_that_nobody_can_act_out_is_named(types: Typed, tmp_path: Path, story: str, why: str) -> None:
    file = tmp_path / "odd.txt"
    file.write_text(story, encoding="utf-8")

    told = types("story", str(file))

    assert told.exit_code == 1
    assert f"{file}: {why}" in told.output


def test_a_story_that_is_not_there_is_refused(types: Typed) -> None:
    assert types("story", "nowhere.txt").exit_code == 2
    assert types("story").exit_code == 2


@pytest.mark.parametrize("port", ["-1", "65536", "eighty"])
def test_a_port_that_cannot_be_is_refused(types: Typed, port: str) -> None:
    assert types("try", "--no-browser", "--port", port).exit_code == 2
