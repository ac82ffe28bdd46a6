"""What a page leads to about an interview that still waits: the day they named, and that they never wrote."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.calendar import DaysOff
from bot.domain.decision import Button, Decision, Message
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.interview import Interview, Promise
from bot.talk import choices, drafts, log, menus, result
from bot.understand import naming, promise
from bot.understand.dates import Unclear

_LISTED = 8


def decision(facts: Facts, event: Press) -> Decision:
    """«Set decision date»: asks when they said one would hear. Of several jobs, the person says which."""
    waiting = [one for one in reversed(facts.interviews) if one.open]
    chosen = next((one for one in waiting if one.id == event.id), None)
    if chosen or len(waiting) == 1:
        return _ask(facts, chosen or waiting[0])
    if not waiting:
        lead = Message(facts.person.id, "log.decision-unlogged")
        begun = log.begin(facts, replace(event, origin=replace(event.origin, message=None)))
        return replace(begun, messages=(lead, *begun.messages))
    jobs = (_job(facts, one) for one in waiting[:_LISTED])
    which = Message(facts.person.id, "log.decision-which", buttons=choices.rows(*jobs))
    return menus.stays(facts, Button("", "log.decision"), Decision((which,)))


def told(facts: Facts, said: Said) -> Decision | None:
    """«They'll let me know by the 20th»: shown back for the job that waits. None: no such day is told."""
    off = DaysOff(facts.person.nation)
    promised = promise.told(said.words, said.origin.at, facts.person.zone, off)
    waiting = [one for one in facts.interviews if one.open]
    if said.forwarded or not waiting or promised is None:
        return None
    named = [one for one in waiting if naming.named(said.words, one.role, one.employer)]
    undated = [one for one in waiting if one.decision_day is None]
    meant = next((few[0] for few in (named, waiting, undated) if len(few) == 1), None)
    if meant is None:
        return decision(facts, choices.press(said, Button("", "log.decision")))
    if isinstance(promised, Unclear):
        return _ask(facts, meant)
    try:
        draft = drafts.with_decision(drafts.of(meant), Promise.DATE, promised.day)
    except drafts.Refused:
        return _ask(facts, meant)
    return log.asking(facts, draft, *log.left_behind(facts), about=meant.id)


def no_reply(facts: Facts, event: Press) -> Decision:
    """«Mark as no reply»: written down at once where the job is clear, else asked about first."""
    interview = facts.interview(event.id)
    if interview and interview.open:
        return result.record(facts, replace(event, version=interview.version, extra="no-reply"))
    return result.guessed(facts, "no-reply")


def _ask(facts: Facts, interview: Interview) -> Decision:
    draft = {**drafts.of(interview), "want": "decision"}
    return log.asking(facts, draft, *log.left_behind(facts), about=interview.id)


def _job(facts: Facts, interview: Interview) -> Button:
    job = {"job": choices.job(facts, interview)}
    return Button("button.job", "log.decision", interview.id, values=job)
