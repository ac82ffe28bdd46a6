"""Calendar files: an interview or a first day that is ahead, for a calendar of the person's own."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain import diary, spoken
from bot.domain.change import SetMark
from bot.domain.decision import Button, Decision, File, Message
from bot.domain.diary import Entry, Kind
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.talk import choices, menus, telling
from bot.understand import naming

INTENT = "add-to-calendar"
_MOST = 8
"""How many are offered, or sent, at once."""


def offered(facts: Facts, interview: Interview) -> tuple[Button, ...]:
    """The button that sends a file about an interview, or the first day after it; none if neither is ahead.

    The interview may be newer than the facts: one that has just been told or moved.
    """
    entry = diary.entry(interview, facts.now)
    if entry is None:
        return ()
    known = _held(facts, entry)
    return (
        Button("button.update-calendar" if known else "button.add-to-calendar", "diary.send", interview.id),
    )


def left_over(facts: Facts, interview: Interview) -> tuple[Message, ...]:
    """What to say when it is called off or deleted, and a calendar that we cannot reach may still hold it."""
    entry = diary.entry(interview, facts.now)
    held = entry is not None and _held(facts, entry)
    return (Message(facts.person.id, "calendar.left-over"),) if held else ()


def calendar(facts: Facts, event: Command | Press) -> Decision:
    """«/calendar»: what is ahead, as a file; asks which where there are several."""
    return wanted(facts, event.words if isinstance(event, Command) else "")


def wanted(facts: Facts, words: str) -> Decision:
    """The same for words that may name the job: «put the Acme interview in my calendar»."""
    ahead = diary.ahead(facts.interviews, facts.now)
    meant = [one for one in ahead if naming.named(words, one.about.role, one.about.employer)]
    if len(meant) == 1 or len(ahead) == 1:
        return _sent(facts, (meant or ahead)[:1])
    if not ahead:
        log = facts.library.button("log-interview")
        return Decision((Message(facts.person.id, "calendar.none", buttons=choices.rows(log)),))
    buttons = [_job(facts, one) for one in ahead[:_MOST]]
    both = Button("button.all-to-calendar", "diary.all")
    which = Message(facts.person.id, "calendar.which", buttons=choices.rows(*buttons, both))
    return menus.stays(facts, Button("", "diary.show"), Decision((which,)))


def send(facts: Facts, event: Press) -> Decision:
    """The button of one file. Its message stays as it is: what stands beside it may be wanted still."""
    interview = facts.interview(event.id)
    if interview is None:
        return Decision((Message(facts.person.id, "calendar.gone"),))
    found = diary.entry(interview, facts.now)
    if found is None:
        return Decision((telling.about(facts, interview, "calendar.over"),))
    return _sent(facts, (found,))


def everything(facts: Facts, event: Press) -> Decision:
    """The button for all that is ahead: a file each, because few calendars take several entries at once."""
    ahead = diary.ahead(facts.interviews, facts.now)[:_MOST]
    return _sent(facts, ahead) if ahead else calendar(facts, event)


def _sent(facts: Facts, entries: Sequence[Entry]) -> Decision:
    return Decision(
        tuple(File(facts.person.id, "calendar", one.about.id) for one in entries),
        tuple(SetMark(one.mark, one.about.id) for one in entries),
    )


def _held(facts: Facts, entry: Entry) -> bool:
    return facts.mark(entry.mark, entry.about.id) is not None


def _job(facts: Facts, entry: Entry) -> Button:
    job = spoken.job(facts, entry.about)
    label = "button.first-day-job" if entry.kind is Kind.FIRST_DAY else "button.interview-job"
    words = {"job": choices.short(job, choices.BESIDE_A_DAY), "when": spoken.day(facts, entry.day)}
    return Button(label, "diary.send", entry.about.id, values={k: v for k, v in words.items() if v})
