"""Plays a conversation from a text file against the real bot, and writes down who was told what, and when.

A story is a transcript whose first columns are what people do:

    at 2026-11-23 10:00 Europe/London
    with nation GB-SCT
    without desk

    Sam: /start
    Sam: [Add an interview]
    Sam: (photo)
    Sam: (edits) Baker at Crumbs
    Sam: (number) +447700900123
    Sam, Sam: [Right, save it]
    Sam: (old) [Right, save it]
    Priya, Tom @ desk: [I'll call]
    Priya @ desk: (replies) Hello Sam
    + 1 day
    + next
    away 3 days

«away» lets time pass in which the bot does nothing, as when its machine is down. Two names act before the
bot has heard either. «(old)» presses a button as some screen once showed it, «(replies)» answers the newest
message of the bot that answers nothing itself, «(long)» repeats the words up to Telegram's limit. Indented
lines are what the bot said. Each play writes them anew, so a file can be compared with its own play. Lines
that begin with # are notes to the reader.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.app import Bounceback
from bot.commands.trial import DESK, PEOPLE, rehearsal
from bot.domain import spoken
from bot.domain.library import FALLBACK, Library
from bot.sandbox import ADVISORS, Chat, Message, Press, Sandbox

START = re.compile(r"at (\d{4}-\d\d-\d\d \d\d:\d\d)(?: (\S+))?$")
WITH = re.compile(r"(?:with nation (\S+)|without (desk|numbers))$")
DEED = re.compile(
    r"(\w+(?:, \w+)*)( @ desk)?: (?:\[(?P<press>.+)\]|\((?P<kind>[a-z_]+)\) ?(?P<rest>.*)|(?P<say>.+))$"
)
AWAY = re.compile(r"away (\d+) (hour|day)s?$")
PASS = re.compile(r"\+ (?:(?P<number>\d+) (?P<unit>minute|hour|day|week)s?|(?P<step>next|morning))$")
LONGEST = 4096
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
    seen: dict[tuple[int, int], str] = field(default_factory=dict)
    """The words of each message, by chat and number, as they have been written down."""
    keyboards: dict[int, str] = field(default_factory=dict)
    buttons: dict[str, tuple[int, str]] = field(default_factory=dict)
    """The newest button of each label that was ever shown: its message and its data."""

    async def act(self, line: str) -> Iterator[str]:
        """Does what one line says, and gives the lines that come of it."""
        if passing := PASS.match(line):
            return iter(await self._pass(passing))
        if gone := AWAY.match(line):
            return iter(await self._without_us(timedelta(**{f"{gone[2]}s": int(gone[1])})))
        deed = DEED.match(line)
        if deed is None:
            raise BadStory(line)
        names = deed[1].split(", ")
        pressed = [(name, self._do(deed, self._person(name))) for name in names]
        toasts = [toast for name, press in pressed if press for toast in await self._toast(name, press)]
        await self.bot_rests()
        return iter([*toasts, *self.news()])

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
                    buttons = (button for row in message.keyboard for button in row)
                    self.buttons |= {b["text"]: (message.id, b.get("callback_data", "")) for b in buttons}
            lines += self._keyboard(chat)
        return lines

    def _keyboard(self, chat: Chat) -> list[str]:
        """The buttons that have come or gone in the place of somebody's own keyboard."""
        rows = (chat.reply_keyboard or {}).get("keyboard", ())
        shown = " ".join(f"[{button['text']}]" for row in rows for button in row)
        before, self.keyboards[chat.id] = self.keyboards.get(chat.id, ""), shown
        return [] if shown == before else [f"    {chat.title}   keyboard: {shown or '(taken away)'}"]

    # --- people ------------------------------------------------------------------------------------

    def _do(self, deed: re.Match[str], who: int) -> Press | None:
        """Lets one person do it. A press is still to be answered."""
        world, chat = self.sandbox.world, ADVISORS if deed[2] else None
        rest = (deed["rest"] or "").replace(BREAK, "\n")
        if label := deed["press"]:
            return world.press(who, self._with_button(chat or who, label), chat, label=label)
        if deed["kind"] == "old":
            return world.press_stale(who, *self.buttons[rest.strip("[]")], chat)
        if say := deed["say"]:
            world.say(who, say.replace(BREAK, "\n"), chat)
        else:
            self._do_without_words(deed["kind"], who, rest, chat)
        return None

    def _do_without_words(self, kind: str, who: int, rest: str, chat: int | None) -> None:
        world = self.sandbox.world
        match kind:
            case "edits":
                world.edit(who, self._last(chat or who, who), rest, chat)
            case "number":
                world.share_contact(who, rest, own=True, chat=chat)
            case "other_number":
                world.share_contact(who, rest, own=False, chat=chat)
            case "replies":
                world.say(who, rest, chat, reply_to=self._last_by_bot(chat or who))
            case "long":
                world.say(who, (f"{rest} " * LONGEST)[:LONGEST], chat)
            case "blocks":
                world.block(who)
            case "returns":
                world.unblock(who)
            case _:
                world.send_thing(who, kind, chat, rest)

    async def _toast(self, name: str, press: Press) -> list[str]:
        answer = await self.sandbox.answer(press)
        return [f"    {name} sees: {answer['text']}"] if answer and answer["text"] else []

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
        said = self.sandbox.world.messages(chat)
        return [m.id for m in said if m.author.is_bot and m.reply_to is None][-1]

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
                found += [f"    ({self._moment()})", *lines]
            if stop or (end is None and lines):
                return found

    async def _without_us(self, long: timedelta) -> list[str]:
        """Time passes at one stroke: no due moment is lived through, and all of it is found afterwards."""
        self.sandbox.clock.turn(long)
        await self.bot_rests()
        return [f"    ({self._moment()})", *self.news()]

    def _moment(self) -> str:
        tongue = spoken.Tongue(self.bot.house.library, FALLBACK)
        return tongue.moment(self.sandbox.clock.now(), self.zone.key)

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
        """Whether it reads otherwise than when we last looked. Taking buttons away is no news."""
        place = (message.chat.id, message.id)
        if self.seen.get(place) == message.text:
            return False
        self.seen[place] = message.text
        return True


Players = Callable[[Sandbox, Bounceback, ZoneInfo], Player]


async def play(text: str, library: Library, player: Players | None = None) -> str:
    """The story with everything that was said. BadStory: names the line that cannot be acted out.

    `player`: who acts it out, if somebody is to look on.
    """
    lines = [line for line in text.splitlines() if not line.startswith("    ")]
    start, zone = _start(lines)
    written: list[str] = []
    async with rehearsal(library, start=start, ticking=False, chosen=_chosen(lines, zone)) as (sandbox, bot):
        stage = (player or Player)(sandbox, bot, zone)
        for number, line in enumerate(lines, 1):
            written.append(line)
            if not line.strip() or line.startswith("#") or START.match(line) or WITH.match(line):
                continue
            try:
                written += await stage.act(line)
            except ValueError as error:
                raise BadStory(f"line {number}, «{line}»: {error}") from error
        # Taking away buttons that are gone already counts as done, for Telegram's refusal says just that.
        refused = [line for line in sandbox.world.rejections() if "is not modified" not in line]
        written += [f"    rejected: {line}" for line in refused]
    return "\n".join(written).rstrip() + "\n"


def _start(lines: list[str]) -> tuple[datetime, ZoneInfo]:
    for line in lines:
        if found := START.match(line):
            zone = ZoneInfo(found[2] or "Europe/London")
            return datetime.strptime(found[1], "%Y-%m-%d %H:%M").replace(tzinfo=zone).astimezone(UTC), zone
    raise BadStory("a story begins with «at 2026-11-23 10:00 Europe/London»")


def _chosen(lines: list[str], zone: ZoneInfo) -> dict[str, object]:
    """The settings that the first lines ask for."""
    chosen: dict[str, object] = {"send_rate": 1000, "time_zone": zone.key}
    lacks: dict[str, dict[str, object]] = {"desk": {"advisors_chat_id": None}, "numbers": {"phone_key": []}}
    for found in filter(None, map(WITH.match, lines)):
        chosen |= {"nation": found[1]} if found[1] else lacks[found[2]]
    return chosen


def _written(message: Message) -> list[str]:
    """A message of the bot: whose chat, the words, the buttons."""
    name = "desk" if message.chat.person is None else message.chat.person.first_name
    sign = "~" if message.edited else "<"
    thing = [] if message.kind == "text" else [f"({message.kind})"]
    thing += ["(with an effect over the chat)"] if message.extra.get("effect_id") else []
    shown = [f"    {name} {sign} {line}".rstrip() for line in (*thing, *message.text.splitlines())]
    rows = [" ".join(f"[{button['text']}]" for button in row) for row in message.keyboard]
    return shown + [f"    {name}   {row}" for row in rows]
