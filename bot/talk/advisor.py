"""Asking for a talk with a human advisor, and what a person can do while they wait for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.callback import How, Request, State
from bot.domain.change import AddRequest, Ask, MoveRequest, Settle
from bot.domain.decision import Button, Decision, Message, Rows
from bot.domain.event import Command, Number, Personal, Press, Said
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import cards, choices, doors, log, wish
from bot.talk.choices import GONE
from bot.understand.words import clean

A_DAY = 3
"""How many requests a person can make within 24 hours."""

LONGEST_REPLY = 3000

_CAREERS = {
    "GB-ENG": "advisor.none-england",
    "GB-SCT": "advisor.none-scotland",
    "GB-WLS": "advisor.none-wales",
    "GB-NIR": "advisor.none-northern-ireland",
    "IE": "advisor.none-ireland",
}


def start(facts: Facts, event: Command | Press | Said) -> Decision:
    """The first question; where a request is open, how it stands; without advisors, who else can help."""
    return _stopped(facts, event) or _begun(facts, wish.ask(facts, event, {}))


def picked(facts: Facts, press: Press) -> Decision:
    """A choice; if nothing is being asked any more, we begin again."""
    return _stopped_unless_changing(facts, press) or wish.pick(facts, press) or start(facts, press)


def told(facts: Facts, said: Said) -> Decision:
    """An answer in words to one of the questions, or the words of a button."""
    answer = _stopped_unless_changing(facts, said) or wish.typed(facts, said)
    return _TYPED[answer.action](facts, answer) if isinstance(answer, Press) else answer


def told_number(facts: Facts, said: Said) -> Decision:
    """A telephone number in words."""
    return _stopped_unless_changing(facts, said) or wish.typed_number(facts, said)


def number(facts: Facts, event: Number) -> Decision:
    """A telephone number by Telegram's button; unasked ones are not kept."""
    if facts.desk is None or facts.question is None or facts.question.name != "advisor.number":
        return doors.stray_number(facts, event)
    shut = None if facts.offers_calls or facts.question.about else _others(facts, event)
    return shut or wish.shared_number(facts, event)


def edit(facts: Facts, press: Press) -> Decision:
    """Change something before it is sent."""
    question = facts.question
    if question is None or question.name != "advisor.check":
        return start(facts, press)
    return _after(press, wish.edit(facts, press, question.draft, question.about))


def drop(facts: Facts, press: Press) -> Decision:
    """Rather not; nothing is sent."""
    question = facts.question
    if question is None or not question.name.startswith("advisor."):
        return replace(GONE, messages=choices.used(press))
    say = "advisor.not-changed" if question.about else "advisor.not-sent"
    return _after(press, Decision((Message(press.origin.chat, say),), (Settle(),)))


def send(facts: Facts, press: Press) -> Decision:
    """Consent: the request goes to the advisors."""
    question = facts.question
    if question is None or question.name != "advisor.check":
        return start(facts, press)
    if question.about:
        return _after(press, _change_sent(facts, press, question))
    return _after(press, _stopped(facts, press) or _send(facts, press, question))


def change(facts: Facts, press: Press) -> Decision:
    """Change a request that was sent."""
    request = facts.request(press.id)
    if request is None:
        return GONE
    stopped = _no_desk(facts, press) or _over(press, request)
    return stopped or _begun(facts, wish.edit(facts, press, wish.draft_of(request), request.id))


def withdraw(facts: Facts, press: Press) -> Decision:
    """Cancels a request. What the group saw of it is taken off its card."""
    request = facts.request(press.id)
    if request is None:
        return GONE
    gone = _over(press, request)
    if gone is not None:
        return gone
    done = Decision((Message(press.origin.chat, "advisor.cancelled"),))
    return _after(press, _join(done, taken_back(facts, request)))


def taken_back(facts: Facts, request: Request) -> Decision:
    """What cancelling a request means for the row and the group."""
    after = replace(request, state=State.CANCELLED, moved_at=facts.now, version=request.version + 1)
    moved = Decision((), (MoveRequest(after, request.state, request.version),))
    if facts.desk is None:
        return moved
    card = cards.redrawn(facts, after, facts.desk)
    if request.state is not State.CLAIMED:
        return replace(moved, messages=(card,))
    note = cards.under(request, facts.desk, "desk.taken-back", {"advisor": request.advisor_name})
    return replace(moved, messages=(card, note))


def reply(facts: Facts, press: Press) -> Decision:
    """Write back to the advisor."""
    request = facts.request(press.id)
    if request is None:
        return GONE
    stopped = _no_desk(facts, press) or _over(press, request)
    question = Question("advisor.reply", request.id, asked_at=facts.now)
    asked = Message(press.origin.chat, "advisor.ask-reply", {"advisor": request.advisor_name})
    return stopped or _begun(facts, Decision((asked,), (Ask(question),)))


def replied(facts: Facts, said: Said) -> Decision:
    """The words go to the group, under the card."""
    question = facts.question
    request = facts.request(question.about) if question else None
    if facts.desk is None or request is None or not request.state.open:
        return Decision((Message(said.origin.chat, "advisor.over"),), (Settle(),))
    words = clean(said.words, LONGEST_REPLY)
    if not words:
        return Decision((Message(said.origin.chat, "advisor.ask-reply", {"advisor": request.advisor_name}),))
    cut = len(said.words.strip()) > LONGEST_REPLY
    again = Button("button.reply", "advisor.reply", request.id, request.version)
    passed = "advisor.passed-on-cut" if cut else "advisor.passed-on"
    values = {"first_name": request.first_name, "words": words}
    return Decision(
        (
            cards.under(request, facts.desk, "desk.words", values),
            Message(said.origin.chat, passed, buttons=((again,),)),
        ),
        (Settle(),),
    )


def _begun(facts: Facts, decision: Decision) -> Decision:
    """Our question takes the place of another: an interview that was half told is not lost in silence."""
    return replace(decision, messages=(*log.left_behind(facts), *decision.messages))


def _send(facts: Facts, press: Press, question: Question) -> Decision:
    blank = Request(facts.new_id(), facts.person.id, "", "", "any", How.MESSAGE, asked_at=facts.now)
    request = wish.request_of(facts, question.draft, blank)
    hours = facts.library.label("desk.promise", facts.person.language)
    sent = Message(press.origin.chat, "advisor.sent", {"hours": hours}, _buttons(request))
    card = () if facts.desk is None else (cards.new(facts, request, facts.desk),)
    return Decision((sent, *card), (AddRequest(request), Settle()))


def _change_sent(facts: Facts, press: Press, question: Question) -> Decision:
    request = facts.request(question.about)
    if facts.desk is None or request is None or not request.state.open:
        return Decision((Message(press.origin.chat, "advisor.over"),), (Settle(),))
    changed = replace(request, version=request.version + 1)
    after = wish.request_of(facts, question.draft, changed)
    told = Message(press.origin.chat, "advisor.changed", buttons=_buttons(after))
    card = cards.redrawn(facts, after, facts.desk)
    note = cards.under(request, facts.desk, "desk.changed", {"first_name": after.first_name})
    return Decision((told, card, note), (MoveRequest(after, request.state, request.version), Settle()))


def _stopped(facts: Facts, event: Personal) -> Decision | None:
    """Why no request can be made now, if so."""
    gone = _no_desk(facts, event)
    if gone is not None:
        return gone
    chat = event.origin.chat
    for request in facts.requests:
        if request.state.open:
            with_advisor = request.state is State.CLAIMED
            say = "advisor.with-advisor" if with_advisor else "advisor.waiting"
            return Decision((Message(chat, say, {"advisor": request.advisor_name}, _buttons(request)),))
    if not facts.offers_calls:
        return _others(facts, event)
    today = sum(facts.ago(r.asked_at) < timedelta(days=1) for r in facts.requests)
    return Decision((Message(chat, "advisor.enough"),)) if today >= A_DAY else None


def _stopped_unless_changing(facts: Facts, event: Press | Said) -> Decision | None:
    changing = facts.question is not None and facts.question.about
    return _no_desk(facts, event) if changing else _stopped(facts, event)


def _no_desk(facts: Facts, event: Personal) -> Decision | None:
    return _others(facts, event) if facts.desk is None else None


def _others(facts: Facts, event: Personal) -> Decision:
    """Who else can be talked to, where nobody here can."""
    say = _CAREERS.get(facts.person.nation, "advisor.none-uk")
    return Decision((Message(event.origin.chat, say),), (Settle(),) if _in_flow(facts) else ())


def _in_flow(facts: Facts) -> bool:
    return facts.question is not None and facts.question.name.startswith("advisor.")


def _over(press: Press, request: Request) -> Decision | None:
    return None if request.state.open else Decision((Message(press.origin.chat, "advisor.over"),))


def _buttons(request: Request) -> Rows:
    change_ = Button("button.change-request", "advisor.change", request.id, request.version)
    cancel = Button("button.cancel-request", "advisor.withdraw", request.id, request.version)
    if request.state is State.CLAIMED:
        write = Button("button.reply", "advisor.reply", request.id, request.version)
        return ((write,), (change_, cancel))
    return ((change_, cancel),)


def _after(press: Press, decision: Decision) -> Decision:
    return replace(decision, messages=(*choices.used(press), *decision.messages))


def _join(first: Decision, then: Decision) -> Decision:
    return Decision((*first.messages, *then.messages), (*first.changes, *then.changes))


_TYPED = {
    "wish.about": picked,
    "wish.suits": picked,
    "wish.how": picked,
    "wish.edit": picked,
    "advisor.send": send,
    "advisor.edit": edit,
    "advisor.drop": drop,
}
"""What the buttons under the questions do when somebody types them."""
