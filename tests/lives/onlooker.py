"""Plays a story and notes which nudges the pretend Telegram received, with what was known just before."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from bot.commands import story
from bot.commands.story import PASS, Player
from bot.domain.facts import Facts
from bot.domain.history import ANSWER
from bot.domain.library import Library
from bot.domain.nudge import Fate
from bot.store.outbox import NUDGE
from bot.store.tables import outbox, people
from tests.lives.judge import Arrival

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(repr=False)  # asyncio writes out the result of what it has run, and this is whole lives long
class Seen:
    """One story that was played."""

    told: str = ""
    arrivals: list[Arrival] = field(default_factory=list)
    """In the order in which they were received."""
    ends: list[tuple[str, Fate, str]] = field(default_factory=list)
    """Of every nudge that there ever was: its key, where it stands, and why."""
    waits: list[str] = field(default_factory=list)
    """What was due and is still there."""
    heard: dict[int, set[datetime]] = field(default_factory=lambda: defaultdict(set))
    """When something was heard of each person, as it is stored: words, a press."""
    over: datetime = LONG_AGO
    """When the story ends."""

    def ignored(self, arrival: Arrival) -> bool:
        """Whether nothing was heard of its person for so long that it counts as no answer."""
        heard = (moment for moment in self.heard[arrival.then.person.id] if moment >= arrival.at)
        return min(heard, default=self.over) - arrival.at >= ANSWER


async def played(written: str, library: Library) -> Seen:
    """The story as it is played now. BadStory: it cannot be."""
    seen = Seen()

    class Onlooker(Player):
        async def act(self, line: str) -> Any:
            before = await self.bot.facts_of(set(self.names.values()))
            lines = await super().act(line)
            passes = PASS.match(line) or story.AWAY.match(line)
            await note(self, before if passes else {})
            return lines

    async def note(player: Player, before: dict[int, Facts]) -> None:
        columns = (outbox.c[name] for name in ("key", "chat", "state", "why", "result", "ready"))
        query = select(*columns).where(outbox.c.method == NUDGE).order_by(outbox.c.ended_at, outbox.c.id)
        async with player.bot.store.begin() as conn:
            rows = (await conn.execute(query)).all()
            present = (await conn.execute(select(people.c.id, people.c.seen_at))).all()
        known = before or await player.bot.facts_of(set(player.names.values()))
        noted = {arrival.key for arrival in seen.arrivals}
        for row in rows:
            if row.state == Fate.SENT and row.key not in noted:
                messages = player.sandbox.world.messages(row.chat)
                received = next(message for message in messages if message.id == row.result)
                seen.arrivals.append(Arrival(row.key, received.date, known[row.chat]))
        seen.ends = [(row.key, Fate(row.state), row.why) for row in rows]
        for person in present:
            seen.heard[person.id].add(person.seen_at)
        seen.over = player.sandbox.clock.now()
        seen.waits = [row.key for row in rows if row.state == Fate.WAITING and row.ready <= seen.over]

    seen.told = await story.play(written, library, Onlooker)
    return seen
