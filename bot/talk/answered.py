"""What became of an offer: a yes, a no, that it fell through, that the job was left; and taking that back."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import offer as offers
from bot.domain import spoken
from bot.domain.change import Ask, Change, ClearMark, SetMark, Settle
from bot.domain.decision import Button, Decision, Message, Outgoing, Rows, Toast
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.domain.offer import Answer
from bot.domain.question import Question
from bot.talk import checklist, choices, log, offer, telling, titled
from bot.talk.choices import GONE
from bot.understand import naming

SURE = "offer.sure"
"""The question whether what words told is to be written down."""
_DOES = {
    Answer.ACCEPTED: "offer.accept",
    Answer.DECLINED: "offer.decline",
    Answer.FELL_THROUGH: "offer.fell-through",
    Answer.LEFT: "offer.left",
}
_OTHERS = 3
"""How many other employers are offered to be told, after a yes."""


def accept(facts: Facts, event: Press) -> Decision:
    """«I said yes»."""
    return _note(facts, event, Answer.ACCEPTED)


def decline(facts: Facts, event: Press) -> Decision:
    """«I've said no»."""
    return _note(facts, event, Answer.DECLINED)


def fell_through(facts: Facts, event: Press) -> Decision:
    """They took the offer back, or it came to nothing."""
    return _note(facts, event, Answer.FELL_THROUGH)


def left(facts: Facts, event: Press) -> Decision:
    """They do not work there any more."""
    return _note(facts, event, Answer.LEFT)


def say_no(facts: Facts, event: Press) -> Decision:
    """«Say no, thank you»: nothing is noted yet; what to think of first, and the message for it."""
    found = _meant(facts, event)
    if isinstance(found, Decision):
        return found
    rows = choices.rows(
        facts.library.button("show-decline-email", found.id),
        Button("button.i-said-no", "offer.decline", found.id),
        Button("button.back-to-offer", "offer.show", found.id),
    )
    return Decision((telling.about(facts, found, "offer.before-no", rows),))


def in_writing(facts: Facts, event: Press) -> Decision:
    """«I have it in writing»: the tick of that item on the list."""
    found = _meant(facts, event)
    if isinstance(found, Decision):
        return found
    return checklist.tick(facts, replace(event, id=found.id, version=1, extra="offer.writing"))


def undo(facts: Facts, event: Press) -> Decision:
    """Takes back what became of an offer; what was noted before it counts again."""
    interview = facts.interview(event.id)
    if interview is None or offers.answer(facts, interview) != event.extra or event.extra == Answer.NONE_YET:
        return GONE
    found = Answer(event.extra)
    before = offers.taken_back(facts, interview, found)
    note = telling.about(facts, interview, "offer.undone")
    shown = offer.view(before, interview, *choices.used(event), note)
    return replace(shown, changes=(ClearMark(found, interview.id), *shown.changes))


def confirm(facts: Facts, found: Answer, words: str = "") -> Decision:
    """What words told of an offer is never written down before a button says so. They may name the job."""
    standing = offers.standing(facts)
    standing = tuple(one for one in standing if naming.named(words, one.role, one.employer)) or standing
    if len(standing) > 1:
        return offer.which(facts, _DOES[found])
    if not standing:
        return offer.nothing(facts)
    return _sure(facts, standing[0], found)


def sure(facts: Facts, said: Said) -> Decision:
    """The answer to that in words."""
    question = facts.question
    interview = facts.interview(question.about) if question else None
    if question is None or interview is None or question.draft.get("shown") not in [*_DOES]:
        return Decision(changes=(Settle(),))
    asked = _sure(facts, interview, Answer(question.draft["shown"]))
    yes, no = (b for out in asked.messages if isinstance(out, Message) for b in choices.flat(out.buttons))
    press = choices.typed(facts, said, (yes, no))
    if press is None and choices.means(facts, said.words, "yes"):
        press = choices.press(said, yes)
    if press is None and choices.means(facts, said.words, "no"):
        press = choices.press(said, no)
    if press is None:
        return replace(asked, missed=bool(said.words.strip()))
    done = (
        offer.show(facts, press)
        if press.action == no.action
        else _note(facts, press, Answer(question.draft["shown"]))
    )
    return replace(done, changes=(Settle(), *done.changes))


def noted(facts: Facts, interview: Interview, found: Answer, *before: Outgoing) -> Decision:
    """Writes it down, and says what follows from it."""
    known = offers.noted(facts, interview, found)
    rows = _after(known, interview, found)
    say = f"offer.done.{found}"
    if found is Answer.ACCEPTED and offers.in_writing(facts, interview):
        say = "offer.done.accepted-in-writing"
    told = telling.about(known, interview, say, rows)
    others = _others(known, interview) if found is Answer.ACCEPTED else ()
    changes: tuple[Change, ...] = (SetMark(found, interview.id),)
    if facts.question is not None and facts.question.name == SURE:
        changes = (*changes, Settle())
    return Decision((*before, told, *others), changes)


def _note(facts: Facts, event: Press, found: Answer) -> Decision:
    interview = _meant(facts, event, found)
    if isinstance(interview, Decision):
        return interview
    if offers.answer(facts, interview) is found:
        return Decision(choices.used(event), toast=Toast("toast.noted"))
    return noted(facts, interview, found, *choices.used(event))


def _meant(facts: Facts, event: Press, found: Answer | None = None) -> Interview | Decision:
    """The interview whose offer a button is about; where it names none, the only one, or which it may be."""
    interview = facts.interview(event.id)
    if event.id:
        return interview if interview and offers.answer(facts, interview) else GONE
    standing = offers.standing(facts)
    if not standing:
        return offer.nothing(facts)
    if len(standing) > 1:
        return offer.which(facts, _DOES[found] if found else event.action)
    return standing[0]


def _sure(facts: Facts, interview: Interview, found: Answer) -> Decision:
    yes = Button("button.note-it", _DOES[found], interview.id)
    no = Button("button.see-offer", "offer.show", interview.id)
    asked = telling.about(facts, interview, f"offer.confirm.{found}", choices.rows(yes, no))
    question = Question(SURE, interview.id, {"shown": found.value}, asked_at=facts.now)
    return Decision((*log.left_behind(facts), asked), (Ask(question),))


def _after(facts: Facts, interview: Interview, found: Answer) -> Rows:
    back = offer.undo(interview, found)
    human = (facts.library.button("talk-to-advisor"),) if facts.offers_calls else ()
    match found:
        case Answer.ACCEPTED:
            day = offer.dated(interview, "start")
            ready = (
                (facts.library.button("tick-first-day-list", interview.id),) if interview.start_day else ()
            )
            written = Button("button.have-it-in-writing", "offer.writing", interview.id)
            paper = () if offers.in_writing(facts, interview) else (written,)
            return choices.rows(day, *ready, *paper, back)
        case Answer.DECLINED:
            return choices.rows(*titled.pages(facts, "keep-applying", about=interview.id), back)
        case Answer.FELL_THROUGH:
            rest = Button("button.leave-me-today", "result.leave-today", interview.id)
            stand = Button("button.where-i-stand", "guide.more", interview.id, extra="check-the-offer")
            pages = titled.pages(facts, "keep-applying", about=interview.id)
            return choices.rows(rest, *human, stand, *pages, back)
        case _:
            return choices.rows(*human, *titled.pages(facts, "keep-applying", about=interview.id), back)


def _others(facts: Facts, taken: Interview) -> tuple[Message, ...]:
    """Whom else a yes concerns: other offers, and interviews that are open. Nobody has to be told."""
    unanswered = [i for i in offers.standing(facts) if offers.answer(facts, i) is Answer.NONE_YET]
    waiting = [i for i in reversed(facts.interviews) if i.open]
    found = [(one, "decline") for one in unanswered if one.id != taken.id]
    found += [(one, "withdraw") for one in waiting]
    if not found:
        return ()
    rows = choices.rows(*(_tell(facts, one, kind) for one, kind in found[:_OTHERS]))
    return (telling.about(facts, taken, "offer.others", rows),)


def _tell(facts: Facts, interview: Interview, kind: str) -> Button:
    words = {"job": choices.short(interview.employer or spoken.job(facts, interview), 22)}
    return Button("button.tell-them", "emails.show", interview.id, extra=kind, values=words)
