"""The advisors' group: who wants to talk, who has taken it, and what came of it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.callback import Request, State
from bot.domain.change import MoveChat, MoveRequest
from bot.domain.decision import Button, Decision, Message, Rows, Strip, Toast
from bot.domain.event import Command, Edited, Moved, Personal, Press, Said, Thing
from bot.domain.facts import Facts
from bot.talk import cards
from bot.talk.choices import GONE
from bot.understand.words import clean

FACELESS = frozenset({1087968824, 136817688})
"""Whom Telegram names as the sender when an admin is anonymous or writes as a channel."""

LONGEST_RELAY = 3000
LONGEST_QUEUE = 10


def claim(facts: Facts, press: Press) -> Decision:
    """One advisor takes a request; whoever presses a moment later is told by whom."""
    request = facts.request(press.id)
    if request is None or not request.state.open:
        return GONE
    if request.state is State.CLAIMED:
        mine = request.advisor == press.origin.sender
        return Decision(toast=Toast("desk.toast.yours") if mine else _taken(request))
    return _move(facts, press, request, _claimed(facts, request, press), "advisor.taken")


def reached(facts: Facts, press: Press) -> Decision:
    """They have talked: the request is done."""
    return _by_its_advisor(facts, press, State.REACHED, "advisor.reached")


def no_answer(facts: Facts, press: Press) -> Decision:
    """Nobody picked up: the person hears of it, and the request waits again."""
    return _by_its_advisor(facts, press, State.NO_ANSWER, "advisor.no-answer")


def give_back(facts: Facts, press: Press) -> Decision:
    """The advisor cannot do it after all: the request waits again."""
    return _by_its_advisor(facts, press, State.REQUESTED, "advisor.given-back")


def number(facts: Facts, press: Press) -> Decision:
    """Shows the telephone number to the advisor who has the request, and to nobody else."""
    request = facts.request(press.id)
    if request is None or request.state is not State.CLAIMED or not request.number:
        return GONE
    if request.advisor != press.origin.sender:
        return Decision(toast=_taken(request))
    return Decision(toast=Toast("desk.toast.number", {"number": request.number}, alert=True))


def wrote(facts: Facts, said: Said) -> Decision:
    """Words that answer a card go to the person; all other talk in the group is the advisors' own."""
    request = _answered(facts)
    if request is None:
        return Decision()
    if said.origin.sender in FACELESS:
        return faceless(facts, said)
    if not request.state.open:
        return Decision((_here(said, "desk.closed"),))
    if request.state is State.CLAIMED and request.advisor != said.origin.sender:
        return Decision((_here(said, "desk.not-yours", {"advisor": request.advisor_name}),))
    return _relay(facts, said, request)


def not_words(facts: Facts, event: Thing | Edited) -> Decision:
    """A picture or a changed message that answers a card cannot be passed on, and says so."""
    if _answered(facts) is None:
        return Decision()
    return Decision((_here(event, "desk.edited" if isinstance(event, Edited) else "desk.only-words"),))


def queue(facts: Facts, command: Command) -> Decision:
    """What waits, the oldest first, each one leading to its card."""
    if command.origin.sender in FACELESS:
        return faceless(facts, command)
    waits = sorted(
        (r for r in facts.requests if r.state.open and r.state is not State.CLAIMED),
        key=lambda r: (r.asked_at or facts.now, r.id),
    )
    taken = sum(r.state is State.CLAIMED for r in facts.requests)
    counts = {"count": str(len(waits)), "taken": str(taken) if taken else ""}
    first = _here(command, "desk.queue" if waits else "desk.queue-empty", counts)
    lines = tuple(cards.line(facts, request, command.origin.chat) for request in waits[:LONGEST_QUEUE])
    left = len(waits) - len(lines)
    more = (_here(command, "desk.queue-more", {"count": str(left)}),) if left else ()
    return Decision((first, *lines, *more))


def guide(_: Facts, command: Command) -> Decision:
    """How the group works."""
    return Decision((_here(command, "desk.help"),))


def greeting(_: Facts, event: Personal) -> Decision:
    """The bot has come into the group: how the group works."""
    return Decision((_here(event, "desk.help"),))


def moved(facts: Facts, event: Moved) -> Decision:
    """Telegram gave the group another id: everything follows. Other groups are no concern of ours."""
    if facts.desk not in (event.old, event.new):
        return Decision()
    return Decision(changes=(MoveChat(event.old, event.new),))


def faceless(_: Facts, event: Personal) -> Decision:
    """An anonymous admin cannot act: nobody would know who has the request."""
    return Decision((_here(event, "desk.show-yourself"),))


def _by_its_advisor(facts: Facts, press: Press, state: State, say: str) -> Decision:
    request = facts.request(press.id)
    if request is None or request.state is not State.CLAIMED:
        return GONE
    if request.advisor != press.origin.sender:
        return Decision(toast=_taken(request))
    after = replace(request, state=state, moved_at=facts.now, version=request.version + 1)
    if state.open:
        after = replace(after, advisor=None, advisor_name="")
    return _move(facts, press, request, after, say)


def _claimed(facts: Facts, request: Request, event: Press | Said) -> Request:
    nameless = facts.library.label("desk.nameless", facts.person.language)
    return replace(
        request,
        state=State.CLAIMED,
        advisor=event.origin.sender,
        advisor_name=clean(event.origin.first_name, 40) or nameless,
        moved_at=facts.now,
        version=request.version + 1,
    )


def _move(facts: Facts, press: Press, before: Request, after: Request, say: str) -> Decision:
    """The card changes, the person hears of it, and so does the advisor who pressed."""
    advisor = after.advisor_name or before.advisor_name
    told = Message(after.person, say, {"advisor": advisor}, _for_the_person(after))
    return Decision(
        (cards.redrawn(facts, after, press.origin.chat), *_strip(press, after), told),
        (MoveRequest(after, before.state, before.version),),
        Toast(f"desk.toast.{after.state}", {"first_name": after.first_name}),
    )


def _strip(press: Press, request: Request) -> tuple[Strip, ...]:
    """The buttons of a line in the queue, once used; those of the card change with it."""
    message = press.origin.message
    return () if message is None or message == request.card else (Strip(press.origin.chat, message),)


def _for_the_person(request: Request) -> Rows:
    if not request.state.open:
        return ()
    change = Button("button.change-request", "advisor.change", request.id, request.version)
    cancel = Button("button.cancel-request", "advisor.withdraw", request.id, request.version)
    return ((change, cancel),)


def _relay(facts: Facts, said: Said, request: Request) -> Decision:
    """To the person; whoever answers a request that nobody has taken takes it by that."""
    words = clean(said.words, LONGEST_RELAY)
    if not words:
        return Decision((_here(said, "desk.only-words"),))
    mine = request if request.state is State.CLAIMED else _claimed(facts, request, said)
    reply = Button("button.reply", "advisor.reply", request.id, mine.version)
    sent = Message(
        request.person, "advisor.words", {"advisor": mine.advisor_name, "words": words}, ((reply,),)
    )
    cut = len(said.words.strip()) > LONGEST_RELAY
    note = _here(said, "desk.sent-cut" if cut else "desk.sent", {"first_name": request.first_name})
    if mine is request:
        return Decision((sent, note))
    move = MoveRequest(mine, request.state, request.version)
    return Decision((cards.redrawn(facts, mine, said.origin.chat), sent, note), (move,))


def _answered(facts: Facts) -> Request | None:
    """The request that the message being replied to is about: its card, or anything that hangs on it."""
    return None if facts.answered is None else facts.request(facts.answered)


def _here(event: Personal, say: str, values: dict[str, str] | None = None) -> Message:
    """An answer in the group, under the message that asked for it."""
    return Message(event.origin.chat, say, values or {}, reply_to_message=event.origin.message)


def _taken(request: Request) -> Toast:
    return Toast("desk.toast.already", {"advisor": request.advisor_name})
