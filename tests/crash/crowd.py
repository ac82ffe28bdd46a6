"""Forty people who log interviews as fast as the bot answers, and count what they get back."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field

from bot.sandbox import Message, Sandbox

PEOPLE = 40
RIGHT = "Right, save it"
LINE = "Role{n} at Firm{n}, tomorrow 2pm, they'll tell me in a week"


@dataclass
class Member:
    """One person, writing the next line as soon as the last one was answered."""

    id: int
    said: int = 0
    seen: int = 0
    """The last message that has been looked at."""
    waits_for: str = ""
    quiet_since: float = 0.0


@dataclass
class Crowd:
    """All of them. Each line holds a number of its own, which the bot's echo repeats."""

    sandbox: Sandbox
    people: list[Member] = field(default_factory=list)
    lines: int = 0
    presses: int = 0
    saved: list[str] = field(default_factory=list)
    """The roles whose [Right] was pressed and confirmed to the person."""
    writing: bool = True

    def gather(self) -> None:
        """Everybody comes in and says hello."""
        for id_ in range(1000, 1000 + PEOPLE):
            self.sandbox.world.person(id_, f"P{id_}")
            self.people.append(Member(id_))

    async def live(self, updates_per_second: float) -> None:
        """Writes and presses, a little faster than asked, until `writing` is switched off."""
        pause = 1 / updates_per_second
        while self.writing:
            for member in self.people:
                if self.writing and self._act(member):
                    await asyncio.sleep(pause)
            await asyncio.sleep(pause)

    async def until_all_are_answered(self, seconds: float) -> list[Member]:
        """Lets everybody finish the line they are in. Returns those who never got an answer."""
        end = asyncio.get_running_loop().time() + seconds
        while asyncio.get_running_loop().time() < end:
            for member in self.people:
                self._act(member, new=False)
            if not any(member.waits_for for member in self.people):
                return []
            await asyncio.sleep(0.05)
        return [member for member in self.people if member.waits_for]

    def copies(self) -> Counter[tuple[int, str]]:
        """How often each message with a number of its own reached its person."""
        found: Counter[tuple[int, str]] = Counter()
        for member in self.people:
            for message in self.sandbox.world.messages(member.id):
                if message.author.is_bot and "Role" in message.text:
                    found[member.id, message.text] += 1
        return found

    def _act(self, member: Member, *, new: bool = True) -> bool:
        """The person's next step, if there is one now."""
        answer = self._answer(member)
        if member.waits_for and answer is None:
            return False
        if answer is not None and (button := answer.button(RIGHT)):
            self.sandbox.world.press(member.id, answer.id, data=button["callback_data"])
            self.presses += 1
            self.saved.append(member.waits_for)
            member.waits_for = f"saved {member.waits_for}"
            return True
        member.waits_for = ""
        if not new:
            return False
        self.lines += 1
        member.said += 1
        role = f"Role{self.lines}x"
        self.sandbox.world.say(member.id, LINE.replace("Role{n}", role).replace("{n}", str(self.lines)))
        member.waits_for = role
        return True

    def _answer(self, member: Member) -> Message | None:
        """What came back for what the person waits for. None: nothing yet."""
        role = member.waits_for.removeprefix("saved ")
        pressed = member.waits_for.startswith("saved ")
        for message in reversed(self.sandbox.world.messages(member.id)):
            if not message.author.is_bot:
                if not pressed:
                    break
                continue
            if role in message.text and (message.button(RIGHT) is None) == pressed:
                return message
        return None
