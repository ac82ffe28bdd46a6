"""/offer: where each offer stands, and what can be done about it."""

from __future__ import annotations

from bot.domain import offer as offers
from bot.domain import spoken
from bot.domain.decision import Button, Decision, Message, Outgoing
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.domain.offer import Answer
from bot.talk import choices, menus, telling
from bot.talk.choices import GONE

_LISTED = 8
_LIST = "offer"
"""The checklist that belongs to an offer."""


def offer(facts: Facts, event: Command | Press) -> Decision:
    """«/offer», alone or with what a button of it says: the one offer, or which of several."""
    found = offers.standing(facts) or offers.of(facts)[:1]
    if not found:
        return nothing(facts)
    shown = of_these(facts, found) if len(found) > 1 else view(facts, found[0])
    words = event.words if isinstance(event, Command) else ""
    buttons = [b for out in shown.messages if isinstance(out, Message) for b in choices.flat(out.buttons)]
    press = choices.typed(facts, Said(event.origin, words), buttons) if words.strip() else None
    return show(facts, press) if press and press.action == "offer.show" else shown


def nothing(facts: Facts) -> Decision:
    """No offer is known: how to tell of one."""
    told = Button("button.got-it", "result.record", extra="offer", style="success")
    rows = choices.rows(told, Button("button.i-have-a-result", "result.about"))
    return Decision((Message(facts.person.id, "offer.none", buttons=rows),))


def show(facts: Facts, event: Press) -> Decision:
    """The button that shows one offer; 0: whichever there is."""
    interview = facts.interview(event.id)
    if event.id == 0:
        return offer(facts, event)
    return GONE if offers.answer(facts, interview) is None or interview is None else view(facts, interview)


def more(facts: Facts, event: Press) -> Decision:
    """What is wanted more rarely."""
    interview = facts.interview(event.id)
    found = offers.answer(facts, interview)
    if interview is None or found is None:
        return GONE
    rows = choices.rows(*_rarer(facts, interview, found))
    message = telling.about(facts, interview, "offer.more", rows)
    return menus.stays(facts, Button("", "offer.more", interview.id), Decision((message,)))


def which(facts: Facts, action: str, *, extra: str = "", before: tuple[Outgoing, ...] = ()) -> Decision:
    """Asks which of several offers a button is about; the job's button does it then."""
    jobs = (job(facts, one, action, extra) for one in offers.standing(facts)[:_LISTED])
    asked = Message(facts.person.id, "offer.which", buttons=choices.rows(*jobs))
    return Decision((*before, asked))


def of_these(facts: Facts, found: tuple[Interview, ...]) -> Decision:
    """Several offers, a button each."""
    jobs = (job(facts, one, "offer.show") for one in found[:_LISTED])
    asked = Message(facts.person.id, "offer.several", buttons=choices.rows(*jobs))
    return menus.stays(facts, Button("", "offer.show"), Decision((asked,)))


def view(facts: Facts, interview: Interview, *before: Outgoing) -> Decision:
    """One offer: how it stands, and what comes next."""
    found = offers.answer(facts, interview) or Answer.NONE_YET
    rows = choices.rows(*_buttons(facts, interview, found))
    message = telling.about(facts, interview, "offer.view", rows, **_values(facts, interview, found))
    return menus.stays(facts, Button("", "offer.show", interview.id), Decision((*before, message)))


def job(facts: Facts, interview: Interview, action: str, extra: str = "") -> Button:
    """A button named after the job."""
    words = {"job": choices.short(spoken.job(facts, interview))}
    return Button("button.job", action, interview.id, extra=extra, values=words)


def dated(interview: Interview, which_day: str) -> Button:
    """The button that asks for one of the two days: «reply-by» or «start»."""
    known = interview.reply_by if which_day == "reply-by" else interview.start_day
    label = f"button.change-{which_day}-day" if known else f"button.set-{which_day}-day"
    return Button(label, "offer.ask-day", interview.id, extra=which_day)


def undo(interview: Interview, found: Answer) -> Button:
    """The button that takes an answer back."""
    return Button("button.undo-answer", "offer.undo", interview.id, extra=found.value)


def accept(interview: Interview) -> Button:
    """The button that says yes was said."""
    return Button("button.i-said-yes", "offer.accept", interview.id, style="success")


def _values(facts: Facts, interview: Interview, found: Answer) -> dict[str, str]:
    state = found.value
    if found is Answer.NONE_YET and interview.reply_by and interview.reply_by < facts.local_now.date():
        state = "late"
    elif found is Answer.ACCEPTED and offers.started(facts, interview):
        state = "started"
    say = facts.library.label
    told = {"state": say(f"offer.state.{state}", facts.person.language)}
    if not found.over:
        written = "yes" if offers.in_writing(facts, interview) else "not-yet"
        told["writing"] = say(f"offer.writing.{written}", facts.person.language)
    return told


def _buttons(facts: Facts, interview: Interview, found: Answer) -> tuple[Button, ...]:
    rarer = Button("button.something-else", "offer.more", interview.id)
    written = () if offers.in_writing(facts, interview) else (_in_writing(interview),)
    match found:
        case Answer.NONE_YET:
            answers = (dated(interview, "reply-by"), accept(interview), _ask_time(interview))
            return (_open_list(interview), *written, *answers, rarer)
        case Answer.ACCEPTED if offers.started(facts, interview):
            page = Button("button.first-weeks", "guide.show", interview.id, extra="in-work")
            human = (facts.library.button("talk-to-advisor"),) if facts.offers_calls else ()
            return (page, *human, rarer)
        case Answer.ACCEPTED:
            ready = facts.library.button("tick-first-day-list", interview.id)
            return (ready, dated(interview, "start"), *written, rarer)
        case _:
            return (undo(interview, found),)


def _rarer(facts: Facts, interview: Interview, found: Answer) -> tuple[Button, ...]:
    back = Button("button.back-to-offer", "offer.show", interview.id)
    gone = Button("button.it-fell-through", "offer.fell-through", interview.id)
    no = Button("button.say-no", "offer.no", interview.id)
    match found:
        case Answer.NONE_YET:
            return (dated(interview, "start"), no, gone, back)
        case Answer.ACCEPTED:
            left = (Button("button.i-left-that-job", "offer.left", interview.id),)
            ahead = (facts.library.button("show-start-date-email", interview.id), no, gone)
            days = (dated(interview, "start"),) if offers.started(facts, interview) else ()
            rest = left if offers.started(facts, interview) else ahead
            return (*days, *rest, undo(interview, found), back)
        case _:
            return (undo(interview, found), back)


def _open_list(interview: Interview) -> Button:
    return Button("button.open-offer-checklist", "checklist.open", interview.id, extra=_LIST)


def _in_writing(interview: Interview) -> Button:
    return Button("button.have-it-in-writing", "offer.writing", interview.id)


def _ask_time(interview: Interview) -> Button:
    return Button("button.ask-for-more-time", "emails.show", interview.id, extra="more-time")
