"""/nudges: what will come, when and why; each can be skipped, and brought back."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import by_step, etiquette, spoken, unasked
from bot.domain.change import Ask, MergeNudge, SkipNudge, UnskipNudge
from bot.domain.decision import Button, Decision, Message, Outgoing
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.domain.nudge import Fate, Key, Nudge
from bot.domain.question import Question
from bot.talk import applying, choices, pause, telling
from bot.talk.choices import GONE

QUESTION = "nudges.which"
MOST = 8
"""How many are shown at once."""

_RESUME = Button("button.resume-reminders", "pause.resume")
_REST = Button("button.pause-reminders", "pause.open")
_CHANGES = (
    Button("button.change-pace", "settings.ask", extra="pace"),
    Button("button.change-hour", "settings.ask", extra="hour"),
)


def nudges(facts: Facts, event: Command | Press) -> Decision:
    """Everything that waits, the next one first."""
    waits = etiquette.upcoming(facts)
    chat = event.origin.chat
    if not waits:
        return Decision((_nothing(facts, chat),))
    shown = waits[:MOST]
    lines = tuple(_line(facts, chat, nudge, nr) for nr, nudge in enumerate(shown, 1))
    shorts = " ".join(Key(nudge.key).short for nudge in shown)
    question = Question(QUESTION, draft={"shown": shorts}, asked_at=facts.now)
    free = facts.question is None or facts.question.name == QUESTION
    return Decision((*lines, _last(facts, chat, len(waits))), (Ask(question),) if free else ())


def rest(facts: Facts, press: Press) -> Decision:
    """What else could be told today: each as it would have come, and none of them comes again.

    The one under which it was pressed keeps its buttons: it is still to be answered.
    """
    others = etiquette.together(facts)
    if not others:
        return Decision((Message(press.origin.chat, "nudges.no-others"),))
    told = tuple(_apart(facts, nudge) for nudge in others)
    return Decision(told, tuple(MergeNudge(nudge.key) for nudge in others))


def _apart(facts: Facts, nudge: Nudge) -> Message:
    """One of several that come at once: «Remind me later» says of which job it speaks."""
    message, about = unasked.message(facts, nudge), facts.interview(nudge.interview)
    job = {"job": choices.short(spoken.job(facts, about), 20)} if about else {}
    rows = (
        tuple(replace(one, values=job) if one.action == unasked.LATER else one for one in row)
        for row in message.buttons
    )
    return replace(message, buttons=tuple(rows))


def typed(facts: Facts, said: Said) -> Press | None:
    """The press that words after the list stand for. None: they mean something else."""
    shown = facts.question.draft.get("shown", "").split() if facts.question else []
    skips = [_skip(short, nr) for nr, short in enumerate(shown, 1)]
    moves = [_move(short, nr) for nr, short in enumerate(shown, 1)]
    return choices.typed(facts, said, skips) or choices.named(facts, said, [*moves, *_CHANGES, _REST])


def skip(facts: Facts, press: Press) -> Decision:
    """This one will not come."""
    nudge = next((n for n in etiquette.upcoming(facts) if Key(n.key).short == press.extra), None)
    if nudge is None:
        return _instead(facts, press)
    undo = Button("button.unskip-nudge", "nudges.unskip", extra=press.extra)
    told = Message(press.origin.chat, "nudges.skipped", _when(facts, nudge), ((undo,),))
    return Decision((*choices.used(press), told), (SkipNudge(nudge.key),))


def unskip(facts: Facts, press: Press) -> Decision:
    """It comes after all, if its moment still lies ahead."""
    ended = (told for told in reversed(facts.told) if told.fate is Fate.SKIPPED)
    skipped = next((told for told in ended if Key(told.key).short == press.extra), None)
    if skipped is None:
        return GONE
    used = choices.used(press)
    if skipped.due <= facts.now:
        return Decision((*used, Message(press.origin.chat, "nudges.too-late")))
    due = spoken.moment(facts, skipped.due)
    told = Message(press.origin.chat, "nudges.unskipped", {"when": due})
    return Decision((*used, told), (UnskipNudge(skipped.key),))


def _line(facts: Facts, chat: int, nudge: Nudge, nr: int) -> Message:
    known = telling.values(facts, facts.interview(nudge.interview))
    why = facts.library.label(by_step.explain(nudge, facts), facts.person.language, known)
    values = {"nr": str(nr), "why": why, **_when(facts, nudge)}
    short = Key(nudge.key).short
    end = (facts.library.button("no-more-applying"),) if nudge.journey == applying.JOURNEY else ()
    rows = ((_skip(short, nr), _move(short, nr)), *choices.rows(*end))
    return Message(chat, "nudges.line", values, rows)


def _when(facts: Facts, nudge: Nudge) -> dict[str, str]:
    when = spoken.moment(facts, nudge.due)
    interview = facts.interview(nudge.interview)
    return {"when": when, "job": spoken.job(facts, interview) if interview else ""}


def _skip(short: str, nr: int) -> Button:
    return Button("button.skip-nudge", "nudges.skip", extra=short, values={"nr": str(nr)})


def _move(short: str, nr: int) -> Button:
    return Button("button.move-nudge", unasked.LATER, extra=short, values={"nr": str(nr)})


def _last(facts: Facts, chat: int, count: int) -> Message:
    """What holds for all of them: they rest, or how to let them rest."""
    more = str(count - MOST) if count > MOST else ""
    if not pause.resting(facts):
        buttons = choices.rows(*_CHANGES, _REST, *applying.again(facts))
        return Message(chat, "nudges.end", {"more": more}, buttons)
    until = facts.person.paused_until
    ends = until is not None and not facts.person.paused and facts.person.crisis_at is None
    values = {"more": more}
    if until is not None and ends:
        values["until"] = spoken.moment(facts, until)
    return Message(chat, "nudges.resting", values, ((_RESUME,),))


def _nothing(facts: Facts, chat: int) -> Message:
    """Nothing waits, and what would change that."""
    if pause.resting(facts):
        return Message(chat, "nudges.none-resting", buttons=((_RESUME,),))
    log = facts.library.button("log-interview")
    return Message(chat, "nudges.none", buttons=choices.rows(log, *applying.again(facts)))


def _instead(facts: Facts, press: Press) -> Decision:
    """The button of a nudge that does not wait any more."""
    gone = any(t.fate is Fate.SKIPPED and Key(t.key).short == press.extra for t in facts.told)
    used: tuple[Outgoing, ...] = choices.used(press)
    say = "nudges.already-skipped" if gone else "nudges.not-waiting"
    return Decision((*used, Message(press.origin.chat, say)))
