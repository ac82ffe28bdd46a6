"""Each setting is felt: the same life is lived twice, and something that arrives differs by it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import app
from bot.commands import story
from bot.domain.library import Library
from bot.settings import CONTENT
from bot.talk.settings import SETTINGS
from tests.e2e.test_languages import _translate
from tests.test_stories import library

_SET = "# set"
_THEN = "# then"
_BEGINS = """at 2026-11-23 10:00 Europe/London

Sam: /start
Sam: Data analyst at Acme yesterday 2pm, they'll tell me by Friday
Sam: [Right, save it]
"""
WAITS = "+ 9 days"
"""Until the check on the result, and what follows it."""
NO = """Sam: /result
Sam: [Not this time]
"""
A_NO = NO + "+ 10 days"


@dataclass(frozen=True)
class Felt:
    """What tells the two lives apart."""

    presses: tuple[str, ...]
    """The buttons, from /settings on; what has no button is typed, without brackets."""
    types: tuple[str, ...]
    """The same without one button."""
    life: str
    before: str
    """Arrives in the life without it, and only there."""
    after: str
    """Arrives in the life with it, and only there."""


FELT = {
    "name": Felt(("[Change my name]", "Samira"), ("my name", "Samira"), NO, "sorry, Sam.", "sorry, Samira."),
    "nation": Felt(  # Monday 30 November is a bank holiday in Scotland
        ("[Change my nation]", "[Scotland]"), ("2", "Scotland"), WAITS,
        "(Monday 30 November, 10am)", "(Tuesday 1 December, 10am)\n    Sam < About Data analyst: have you",
    ),
    "zone": Felt(
        ("[Change my time zone]", "New York"), ("time zone", "New York"), WAITS,
        "(Monday 30 November, 10am)", "(Monday 30 November, 3pm)",
    ),
    "quiet": Felt(
        ("[Change quiet hours]", "8pm to 11am"), ("quiet hours", "8pm to 11am"), WAITS,
        "(Monday 30 November, 10am)", "(Monday 30 November, 11am)",
    ),
    "hour": Felt(
        ("[Change the hour]", "6pm"), ("the hour", "6pm"), WAITS,
        "(Monday 30 November, 10am)", "(Monday 30 November, 6pm)",
    ),
    "pace": Felt(
        ("[Change the pace]", "[Up to one a week]"), ("6", "1"), A_NO,
        "(Thursday 26 November, 10am)", "(Tuesday 1 December, 10am)\n    Sam < About Data analyst: there's",
    ),
    "employers": Felt(
        ("[Show or hide employers]", "[Show them]"), ("7", "yes"), WAITS,
        "About Data analyst: have", "About Data analyst at Acme: have",
    ),
    "pictures": Felt(
        ("[Change pictures]", "[Make them dark]"), ("8", "dark"),
        "Sam: /applied Baker at Crumbs\nSam: /progress",
        "[Get a dark picture]", "[Get a light picture]",
    ),
    "goal": Felt(
        ("[Set a weekly goal]", "[Three a week]"), ("weekly goal", "3"), "Sam: /progress",
        "none so far, and that's fine", "You set 3",
    ),
    "language": Felt(
        ("[Change the language]", "[Ënglïsh]"), ("10", "Ënglïsh"), "Sam: /privacy",
        "I keep what you tell me", "këëp ŵhàt ÿöù tëll më",
    ),
}  # fmt: skip


_LIVED: dict[tuple[bool, str], str] = {}
"""What arrives where nothing was set: the same for several of them."""


def test_every_setting_is_in_the_table() -> None:
    assert FELT.keys() == SETTINGS.keys() | {"goal"}


@pytest.fixture(scope="module")
def two_tongues(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The words of content/, and half of them in a made-up language."""
    content = Path(shutil.copytree(CONTENT, tmp_path_factory.mktemp("words") / "content"))
    _translate(content)
    return app.words(content)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", FELT)
async def test_it_changes_what_arrives_whether_it_is_pressed_or_typed(
    name: str, request: pytest.FixtureRequest
) -> None:
    felt = FELT[name]
    words = request.getfixturevalue("two_tongues") if name == "language" else library()

    plain = _LIVED.get((name == "language", felt.life)) or await _life(felt.life, (), words)
    _LIVED[name == "language", felt.life] = plain
    pressed = await _life(felt.life, felt.presses, words)
    typed = await _life(felt.life, felt.types, words)

    assert felt.before in plain, plain
    assert felt.after not in plain, plain
    assert felt.after in pressed, pressed
    assert felt.before not in pressed, pressed
    assert typed == pressed


async def _life(life: str, deeds: tuple[str, ...], words: Library) -> str:
    """What arrived after the setting had been changed."""
    set_ = "\n".join(f"Sam: {deed}" for deed in ("/settings", *deeds))
    told = await story.play(f"{_BEGINS}\n{set_ if deeds else ''}\n{_THEN}\n{life}\n", words)
    assert "rejected:" not in told
    return told.partition(_THEN)[2]
