"""The messages of a decision as rows of the outbox, in the words that they will be read in."""

from __future__ import annotations

from dataclasses import replace

from bot.botapi import render
from bot.domain.change import Erase, KeepPerson
from bot.domain.decision import Decision, Edit, Message, Outgoing
from bot.domain.facts import Facts
from bot.store import outbox
from bot.store.requests import CARD


def entries(decision: Decision, mine: Facts, turn: int) -> list[outbox.Entry]:
    """The messages of a decision as outbox rows, in the language of each chat, for the person's nation."""
    mine = _as_changed(decision, mine)
    erasing = any(isinstance(change, Erase) for change in decision.changes)
    found = []
    for message in decision.messages:
        whose = _whose(message, mine)
        calls = render.calls(message, mine.library, mine.language_of(message.chat), turn, mine.person.nation)
        key = message.key if isinstance(message, Message) else ""
        first = isinstance(message, Message) and message.first
        for call in calls:
            last = call is calls[-1]
            found.append(
                outbox.Entry(
                    chat=message.chat,
                    method=call.method,
                    args=call.args,
                    due=mine.now,
                    key=(key or None) if last else None,
                    person=None if erasing else whose,
                    needs=call.needs,
                    forget=erasing,
                    first=first,
                )
            )
    return found


def _whose(message: Outgoing, mine: Facts) -> int | None:
    """Whose data a message holds: its reader's; in a group, those of whom it is about. None: nobody's."""
    if message.chat > 0:
        return message.chat
    about = mine.request(_request(message) or mine.answered or 0)
    return mine.person.id or (about.person if about else None)


def _request(message: Outgoing) -> int | None:
    """The request on whose card something in the group stands. None: on none."""
    match message:
        case Edit(key=key) | Message(reply_to=key) if key.startswith(CARD):
            return int(key.removeprefix(CARD))
        case _:
            return None


def _as_changed(decision: Decision, mine: Facts) -> Facts:
    """The facts with the language and the nation that this decision sets: the answer speaks it already."""
    kept = (c.person for c in decision.changes if isinstance(c, KeepPerson) and c.person.id == mine.person.id)
    changed = next(kept, mine.person)
    person = replace(mine.person, language=changed.language, nation=changed.nation)
    return replace(mine, person=person) if person != mine.person else mine
