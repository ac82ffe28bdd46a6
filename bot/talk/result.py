"""/result: what came of an interview, and taking it back."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.change import Ask, Change, KeepInterview, Settle
from bot.domain.decision import Button, Decision, Message, Outgoing, Rows, Toast
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Outcome
from bot.domain.progress import unanswered
from bot.domain.question import Question
from bot.talk import applications, choices, diary, drafts, log, meaning, menus, outcomes, telling, waits
from bot.talk.choices import GONE
from bot.understand import naming

WHICH, WHAT = "result.which", "result.what"
NOTHING_YET = "nothing-yet"
_LISTED = 8


def result(facts: Facts, event: Command) -> Decision:
    """«/result»: asks what happened, and which job only where several wait."""
    decision = ask(facts)
    question = next(change.question for change in decision.changes if isinstance(change, Ask))
    said_ = Said(event.origin, event.words)
    press = choices.typed(facts, said_, _shown(facts, question))
    if press:
        return _pressed(facts, press)
    return applications.told(facts, said_) or _told(facts, event.words) or decision


def _told(facts: Facts, words: str) -> Decision | None:
    """«/result no», «/result Acme said no». None: the words tell no result."""
    no = choices.means(facts, words, "no") or applications.a_no(facts, words)
    outcome = meaning.outcome(facts, words) or (str(Outcome.REJECTED) if no else None)
    return guessed(facts, outcome, words) if outcome else None


def ask(facts: Facts, *before: Outgoing) -> Decision:
    """The question what happened."""
    waiting = _waiting(facts)
    if len(waiting) > 1:
        which = Message(facts.person.id, "result.which", buttons=_jobs(facts, waiting))
        return Decision((*before, *log.left_behind(facts), which), (Ask(Question(WHICH)),))
    return what(facts, waiting[0] if waiting else None, *before)


def what(facts: Facts, interview: Interview | None, *before: Outgoing) -> Decision:
    """The question what happened with one job. None: one that is not logged."""
    say = "result.what" if interview else "result.what-unlogged"
    message = telling.about(facts, interview, say, _outcomes(interview))
    return Decision(
        (*before, *log.left_behind(facts), message),
        (Ask(Question(WHAT, about=interview.id if interview else 0)),),
    )


def about(facts: Facts, event: Press) -> Decision:
    """The button that says which job; 0: one that is not logged."""
    if event.id == 0:
        return what(facts, None, *choices.used(event))
    interview = facts.interview(event.id)
    if interview is None:
        return GONE
    if not interview.open:
        return _already(facts, interview, *choices.used(event))
    return what(facts, interview, *choices.used(event))


def said(facts: Facts, event: Said) -> Decision:
    """An answer in words to one of the two questions."""
    question = facts.question
    if question is None:
        return Decision()
    press = choices.typed(facts, event, _shown(facts, question))
    if press:
        return _pressed(facts, press)
    outcome = meaning.outcome(facts, event.words)
    if outcome and question.name == WHAT:
        return confirm(facts, outcome, facts.interview(question.about))
    if outcome:
        return guessed(facts, outcome)
    again = Message(facts.person.id, "result.again", buttons=choices.fitted(facts, *_shown(facts, question)))
    return Decision((again,), (Ask(replace(question, misses=question.misses + 1)),), missed=True)


def named(facts: Facts, event: Said) -> Decision | None:
    """«Acme said no»: asks whether it is meant. None: they name no interview that waits, or tell no no."""
    meant = _named(facts, event.words)
    sure = len(meant) == 1 and not event.forwarded and applications.a_no(facts, event.words)
    return confirm(facts, str(Outcome.REJECTED), meant[0]) if sure else None


def guessed(facts: Facts, outcome: str, words: str = "") -> Decision:
    """A result that was told in words: never written down before a button says so.

    The words may name the job. No interview can mean a job that was only applied for: then it is asked which.
    """
    waiting = _waiting(facts)
    meant = _named(facts, words)
    if len(meant) == 1:
        return confirm(facts, outcome, meant[0])
    sent = unanswered(facts)[:_LISTED] if outcome == Outcome.NOT_SHORTLISTED else ()
    if len(sent) + len(waiting) > 1 or sent:
        which = (
            *applications.jobs(facts, sent, "applications.no"),
            *(_job(facts, one, "result.record", outcome) for one in waiting[: _LISTED - len(sent)]),
        )
        other = Button("button.another-job", "result.record", 0, 1, outcome)
        say = Message(facts.person.id, f"result.which-{_mood(outcome)}", buttons=choices.rows(*which, other))
        return Decision((say,))
    return confirm(facts, outcome, waiting[0] if waiting else None)


def confirm(facts: Facts, outcome: str, interview: Interview | None) -> Decision:
    """Asks whether this result is meant, about this job."""
    id_, version = (interview.id, interview.version) if interview else (0, 0)
    yes = Button("button.note-it", "result.record", id_, version, outcome)
    buttons = choices.rows(yes, Button("button.say-differently", "result.about", id_))
    words = telling.outcome(facts, outcome)
    return Decision(
        (telling.about(facts, interview, f"result.confirm-{_mood(outcome)}", buttons, outcome=words),)
    )


def record(facts: Facts, event: Press) -> Decision:
    """The button that tells a result."""
    if event.id == 0:
        return _unlogged(facts, event)
    interview = facts.interview(event.id)
    if interview is None:
        return GONE
    if not interview.open:
        if interview.outcome == event.extra:
            return Decision(choices.used(event), toast=Toast("toast.noted"))
        return _already(facts, interview, *choices.used(event), instead=event.extra)
    if event.version not in (0, interview.version):
        return what(facts, interview, *choices.used(event))
    return _recorded(facts, event, interview)


def correct(facts: Facts, event: Press) -> Decision:
    """The button that puts another result in the place of the one before."""
    interview = facts.interview(event.id)
    if interview is None:
        return GONE
    if event.version != interview.version:
        return about(facts, event)
    return _recorded(facts, event, interview)


def undo(facts: Facts, event: Press) -> Decision:
    """Takes a result back: the interview waits again, and so do its nudges."""
    interview = facts.interview(event.id)
    if interview is None:
        return GONE
    if interview.open or event.version != interview.version:
        return about(facts, event)
    applied = applications.taken_back(facts, interview, *choices.used(event))
    if applied is not None:
        return applied
    waiting = replace(interview, outcome=None, outcome_at=None)
    note = telling.about(facts, waiting, "result.undone")
    asked = what(facts, replace(waiting, version=interview.version + 1), *choices.used(event), note)
    return replace(asked, changes=(KeepInterview(waiting), *asked.changes))


def _recorded(facts: Facts, event: Press, interview: Interview) -> Decision:
    used = choices.used(event)
    if event.extra == NOTHING_YET:
        return waits.nothing_yet(facts, interview, *used, settled=_settled(facts))
    try:
        outcome = Outcome(event.extra)
    except ValueError:
        return GONE
    known = replace(interview, outcome=outcome, outcome_at=facts.now)
    shown = replace(known, version=interview.version + 1)
    if outcome is Outcome.ANOTHER_ROUND:
        return log.next_round(facts, shown, KeepInterview(known), *used, *log.left_behind(facts))
    left = diary.left_over(facts, interview)
    done = Decision((*used, outcomes.said(facts, shown, shown.version), *left), (KeepInterview(known),))
    if outcome is Outcome.OFFER:
        free = replace(facts, question=None) if _settled(facts) else facts
        done = menus.stays(free, Button("", "offer.begin", known.id), done)
    settled = () if any(isinstance(change, Ask) for change in done.changes) else _settled(facts)
    return replace(done, changes=(*done.changes, *settled))


def _unlogged(facts: Facts, event: Press) -> Decision:
    """A result of a job we do not know yet: asks for the job, then writes both down."""
    if event.extra == NOTHING_YET:
        draft = drafts.fresh(facts)
    elif event.extra == Outcome.NOT_SHORTLISTED and not event.version and unanswered(facts):
        return guessed(facts, event.extra)
    elif event.extra in tuple(Outcome):
        draft = drafts.fresh(facts, outcome=event.extra)
    else:
        return GONE
    lead = Message(facts.person.id, f"result.tell-{_mood(event.extra)}")
    return log.asking(facts, draft, *choices.used(event), *log.left_behind(facts), lead)


def _already(facts: Facts, interview: Interview, *before: Outgoing, instead: str = "") -> Decision:
    """There is a result; it changes only by a button that names both."""
    buttons = [Button("button.undo-result", "result.undo", interview.id, interview.version)]
    if instead in (*Outcome,):
        new = {"outcome": telling.outcome(facts, instead)}
        buttons[:0] = [
            Button("button.change-to", "result.correct", interview.id, interview.version, instead, new)
        ]
    return Decision((*before, telling.about(facts, interview, "result.already", choices.rows(*buttons))))


def _pressed(facts: Facts, press: Press) -> Decision:
    return about(facts, press) if press.action == "result.about" else record(facts, press)


def _shown(facts: Facts, question: Question) -> tuple[Button, ...]:
    if question.name == WHICH:
        return choices.flat(_jobs(facts, _waiting(facts)))
    return choices.flat(_outcomes(facts.interview(question.about)))


def _waiting(facts: Facts) -> tuple[Interview, ...]:
    """The interviews without a result: those that are over, or else those ahead. Newest first."""
    waiting = [i for i in reversed(facts.interviews) if i.open]
    over = [i for i in waiting if i.starts_at is None or i.starts_at <= facts.now]
    return tuple(over or waiting)


def _named(facts: Facts, words: str) -> list[Interview]:
    """The open interviews that the words name; of several only those that are over, if there are any."""
    named = [i for i in facts.interviews if i.open and naming.named(words, i.role, i.employer)]
    return [i for i in _waiting(facts) if i in named] or named


def _jobs(facts: Facts, waiting: tuple[Interview, ...]) -> Rows:
    shown = (_job(facts, one, "result.about") for one in waiting[:_LISTED])
    return choices.rows(*shown, Button("button.another-job", "result.about"))


def _job(facts: Facts, interview: Interview, action: str, extra: str = "") -> Button:
    words = {"job": choices.job(facts, interview)}
    return Button("button.job", action, interview.id, interview.version, extra, words)


def _outcomes(interview: Interview | None) -> Rows:
    id_, version = (interview.id, interview.version) if interview else (0, 0)
    names = ("got-it", "not-this-time", "nothing-yet", "another-round", "i-withdrew")
    extras = ("offer", "rejected", NOTHING_YET, "another-round", "withdrew")
    told = (Button(f"button.{n}", "result.record", id_, version, e) for n, e in zip(names, extras))
    other = Button("button.another-job", "result.about")
    none = Button("button.no-interview", "result.record", extra="not-shortlisted")
    return choices.rows(*told, other if interview else none, across=2)


def _mood(outcome: str) -> str:
    """In which tone to speak of a result that is not written down yet."""
    return {"offer": "glad", "rejected": "sorry", "not-shortlisted": "sorry"}.get(outcome, "plain")


def _settled(facts: Facts) -> tuple[Change, ...]:
    """The question what happened is answered; another one that waits is none of ours."""
    ours = facts.question is not None and facts.question.name in (WHICH, WHAT)
    return (Settle(),) if ours else ()
