"""What the README promises: a nudge needs words only, and a command six lines."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import app, routes
from bot.commands.trial import rehearsal
from bot.domain.decision import Decision, Message
from bot.domain.event import Command
from bot.domain.facts import Facts
from bot.domain.library import Library
from bot.sandbox import Sandbox
from bot.settings import CONTENT
from tests.cast import MONDAY

JOURNEY = """
about: interview
priority: feedback
until: [outcome]
steps:
  - id: say-thanks
    say: nudge-thanks
    from: interview-day
    after: {working_days: 1}
    at: "11:00"
    late: {days: 2}
    because: A thank-you is warmest within a day.
"""
NUDGE = """---
id: nudge-thanks
buttons: [got-it]
---
A few warm words to {employer|them} today?
"""
WHY = 'why.thanks.say-thanks: "A thank-you is warmest within a day."\n'
MOMENT = datetime(2026, 11, 25, 11, tzinfo=UTC)
INTERVIEW = "Baker at Crumbs, tomorrow 2pm, they'll tell me by 8 December"

TEA = 'tea.time: "The kettle is on[[, {first_name}]]."\n'


def tea(facts: Facts, command: Command) -> Decision:
    """Puts the kettle on."""
    return Decision((Message(command.origin.chat, "tea.time", {"first_name": facts.person.first_name}),))


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of all the words."""
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


async def _says(sandbox: Sandbox, words: str, answer: str) -> None:
    """Sam writes; the bot answers with these words."""
    sandbox.world.say(42, words)
    said = await sandbox.until(lambda: answer in sandbox.world.last(42).text, 10)
    assert said, sandbox.world.last(42).text


async def _presses(sandbox: Sandbox, label: str, answer: str) -> None:
    sandbox.world.press(42, sandbox.world.last(42).id, label=label)
    said = await sandbox.until(lambda: answer in sandbox.world.last(42).text, 10)
    assert said, sandbox.world.last(42).text


async def _life(library: Library) -> list[tuple[datetime, str]]:
    """When a person with an interview tomorrow was told what, over three days in which they say nothing."""
    async with rehearsal(library, start=MONDAY, ticking=False, chosen={"send_rate": 1000}) as (sandbox, _):
        await _says(sandbox, "/start", "one line")
        await _says(sandbox, INTERVIEW, "Have I got this right?")
        await _presses(sandbox, "Right, save it", "Saved")
        before = len(sandbox.world.ledger.deliveries)
        await sandbox.turn_to(datetime(2026, 11, 26, 12, tzinfo=UTC))
        assert sandbox.world.rejections() == []
        return [(one.at, one.text) for one in sandbox.world.ledger.deliveries[before:]]


async def test_a_journey_and_its_words_are_all_that_a_new_nudge_needs(content: Path) -> None:
    (content / "journeys" / "thanks.yaml").write_text(JOURNEY, encoding="utf-8")
    (content / "nudges" / "en-GB" / "nudge-thanks.md").write_text(NUDGE, encoding="utf-8")
    (content / "strings" / "en-GB" / "thanks.yaml").write_text(WHY, encoding="utf-8")

    told = await _life(app.words(content))

    assert (MOMENT, "A few warm words to them today?") in told


async def test_without_the_new_journey_that_moment_is_silent(content: Path) -> None:
    assert MOMENT not in [at for at, _ in await _life(app.words(content))]


async def test_a_new_command_is_a_function_its_line_and_its_words(
    content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (content / "strings" / "en-GB" / "tea.yaml").write_text(TEA, encoding="utf-8")
    monkeypatch.setattr(routes, "COMMANDS", {**routes.COMMANDS, "tea": tea})

    async with rehearsal(app.words(content), start=MONDAY, ticking=False) as (sandbox, _):
        await _says(sandbox, "/start", "one line")
        await _says(sandbox, "/tea", "The kettle is on, Sam.")

        assert sandbox.world.rejections() == []
