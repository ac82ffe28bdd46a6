"""Ready messages to the employer: which is meant, about which job, and what became of it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import offer
from bot.domain.change import SetMark
from bot.domain.decision import Button, Decision, Message, Outgoing, Rows, Toast
from bot.domain.event import Press
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from bot.domain.nos import NOES
from bot.domain.offer import Answer
from bot.talk import answered, blanks, choices, letters, menus, titled, written
from bot.talk.choices import GONE
from bot.talk.letters import LETTERS, MARKS, Wanted

_LISTED = 8


def show(facts: Facts, event: Press) -> Decision:
    """The button that asks for a ready message: the message alone, then what to do with it."""
    wanted = letters.wanted(event.extra)
    interview = facts.interview(event.id)
    if wanted is None or not letters.exists(facts, wanted.kind) or (event.id and interview is None):
        return GONE
    if interview is None or not _speaks_of(facts, wanted, interview):
        return _about_which(facts, event, wanted)
    return _for(facts, wanted, interview, *choices.used(event))


def done(facts: Facts, event: Press) -> Decision:
    """The button that says a message was sent, or will not be."""
    interview = facts.interview(event.id)
    if event.extra not in MARKS or (event.id and interview is None):
        return GONE
    if interview is None:
        return _done_for_which(facts, event)
    if event.extra in (Answer.ACCEPTED, Answer.DECLINED) and offer.answer(facts, interview) != event.extra:
        return answered.noted(facts, interview, Answer(event.extra), *choices.used(event))
    name = _next_mark(facts, event.extra, interview)
    if facts.mark(name, interview.id):
        return Decision(choices.used(event), toast=Toast("toast.noted"))
    refused_paper = name == "feedback-refused" and interview.outcome is Outcome.NOT_SHORTLISTED
    say = f"emails.done.{name}{'-paper' if refused_paper else ''}"
    after = letters.about(facts, interview, say, _after(facts, name, interview))
    return Decision((*choices.used(event), after), (SetMark(name, interview.id),))


def not_now(facts: Facts, event: Press) -> Decision:
    """Not today: it may be offered once more."""
    interview = facts.interview(event.id)
    if interview is None:
        return GONE
    never = facts.library.button("no-feedback", interview.id)
    message = letters.about(facts, interview, "emails.not-now", choices.rows(never))
    return Decision((*choices.used(event), message))


# --- about which job -------------------------------------------------------------------------------


def _speaks_of(facts: Facts, wanted: Wanted, interview: Interview) -> bool:
    """Whether it can be about this one; a chase and a wish for feedback say it themselves where not."""
    says_so = wanted.kind in ("chase", "ask-for-feedback", "feedback-reminder")
    return says_so or LETTERS[wanted.kind].fits(facts, interview)


def _about_which(facts: Facts, event: Press, wanted: Wanted) -> Decision:
    """About the one job that fits; of several, the person says which; without any, no job is named.

    The buttons that led here stay: they belong to a page or a menu.
    """
    fitting = letters.fitting(facts, wanted.kind)
    if len(fitting) == 1:
        return _for(facts, wanted, fitting[0])
    if not fitting:
        return _for(facts, wanted, None)
    jobs = (_job(facts, one, wanted) for one in fitting[:_LISTED])
    which = Message(facts.person.id, "emails.which", buttons=choices.rows(*jobs))
    return menus.stays(facts, Button("", "emails.show", extra=event.extra), Decision((which,)))


def _job(facts: Facts, interview: Interview, wanted: Wanted) -> Button:
    words = {"job": choices.job(facts, interview)}
    return Button("button.job", "emails.show", interview.id, extra=wanted.spelled(), values=words)


def _for(facts: Facts, wanted: Wanted, interview: Interview | None, *before: Outgoing) -> Decision:
    """The message; or first the question whose answer it needs; or why it makes no sense now."""
    if interview is not None:
        senseless = _senseless(facts, wanted, interview)
        if senseless is not None:
            return Decision((*before, senseless))
        wanted = replace(wanted, kind=_turned(facts, wanted.kind, interview))
    missing = blanks.asked(facts, interview, wanted, *before)
    if missing is not None:
        return missing
    words = blanks.given(facts, interview.id if interview else 0, wanted)
    return written.letter(facts, interview, wanted, *before, words=words)


def _senseless(facts: Facts, wanted: Wanted, interview: Interview) -> Message | None:
    """What to say instead where there is nothing to chase, or nothing more to ask."""
    if wanted.kind == "chase":
        if not interview.open:
            return letters.about(facts, interview, "emails.answered")
        if facts.mark("chased-again", interview.id):
            return letters.about(facts, interview, "emails.twice-is-enough", _close(interview))
    if wanted.kind in ("ask-for-feedback", "feedback-reminder"):
        if interview.outcome not in NOES:
            return letters.about(facts, interview, "emails.no-answer-yet")
        if facts.mark("asked-feedback-again", interview.id):
            return letters.about(facts, interview, "emails.asked-twice")
    return None


def _turned(facts: Facts, kind: str, interview: Interview) -> str:
    """The kind that is right for this job now: a second asking is another message than the first."""
    paper = interview.outcome is Outcome.NOT_SHORTLISTED
    if kind == "stay-in-touch" and paper:
        return "other-jobs"
    if kind == "chase" and facts.mark("chased", interview.id):
        return "second-chase"
    if kind != "ask-for-feedback":
        return kind
    if facts.mark("asked-feedback", interview.id):
        return "feedback-reminder"
    if paper:
        return "application"
    silent = interview.outcome is Outcome.NO_REPLY and letters.exists(facts, "after-silence")
    return "after-silence" if silent else kind


# --- what became of it -----------------------------------------------------------------------------


def _done_for_which(facts: Facts, event: Press) -> Decision:
    """«I've asked for news», pressed on a page: about the one job that it fits, or one of several."""
    kind = next((k for k, letter in LETTERS.items() if event.extra in (letter.sent, letter.instead)), "")
    fitting = letters.fitting(facts, kind or "ask-for-feedback")
    if len(fitting) == 1:
        return done(facts, replace(event, id=fitting[0].id, origin=replace(event.origin, message=None)))
    if not fitting:
        return Decision((Message(facts.person.id, "emails.nothing-to-ask"),))
    jobs = tuple(
        Button(
            "button.job",
            "emails.done",
            one.id,
            extra=event.extra,
            values={"job": choices.job(facts, one)},
        )
        for one in fitting[:_LISTED]
    )
    which = Message(facts.person.id, "emails.which", buttons=choices.rows(*jobs))
    return menus.stays(facts, Button("", "emails.done", extra=event.extra), Decision((which,)))


def _next_mark(facts: Facts, name: str, interview: Interview) -> str:
    """A second «I've asked for feedback» from a later nudge is the second time of asking."""
    second = {"chased": "chased-again", "asked-feedback": "asked-feedback-again"}.get(name)
    first = facts.mark(name, interview.id)
    long_ago = first is not None and facts.ago(first.at).days >= 2
    return second if second and long_ago else name


def _after(facts: Facts, name: str, interview: Interview) -> Rows:
    if name == "no-chase" and interview.open:
        return _close(interview)
    if name in _BUTTONS:
        paper = interview.outcome is Outcome.NOT_SHORTLISTED
        names = (_ON_PAPER.get(one, one) if paper else one for one in _BUTTONS[name])
        return choices.rows(*(facts.library.button(one, interview.id) for one in names))
    if name == "feedback-by-phone":
        save = (facts.library.button("save-feedback", interview.id),)
        return choices.rows(*save, *titled.pages(facts, *_LEADS[name], about=interview.id))
    return choices.rows(*titled.pages(facts, *_LEADS.get(name, ()), about=interview.id))


_BUTTONS = {
    "asked-feedback": ("i-got-feedback", "told-by-phone", "they-refused"),
    "asked-feedback-again": ("i-got-feedback", "told-by-phone", "they-refused"),
    "feedback-refused": ("start-review",),
    "no-feedback": ("show-tips",),
}
"""What may come of it, or be wanted next."""
_ON_PAPER = {"start-review": "check-one-application"}
"""What takes its place where there was no interview."""
_LEADS = {
    "thanked": ("waiting",),
    "asked-more-time": ("check-the-offer",),
    "asked-start-date": ("plan-first-day",),
    "asked-adjustments": ("prepare-next-interview",),
    "stayed-in-touch": ("keep-applying",),
    "asked-one-question": ("use-feedback",),
    "feedback-by-phone": ("use-feedback",),
}
"""The page that is of use after a message has gone."""


def _close(interview: Interview) -> Rows:
    return choices.rows(Button("button.mark-no-reply", "result.record", interview.id, extra="no-reply"))
