"""Plays a conversation from a text file against the real bot, and writes down who was told what, and when.

A story is a transcript whose first columns are what people do:

    at 2026-11-23 10:00 Europe/London

    Sam: /start
    Sam: [Log an interview]
    Sam: (photo)
    Sam: (edits) Baker at Crumbs
    Sam: (number) +447700900123
    Priya @ desk: [I'll call]
    Priya @ desk: (replies) Hello Sam
    + 1 day
    + next

Indented lines are what the bot said. Each play writes them anew, so a file can be compared with its own play.
Lines that begin with # are notes to the reader.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.app import Bounceback
from bot.domain import spoken
from bot.domain.library import Library
from bot.sandbox import ADVISORS, Message, Sandbox
from bot.trial import DESK, PEOPLE, rehearsal

START = re.compile(r"at (\d{4}-\d\d-\d\d \d\d:\d\d)(?: (\S+))?$")
DEED = re.compile(r"(\w+)( @ desk)?: (?:\[(?P<press>.+)\]|\((?P<kind>[a-z_]+)\) ?(?P<rest>.*)|(?P<say>.+))$")
PASS = re.compile(r"\+ (?:(?P<number>\d+) (?P<unit>minute|hour|day|week)s?|(?P<step>next|morning))$")
BREAK = "\\n"
"""How a line break inside something that is said stands in a story."""


class BadStory(ValueError):
    """A line that nobody could act out; names the line."""


@dataclass
class Player:
    """One performance: who is on stage, and what of the chats has been written down."""

    sandbox: Sandbox
    bot: Bounceback
    zone: ZoneInfo
    names: dict[str, int] = field(default_factory=dict)
    seen: dict[int, int] = field(default_factory=dict)
    edits: dict[tuple[int, int], datetime] = field(default_factory=dict)

    async def act(self, line: str) -> Iterator[str]:
        """Does what one line says, and gives the lines that come of it."""
        if passing := PASS.match(line):
            return iter(await self._pass(passing))
        deed = DEED.match(line)
        if deed is None:
            raise BadStory(line)
        toast = await self._do(deed)
        await self.bot_rests()
        return iter([*toast, *self.news()])

    async def bot_rests(self) -> None:
        """Waits until the bot has heard everything and said everything."""
        while len(self.sandbox.world.updates):  # noqa: ASYNC110 - fetching is what confirms them
            await asyncio.sleep(0.002)
        await self.bot.settled()

    def news(self) -> list[str]:
        """What has been said since we last looked, in every chat."""
        lines = []
        for chat in list(self.sandbox.world.chats.values()):
            for message in self.sandbox.world.messages(chat.id):
                if message.author.is_bot and self._is_new(message):
                    lines += _written(message)
        return lines

    # --- people ------------------------------------------------------------------------------------

    async def _do(self, deed: re.Match[str]) -> list[str]:
        who, chat = self._person(deed[1]), ADVISORS if deed[2] else None
        world = self.sandbox.world
        if label := deed["press"]:
            pressed = world.press(who, self._with_button(chat or who, label), chat, label=label)
            answer = await self.sandbox.answer(pressed)
            return [f"    {deed[1]} sees: {answer['text']}"] if answer and answer["text"] else []
        if say := deed["say"]:
            world.say(who, say.replace(BREAK, "\n"), chat)
        else:
            self._do_without_words(deed, who, chat)
        return []

    def _do_without_words(self, deed: re.Match[str], who: int, chat: int | None) -> None:
        world = self.sandbox.world
        match deed["kind"]:
            case "edits":
                world.edit(who, self._last(chat or who, who), deed["rest"].replace(BREAK, "\n"), chat)
            case "number":
                world.share_contact(who, deed["rest"], own=True, chat=chat)
            case "other_number":
                world.share_contact(who, deed["rest"], own=False, chat=chat)
            case "replies":
                world.say(
                    who, deed["rest"].replace(BREAK, "\n"), chat, reply_to=self._last_by_bot(chat or who)
                )
            case "blocks":
                world.block(who)
            case "returns":
                world.unblock(who)
            case kind:
                world.send_thing(who, kind, chat, deed["rest"])

    def _person(self, name: str) -> int:
        known = {name: id_ for id_, name in (PEOPLE | DESK).items()}
        if name not in self.names:
            self.names[name] = known.get(name, 1000 + len(self.names))
            self.sandbox.world.person(self.names[name], name)
        return self.names[name]

    def _with_button(self, chat: int, label: str) -> int:
        for message in reversed(self.sandbox.world.messages(chat)):
            if not message.deleted and label in message.labels:
                return message.id
        raise BadStory(f"there is no button [{label}]")

    def _last(self, chat: int, who: int) -> int:
        return [m.id for m in self.sandbox.world.messages(chat) if m.author.id == who][-1]

    def _last_by_bot(self, chat: int) -> int:
        return [m.id for m in self.sandbox.world.messages(chat) if m.author.is_bot and not m.deleted][-1]

    # --- time --------------------------------------------------------------------------------------

    async def _pass(self, passing: re.Match[str]) -> list[str]:
        """Turns the clock through every due moment; each moment that brought something is named."""
        end = self._end(passing)
        found: list[str] = []
        while True:
            due = await self.bot.next_due()
            moment = max(due, self.sandbox.clock.now()) if due else None
            stop = moment is None or (end is not None and moment > end)
            target = end if stop or moment is None else moment
            if target is not None:
                await self.sandbox.turn_to(target)
            lines = self.news()
            if lines or stop:
                found += [f"    ({spoken.moment(self.sandbox.clock.now(), self.zone.key)})", *lines]
            if stop or (end is None and lines):
                return found

    def _end(self, passing: re.Match[str]) -> datetime | None:
        """When this passage of time ends. None: with the next message."""
        now = self.sandbox.clock.now().astimezone(self.zone)
        if passing["step"] == "next":
            return None
        if passing["step"] == "morning":
            nine = now.replace(hour=9, minute=0, second=0, microsecond=0)
            return (nine if nine > now else nine + timedelta(days=1)).astimezone(UTC)
        number, unit = int(passing["number"]), passing["unit"]
        if unit in ("minute", "hour"):
            return now.astimezone(UTC) + timedelta(**{f"{unit}s": number})
        return (now + timedelta(days=number * (7 if unit == "week" else 1))).astimezone(UTC)

    def _is_new(self, message: Message) -> bool:
        place = (message.chat.id, message.id)
        edited = message.edited or message.date
        if self.edits.get(place) == edited:
            return False
        self.edits[place] = edited
        return True


async def play(text: str, library: Library) -> str:
    """The story with everything that was said. BadStory: names the line that cannot be acted out."""
    lines = [line for line in text.splitlines() if not line.startswith("    ")]
    start, zone = _start(lines)
    written: list[str] = []
    async with rehearsal(library, start=start, ticking=False, send_rate=1000) as (sandbox, bot):
        player = Player(sandbox, bot, zone)
        for number, line in enumerate(lines, 1):
            written.append(line)
            if not line.strip() or line.startswith("#") or START.match(line):
                continue
            try:
                written += await player.act(line)
            except ValueError as error:
                raise BadStory(f"line {number}, «{line}»: {error}") from error
        written += [f"    rejected: {line}" for line in sandbox.world.rejections()]
    return "\n".join(written).rstrip() + "\n"


def preview(library: Library, say: str, language: str) -> str:
    """A text as it is sent, in all its wordings, with sample values. KeyError: there is no such text."""
    entry = library.entry(say, language)
    names = [library.label(f"button.{name}", language) for name in entry.buttons]
    below = "\n\n" + " ".join(f"[{name}]" for name in names) if names else ""
    return "\n\n---\n\n".join(text.html(spoken.SAMPLE) + below for text in entry.variants)


def _start(lines: list[str]) -> tuple[datetime, ZoneInfo]:
    for line in lines:
        if found := START.match(line):
            zone = ZoneInfo(found[2] or "Europe/London")
            return datetime.strptime(found[1], "%Y-%m-%d %H:%M").replace(tzinfo=zone).astimezone(UTC), zone
    raise BadStory("a story begins with «at 2026-11-23 10:00 Europe/London»")


def _written(message: Message) -> list[str]:
    """A message of the bot: whose chat, the words, the buttons."""
    name = "desk" if message.chat.person is None else message.chat.person.first_name
    sign = "~" if message.edited else "<"
    shown = [
        f"    {name} {sign} {line}".rstrip() for line in (message.text or f"({message.kind})").splitlines()
    ]
    rows = [" ".join(f"[{button['text']}]" for button in row) for row in message.keyboard]
    return shown + [f"    {name}   {row}" for row in rows]
