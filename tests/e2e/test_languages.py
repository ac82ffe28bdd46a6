"""A second language, from the first word to the last reminder; what it lacks is said in English.

The language is made up for these tests: English with accents («Ŵëlçömë»), in the place of Welsh.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from bot import app
from bot.commands.story import Player
from bot.commands.trial import rehearsal
from bot.settings import CONTENT
from tests.cast import MONDAY

MADE_UP = "cy-XA"
LACKS = "pause.yaml"
"""The file of strings that nobody has translated yet."""
PAGES = ("guidance/{}/waiting.md", "nudges/{}/nudge-result-check.md", "templates/{}/email-chase.md")
YES, NO = "ie siŵr", "nage ddim"

_ACCENTS = str.maketrans("aeiouwyAEIOUWY", "àëïöùŵÿÀËÏÖÙŴŸ")
_KEPT = re.compile(r"\{[^{}]*\}|\]\([^)]*\)|/[a-z]+|^@[A-Z]\S*|^---.*$|^\[!\w+\]", re.MULTILINE)
"""What means the same in every language: values, addresses, commands, marks."""


def accented(words: str) -> str:
    """«Àççëntëd Ënglïsh»."""
    found, at = [], 0
    for kept in _KEPT.finditer(words):
        found += [words[at : kept.start()].translate(_ACCENTS), kept[0]]
        at = kept.end()
    return "".join([*found, words[at:].translate(_ACCENTS)])


def _page(words: str) -> str:
    """The same page: `title` and `short` translated, `points` left out, other facts kept."""
    _, facts, body = words.split("---\n", 2)
    facts = re.sub(r"^points:\n(?:  .*\n)+", "", facts, flags=re.MULTILINE)
    facts = re.sub(r"^((?:title|short): )(.*)$", lambda m: m[1] + accented(m[2]), facts, flags=re.MULTILINE)
    return f"---\n{facts}---\n{accented(body)}"


def _translate(content: Path) -> None:
    for file in (content / "strings/en-GB").glob("*.yaml"):
        if file.name == LACKS:
            continue
        said = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        theirs = {
            id_: [accented(one) for one in words] if isinstance(words, list) else accented(words)
            for id_, words in said.items()
        }
        _write(content / f"strings/{MADE_UP}/{file.name}", yaml.safe_dump(theirs, allow_unicode=True))
    for page in PAGES:
        _write(
            content / page.format(MADE_UP),
            _page((content / page.format("en-GB")).read_text(encoding="utf-8")),
        )
    _write(content / f"phrases/{MADE_UP}/answers/yes.txt", YES)
    _write(content / f"phrases/{MADE_UP}/answers/no.txt", NO)


def _write(file: Path, words: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(words, encoding="utf-8")


@pytest.fixture
async def player(tmp_path: Path) -> AsyncIterator[Player]:
    """Sam has a phone in the made-up language, Noor and the advisors have English ones."""
    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    _translate(content)
    library, chosen = app.words(content), {"send_rate": 1000}
    async with rehearsal(library, start=MONDAY, ticking=False, chosen=chosen) as (sandbox, bot):
        sandbox.world.person(42, "Sam", "cy")
        yield Player(sandbox, bot, ZoneInfo("Europe/London"))
        assert sandbox.world.rejections() == []


async def _told(player: Player, *lines: str) -> str:
    """All that was said after the last of these deeds."""
    said: list[str] = []
    for line in lines:
        said = list(await player.act(line))
    return "\n".join(said)


ASKED = ("Sam: /start", "Sam: Baker at Crumbs, tomorrow 2pm, they'll tell me by 8 December")


async def test_a_newcomer_is_answered_in_the_language_of_their_phone(player: Player) -> None:
    greeting = await _told(player, ASKED[0])
    check = await _told(player, ASKED[1])
    english = await _told(player, "Noor: /start")

    assert "Hëllö Sam" in greeting
    assert f"[{accented('Add an interview')}]" in greeting
    assert "Baker àt Crumbs" in check
    assert "Tùësdàÿ 24 Növëmbër, 2pm" in check
    assert "Hello Noor" in english


async def test_typed_answers_are_understood_in_both_languages(player: Player) -> None:
    changing = await _told(player, *ASKED, f"Sam: {NO}")
    kept = await _told(player, f"Sam: [{accented('The day or time')}]", "Sam: tomorrow 3pm", f"Sam: {YES}")
    english = await _told(player, "Sam: /log", "Sam: Welder at Sparks, tomorrow 4pm", "Sam: no", "Sam: yes")

    assert accented("What would you like to change?") in changing
    assert accented("Saved:") in kept, kept
    assert accented("Saved:") in english, english


async def test_a_nudge_comes_in_their_language_days_later(player: Player) -> None:
    await _told(player, *ASKED, f"Sam: [{accented('Right, save it')}]")

    nudge = await _told(player, "+ 16 days")

    assert accented("have you heard anything?") in nudge
    assert "Tùësdàÿ 8 Dëcëmbër" in nudge
    assert f"[{accented('I got the job')}]" in nudge


async def test_a_toast_comes_in_their_language(player: Player) -> None:
    await _told(player, *ASKED, f"Sam: [{accented('Right, save it')}]")

    told = await _told(player, f"Sam: (old) [{accented('Right, save it')}]")

    assert told.startswith("    Sam sees: ")
    assert told.removeprefix("    Sam sees: ").split("\n")[0] == accented(
        player.bot.house.library.label("toast.gone", "en-GB")
    )


async def test_what_has_not_been_translated_is_said_in_english(player: Player) -> None:
    pause = await _told(player, "Sam: /start", "Sam: /pause")
    page = await _told(player, "Sam: /guide thank you")

    assert player.bot.house.library.label("pause.ask", "en-GB").split("\n")[0] in pause
    assert player.bot.house.library.title("thank-you", MADE_UP) == "Saying thank you"
    assert "hank" in page


async def test_a_talk_is_arranged_between_two_languages(player: Player) -> None:
    words = [accented(label) for label in ("Any time", "Message me here", "Send request")]
    asked = await _told(player, "Sam: /start", "Sam: /advisor", "Sam: My CV", *(f"Sam: [{w}]" for w in words))
    taken = await _told(player, "Priya @ desk: [I'll call]")
    answer = await _told(player, "Priya @ desk: (replies) Hello Sam")

    card = [line for line in asked.splitlines() if "desk" in line]
    assert "Sam would like to talk" in card[0]
    assert any("When it suits: Any time" in line for line in card)
    assert accented("Your request is with our advisors.") in asked
    assert "Priya sees: It's yours." in taken
    assert f"Sam < Priya, {accented('one of our careers advisors, has taken your request')}" in taken
    assert f"[{accented('Change request')}]" in taken
    assert f"[{accented('Reply to the advisor')}]" in answer
    assert "Sent to Sam." in answer


async def test_telegram_is_told_of_us_in_both_languages(player: Player) -> None:
    profile = player.sandbox.world.profile
    await player.sandbox.until(lambda: ("all_private_chats", "cy") in profile.commands, 10)

    menus = {code: menu for (scope, code), menu in profile.commands.items() if scope == "all_private_chats"}
    words = {code: {one["command"]: one["description"] for one in menu} for code, menu in menus.items()}
    assert words["cy"]["log"] == accented(words[""]["log"])
    assert words["cy"]["pause"] == words[""]["pause"], "nobody has translated that one"
    assert profile.short_descriptions["cy"] == accented(profile.short_descriptions[""])
