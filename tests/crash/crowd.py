"""A crowd of people who log interviews at a steady rate, answered or not, and count what they get back."""

from __future__ import annotations

import asyncio
import random
import re
from collections import Counter
from dataclasses import dataclass, field

from bot.sandbox import Message, Sandbox

PEOPLE = 400
"""So many at a time that no single chat outruns the one message a second that it may get."""
INTERVIEWS = 5
"""After so many, somebody has found a job, and another person comes: nobody has hundreds of them."""
RIGHT = "Right, save it"
HEAR = "they'll tell me in a week"
ROLE = re.compile(r"Role\d+x")


@dataclass
class Member:
    """One person, and the line they wrote last."""

    id: int
    role: str = ""
    pressed: bool = False
    logged: int = 0


@dataclass
class Crowd:
    """All of them. Each line holds a number of its own, which the bot's answers repeat."""

    sandbox: Sandbox
    chance: random.Random
    people: list[Member] = field(default_factory=list)
    """Everybody who has ever come."""
    here: list[Member] = field(default_factory=list)
    """Those who write now."""
    said: set[str] = field(default_factory=set)
    """The roles of every line that was written."""
    pressed: set[str] = field(default_factory=set)
    """The roles whose [Right] was pressed."""
    writing: bool = True
    orderly: bool = True
    """Whether what they do arrives in their order; else they wait for what a press brings."""

    def gather(self) -> None:
        """The first ones come in."""
        self.here = [self._newcomer() for _ in range(PEOPLE)]

    @property
    def updates(self) -> int:
        """How many updates they have caused."""
        return len(self.said) + len(self.pressed)

    async def live(self, updates_per_second: float) -> None:
        """Writes and presses at this rate until `writing` is switched off."""
        loop = asyncio.get_running_loop()
        began = loop.time()
        while self.writing:
            while self.updates < (loop.time() - began) * updates_per_second:
                if not self._act(self._somebody()):
                    break
            await asyncio.sleep(0.01)

    async def until_all_are_answered(self, seconds: float) -> set[str]:
        """Waits for what is still on its way. Returns the roles that never came back."""
        end = asyncio.get_running_loop().time() + seconds
        while self._unanswered() and asyncio.get_running_loop().time() < end:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        return self._unanswered()

    def copies(self) -> Counter[tuple[int, str]]:
        """How often each answer with a number of its own reached its person."""
        return Counter(
            (member.id, message.text)
            for member in self.people
            for message in self.sandbox.world.messages(member.id)
            if message.author.is_bot and ROLE.search(message.text)
        )

    def saved(self) -> set[str]:
        """The roles that somebody was told are saved."""
        return {
            role[0] for _, said in self.copies() if said.startswith("Saved") and (role := ROLE.search(said))
        }

    def _newcomer(self) -> Member:
        member = Member(1000 + len(self.people))
        self.sandbox.world.person(member.id, f"P{member.id}")
        self.people.append(member)
        return member

    def _somebody(self) -> Member:
        """One of those who are here; who has told enough is followed by somebody new."""
        place = self.chance.randrange(len(self.here))
        if self.here[place].logged >= INTERVIEWS:
            self.here[place] = self._newcomer()
        return self.here[place]

    def _unanswered(self) -> set[str]:
        echoed = {role[0] for _, said in self.copies() if (role := ROLE.search(said))}
        return (self.said - echoed) | (self.pressed - self.saved())

    def _act(self, member: Member) -> bool:
        """Presses [Right] under the answer to the last line, or writes the next line. False: waits."""
        if member.pressed and not self.orderly and not self._is_saved(member):
            return False
        echo = self._echo(member)
        if echo and (button := echo.button(RIGHT)) and not member.pressed:
            self.sandbox.world.press(member.id, echo.id, data=button["callback_data"])
            self.pressed.add(member.role)
            member.pressed = True
            return True
        number = len(self.said) + 1
        member.role, member.pressed = f"Role{number}x", False
        member.logged += 1
        self.said.add(member.role)
        self.sandbox.world.say(member.id, f"/log {member.role} at Firm{number}, tomorrow 2pm, {HEAR}")
        return True

    def _is_saved(self, member: Member) -> bool:
        messages = reversed(self.sandbox.world.messages(member.id))
        return any(message.text.startswith("Saved") and member.role in message.text for message in messages)

    def _echo(self, member: Member) -> Message | None:
        """What came back for the person's last line. None: nothing yet."""
        for message in reversed(self.sandbox.world.messages(member.id)):
            if not message.author.is_bot and message.text.startswith("/log"):
                return None
            if message.author.is_bot and member.role in message.text:
                return message
        return None
