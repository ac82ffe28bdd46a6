"""«Did that help?»: asked once about a step, after the interview that came next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain import spoken
from bot.domain.action import Action, Stage
from bot.domain.change import Ask, KeepAction, Settle
from bot.domain.decision import Button, Decision, Message, Rows
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.note import Note
from bot.domain.question import Question
from bot.talk import choices
from bot.talk.choices import GONE

QUESTION = "plan.helped"
_ANSWERS = ("yes", "bit", "no")


def due(facts: Facts, notes: Sequence[Note] = ()) -> Action | None:
    """The step to ask about: an interview came after it, and its result or a note tells of it."""
    told = {note.interview for note in (*facts.notes, *notes)}
    for action in facts.actions:
        if action.stage is Stage.DONE and action.ended_at is not None:
            for one in facts.interviews:
                over = one.starts_at is not None and action.ended_at < one.starts_at <= facts.now
                if over and (one.outcome is not None or one.id in told):
                    return action
    return None


def then(facts: Facts, shown: Decision, notes: Sequence[Note] = ()) -> Decision:
    """The decision, and after it the question, where there is something to ask about."""
    action = due(facts, notes)
    if action is None:
        return shown
    values = {"step": spoken.step(facts, action)}
    asked = Message(facts.person.id, "plan.helped", values, _buttons(action))
    kept = tuple(change for change in shown.changes if not isinstance(change, Ask | Settle))
    waits = facts.question is not None and facts.question.gathers and len(kept) == len(shown.changes)
    wait = () if waits else (Ask(Question(QUESTION, action.id, {"shown": ""}, asked_at=facts.now)),)
    return replace(shown, messages=(*shown.messages, asked), changes=(*kept, *wait))


def pick(facts: Facts, press: Press) -> Decision:
    """The button of an answer; extra: yes, bit or no."""
    action = facts.action(press.id)
    if action is None or press.extra not in _ANSWERS or action.stage is not Stage.DONE:
        return GONE
    stage = Stage.RETIRED if press.extra == "no" else Stage.KEPT
    say = "plan.retired" if press.extra == "no" else "plan.kept"
    ours = facts.question is not None and facts.question.name == QUESTION
    settled = (Settle(),) if ours else ()
    said = Message(facts.person.id, say)
    return Decision((*choices.used(press), said), (KeepAction(replace(action, stage=stage)), *settled))


def typed(facts: Facts, said: Said) -> Decision | None:
    """An answer in words. None: they answer nothing."""
    action = facts.action(facts.question.about) if facts.question else None
    if action is None:
        return None
    buttons = choices.flat(_buttons(action))
    press = choices.typed(facts, said, buttons)
    if press is None:
        meant = {"yes": 0, "a-bit": 1, "no": 2}
        nth = next((nth for name, nth in meant.items() if choices.means(facts, said.words, name)), None)
        press = choices.press(said, buttons[nth]) if nth is not None else None
    return pick(facts, press) if press else None


def _buttons(action: Action) -> Rows:
    return choices.rows(
        Button("button.helped-yes", "plan.helped", action.id, extra="yes"),
        Button("button.helped-bit", "plan.helped", action.id, extra="bit"),
        Button("button.helped-no", "plan.helped", action.id, extra="no"),
    )
