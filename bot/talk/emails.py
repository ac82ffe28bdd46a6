"""Ready messages to the employer: shown as one block to copy, and what became of them."""

from __future__ import annotations

from bot.domain import spoken
from bot.domain.calendar import add_working_days, local
from bot.domain.decision import Button, Decision, Message, Rows, SetMark, Toast
from bot.domain.event import Press
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from bot.talk import choices, telling
from bot.talk.choices import GONE

CLOSE_AFTER = 5
"""Working days after the last chase, before we take the job as filled."""

_FEEDBACK = "ask-for-feedback"
_NOES = (Outcome.REJECTED, Outcome.NOT_SHORTLISTED, Outcome.NO_REPLY)
_MARKS = frozenset(
    {
        "chased",
        "chased-again",
        "no-chase",
        "asked-feedback",
        "asked-feedback-again",
        "feedback-by-phone",
        "no-feedback",
        "thanked",
    }
)


def show(facts: Facts, event: Press) -> Decision:
    """The button that asks for a ready message: the message alone, then what to do with it."""
    interview = facts.interview(event.id) if event.id else _latest(facts, event.extra)
    if interview is None:
        return GONE if event.id else Decision((Message(facts.person.id, "emails.nothing-to-ask"),))
    match event.extra:
        case "chase":
            return _chase(facts, event, interview)
        case "ask-for-feedback":
            return _feedback(facts, event, interview)
        case "thank-you":
            return _sent(facts, event, interview, "email-thank-you", "thanked")
    return GONE


def done(facts: Facts, event: Press) -> Decision:
    """The button that says a message was sent, or will not be."""
    interview = facts.interview(event.id)
    if interview is None or event.extra not in _MARKS:
        return GONE
    name = _next_mark(facts, event.extra, interview)
    if facts.mark(name, interview.id):
        return Decision(choices.used(event), toast=Toast("toast.noted"))
    message = _about(facts, interview, f"emails.done.{name}", _after(facts, name, interview))
    return Decision((*choices.used(event), message), (SetMark(name, interview.id),))


def not_now(facts: Facts, event: Press) -> Decision:
    """Not today: it may be offered once more."""
    interview = facts.interview(event.id)
    if interview is None:
        return GONE
    never = facts.library.button("no-feedback", interview.id)
    return Decision((*choices.used(event), _about(facts, interview, "emails.not-now", choices.rows(never))))


def _latest(facts: Facts, kind: str) -> Interview | None:
    """The interview that a button of general guidance fits best."""
    wanted = (i for i in reversed(facts.interviews) if (i.outcome in _NOES if kind == _FEEDBACK else i.open))
    return next(wanted, None)


def _chase(facts: Facts, event: Press, interview: Interview) -> Decision:
    if not interview.open:
        return Decision((*choices.used(event), _about(facts, interview, "emails.answered")))
    if facts.mark("chased-again", interview.id):
        return Decision(
            (*choices.used(event), _about(facts, interview, "emails.twice-is-enough", _close(interview)))
        )
    if facts.mark("chased", interview.id):
        return _sent(facts, event, interview, "email-second-chase", "chased-again", "no-chase")
    return _sent(facts, event, interview, "email-chase", "chased", "no-chase")


def _feedback(facts: Facts, event: Press, interview: Interview) -> Decision:
    if interview.outcome not in _NOES:
        return Decision((*choices.used(event), _about(facts, interview, "emails.no-answer-yet")))
    if facts.mark("asked-feedback-again", interview.id):
        return Decision((*choices.used(event), _about(facts, interview, "emails.asked-twice")))
    if interview.outcome is Outcome.NOT_SHORTLISTED:
        return _sent(facts, event, interview, "email-feedback-application", "asked-feedback", "no-feedback")
    if facts.mark("asked-feedback", interview.id):
        return _sent(facts, event, interview, "email-second-feedback", "asked-feedback-again", "no-feedback")
    return _sent(facts, event, interview, "email-feedback", "asked-feedback", "no-feedback")


def _sent(
    facts: Facts, event: Press, interview: Interview, template: str, mark: str, instead: str = ""
) -> Decision:
    done = [Button("button.sent-it", "emails.done", interview.id, extra=mark, style="success")]
    if instead:
        done.append(Button(f"button.{instead}", "emails.done", interview.id, extra=instead))
    block = _about(facts, interview, template)
    return Decision(
        (*choices.used(event), block, _about(facts, interview, "emails.copy", choices.rows(*done)))
    )


def _about(facts: Facts, interview: Interview, say: str, buttons: Rows = ()) -> Message:
    today = facts.local_now.date()
    close = add_working_days(today, CLOSE_AFTER, facts.person.nation)
    more = {"close_date": spoken.day(close, today)}
    asked = facts.mark("asked-feedback", interview.id)
    if asked:
        more["asked_on"] = spoken.day(local(asked.at, facts.person.zone).date(), today)
    return telling.about(facts, interview, say, buttons, **more)


def _next_mark(facts: Facts, name: str, interview: Interview) -> str:
    """A second «I've asked» from a later nudge is the second time of asking."""
    second = {"chased": "chased-again", "asked-feedback": "asked-feedback-again"}.get(name)
    first = facts.mark(name, interview.id)
    long_ago = first is not None and facts.ago(first.at).days >= 2
    return second if second and long_ago else name


def _after(facts: Facts, name: str, interview: Interview) -> Rows:
    if name == "no-chase" and interview.open:
        return _close(interview)
    if name in ("asked-feedback", "no-feedback", "asked-feedback-again"):
        return choices.rows(facts.library.button("show-tips"))
    return ()


def _close(interview: Interview) -> Rows:
    return choices.rows(Button("button.mark-no-reply", "result.record", interview.id, extra="no-reply"))
