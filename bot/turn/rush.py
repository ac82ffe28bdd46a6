"""More messages of one person than anybody could answer: what counts is kept, the rest is not answered each.

It is a rush when many came within a minute and our answers pile up. Whoever waits for an answer before they
write again is never in one, and by the time our notice is read, all that stood before it has been sent.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncConnection

from bot import routes
from bot.domain.change import Ask, SetMark, Settle
from bot.domain.decision import Decision, Message
from bot.domain.event import Edited, Event, Said, Thing
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.store import outbox

MOST = 20
"""How many messages of one chat within a minute are answered each for itself, whatever else."""
SPAN = timedelta(minutes=1)
NOTICE = "turn.rush"
_TOLD = "rush"
"""The mark of the notice: it comes at most once a minute, also after a restart."""
_CHATS = 10_000
"""Of how many chats the pace is remembered; whoever wrote longest ago is forgotten first."""
_LISTS = frozenset({"shown"})
"""What a question holds that merely offers things to pick from."""


class Rush:
    """Knows how fast each chat has been writing, by Telegram's own clock; after a start it counts anew."""

    def __init__(self) -> None:
        self._came: dict[int, deque[tuple[int, datetime]]] = {}
        """Chat → the numbers and moments of its newest messages, oldest first."""
        self._behind: Mapping[int, int] = {}

    async def look(self, conn: AsyncConnection, turns: Iterable[tuple[int, Event]]) -> None:
        """Before turns are decided, each with its number: where a chat hurries, how many answers wait."""
        quick = [e.origin.chat for number, e in turns if isinstance(e, _CHATTER) and self._hurries(number, e)]
        self._behind = await outbox.behind(conn, quick) if quick else {}

    def decide(self, facts: Facts, event: Event) -> Decision:
        """What an event brings about; in a rush nothing, unless it must be heard or answers a question."""
        behind = self._behind.get(facts.person.id, 0)
        told = facts.mark(_TOLD)
        lately = told is not None and facts.ago(told.at) < SPAN
        calm = not behind or not isinstance(event, _CHATTER) or (behind < MOST and not lately)
        if calm or routes.urgent(facts, event):
            return routes.decide(facts, event)
        if _answers(facts) and _goes_on(facts, decided := routes.decide(facts, event)):
            return decided
        return Decision() if lately else Decision((Message(facts.person.id, NOTICE),), (SetMark(_TOLD),))

    def _hurries(self, number: int, event: Said | Thing | Edited) -> bool:
        """Whether so many came within the minute before this one, which may be taken again."""
        if not event.origin.private:
            return False
        came = self._came.pop(event.origin.chat, None) or deque(maxlen=MOST + 1)
        self._came[event.origin.chat] = came
        if len(self._came) > _CHATS:
            del self._came[next(iter(self._came))]
        if not came or came[-1][0] != number:
            came.append((number, event.origin.at))
        return len(came) > MOST and event.origin.at - came[0][1] < SPAN


_CHATTER = (Said, Thing, Edited)
"""What may go without an answer of its own. A command, a button and a telephone number never do."""


def _answers(facts: Facts) -> bool:
    """Whether words may be the answer to something that was asked, and not merely a pick from a list."""
    return facts.question is not None and facts.question.draft.keys() != _LISTS


def _goes_on(facts: Facts, decided: Decision) -> bool:
    """Whether it was that answer: it counts, and what is asked next has to be seen."""
    before = facts.question
    if before is None or decided.missed:
        return False
    after = [change for change in decided.changes if isinstance(change, Ask | Settle)]
    return any(isinstance(change, Settle) or _other(before, change.question) for change in after)


def _other(before: Question, after: Question) -> bool:
    return (before.name, before.about, _told(before)) != (after.name, after.about, _told(after))


def _told(question: Question) -> Mapping[str, str]:
    """What was answered so far, without the count of how often it was asked."""
    return {name: value for name, value in question.draft.items() if name != "nr"}
