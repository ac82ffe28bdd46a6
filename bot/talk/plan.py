"""/plan: at most two small steps at once, each with a day; done, made smaller or dropped."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain import spoken
from bot.domain.action import AT_ONCE, Action, Stage
from bot.domain.change import Ask, KeepAction
from bot.domain.decision import Button, Decision, Message, Outgoing, Rows
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import choices, helped, menus, recalled
from bot.talk.choices import GONE

QUESTION = "plan"
_DIGITS = 3
_DOES = ("done", "smaller", "drop")
_OVER = (Stage.DONE, Stage.DROPPED)
"""What can be taken back; whether a step helped is asked later, and stays as it was answered."""


def plan(facts: Facts, event: Command | Press) -> Decision:
    """«/plan», or the button that shows it. Whether an earlier step helped is asked first."""
    used = choices.used(event) if isinstance(event, Press) else ()
    return helped.then(facts, shown(facts, *used))


def shown(facts: Facts, *before: Outgoing) -> Decision:
    """The plan as it stands. Its words can be typed, unless a question waits that something was told to."""
    if not facts.plan:
        names = ("save-feedback", "start-review")
        buttons = (*(facts.library.button(name) for name in names), Button("button.all-themes", "plan.all"))
        none = Message(facts.person.id, "plan.none", buttons=choices.rows(*buttons))
        return menus.stays(facts, Button("", "plan.show"), Decision((*before, none)))
    lines = (_line(facts, action, nr) for nr, action in enumerate(facts.plan, 1))
    values = {"lines": "\n\n".join(lines), "keep": recalled.kept(facts)}
    message = Message(facts.person.id, "plan.whole", values, _buttons(facts))
    question = facts.question
    free = question is None or not question.gathers
    asked = (Ask(Question(QUESTION, draft={"shown": ""}, asked_at=facts.now)),) if free else ()
    return Decision((*before, message), asked)


def typed(facts: Facts, said: Said) -> Press | Decision | None:
    """«I've done 2», «done», «smaller 1». None: the words do nothing with the plan."""
    buttons, open_ = choices.flat(_buttons(facts)), facts.plan
    # Beside two steps a bare number may mean either of them, and what to do with it is not said.
    press = (choices.typed if len(open_) == 1 else choices.named)(facts, said, buttons)
    press = press or choices.named(facts, said, [_undo(action) for action in _last_ended(facts)])
    if press is not None:
        return press
    words = [word.strip(".,!") for word in said.words.split()]
    numbers = [int(word) for word in words if word.isascii() and word.isdigit() and len(word) < _DIGITS]
    rest = " ".join(word for word in words if not word.isdigit())
    does = next((name for name in _DOES if choices.means(facts, rest, f"plan-{name}")), "")
    if not open_ or not (does or (numbers and not rest)):
        return None
    nr = numbers[0] if numbers else 1
    clear = does and (numbers or len(open_) == 1) and 1 <= nr <= len(open_)
    if not clear:
        return shown(facts, Message(facts.person.id, "plan.which"))
    return choices.press(said, _button(open_[nr - 1], does, nr, len(open_)))


def check(facts: Facts, press: Press) -> Decision:
    """The button of a nudge; extra: done, smaller or drop. Of two steps the person says which."""
    open_ = facts.plan
    if press.extra not in _DOES or not open_:
        return shown(facts, *choices.used(press))
    if len(open_) > 1:
        return shown(facts, *choices.used(press), Message(facts.person.id, "plan.which"))
    does = {"done": done, "smaller": smaller, "drop": drop}[press.extra]
    return does(facts, replace(press, id=open_[0].id, version=open_[0].version))


def done(facts: Facts, press: Press) -> Decision:
    """The button that says that a step is done."""
    return _ended(facts, press, Stage.DONE)


def drop(facts: Facts, press: Press) -> Decision:
    """The button that lets a step go."""
    return _ended(facts, press, Stage.DROPPED)


def ended(facts: Facts, press: Press) -> Decision:
    """That the last step is done or dropped, once more; only what it says can be pressed."""
    action = facts.action(press.id)
    over = action is not None and action.stage in _OVER and action.version == press.version
    return Decision((_told_ended(facts, action, _add(facts, action)),)) if action and over else GONE


def reopen(facts: Facts, press: Press) -> Decision:
    """The button that takes back that a step was done or dropped."""
    action, used = facts.action(press.id), choices.used(press)
    if action is None:
        return GONE
    if action.stage not in _OVER or action.version != press.version:
        return shown(facts, *used)
    if len(facts.plan) >= AT_ONCE:
        return shown(facts, *used, Message(facts.person.id, "plan.two-open"))
    open_ = replace(action, stage=Stage.OPEN, ended_at=None)
    return _changed(facts, open_, *used, Message(facts.person.id, "plan.reopened"))


def smaller(facts: Facts, press: Press) -> Decision:
    """The button that makes a step smaller; a day that has passed becomes tomorrow."""
    action, used = facts.action(press.id), choices.used(press)
    if action is None:
        return GONE
    if action.stage is not Stage.OPEN or action.version != press.version:
        return shown(facts, *used)
    if action.smaller:
        return shown(facts, *used, Message(facts.person.id, "plan.smallest"))
    today = facts.local_now.date()
    day = action.day if action.day >= today else today + timedelta(days=1)
    less = replace(action, smaller=True, day=day)
    return _changed(facts, less, *used, Message(facts.person.id, "plan.smaller"))


def _ended(facts: Facts, press: Press, stage: Stage) -> Decision:
    action, used = facts.action(press.id), choices.used(press)
    if action is None:
        return GONE
    if action.stage is not Stage.OPEN or action.version != press.version:
        return shown(facts, *used)
    ended = replace(action, stage=stage, ended_at=facts.now)
    shown_ = replace(ended, version=action.version + 1)
    if len(facts.plan) > 1:
        return _changed(facts, ended, *used, _told_ended(facts, shown_))
    last = Decision((*used, _told_ended(facts, shown_, _add(facts, action))), (KeepAction(ended),))
    return menus.stays(facts, Button("", "plan.ended", action.id, shown_.version), last)


def _told_ended(facts: Facts, action: Action, *first: Button) -> Message:
    """That a step is done or dropped, with the way back."""
    rows = choices.rows(*first, _undo(action))
    say = "plan.done" if action.stage is Stage.DONE else "plan.dropped"
    return Message(facts.person.id, say, {"step": spoken.step(facts, action)}, rows)


def _add(facts: Facts, action: Action) -> Button:
    """After the last step: another one."""
    return facts.library.button("add-to-my-plan", _about(facts, action))


def _undo(action: Action) -> Button:
    return Button("button.undo-step", "plan.reopen", action.id, action.version)


def _changed(facts: Facts, action: Action, *before: Outgoing) -> Decision:
    grown = replace(action, version=action.version + 1)
    later = replace(facts, actions=tuple(grown if a.id == action.id else a for a in facts.actions))
    now = shown(later, *before)
    return replace(now, changes=(KeepAction(action), *now.changes))


def _last_ended(facts: Facts) -> list[Action]:
    over = [action for action in facts.actions if action.stage in _OVER]
    return sorted(over, key=lambda action: action.ended_at or facts.now)[-1:]


def _line(facts: Facts, action: Action, nr: int) -> str:
    theme = facts.library.themes.get(action.theme)
    known = theme is not None and action.step in theme.steps
    told = theme.told(action.step, smaller=action.smaller) if theme and known else ""
    values = {
        "nr": str(nr) if len(facts.plan) > 1 else "",
        "step": spoken.step(facts, action),
        "day": spoken.day(facts, action.day),
    }
    head = facts.library.label("plan.line", facts.person.language, values)
    return f"{head}\n{facts.library.label(told, facts.person.language)}" if told else head


def _buttons(facts: Facts) -> Rows:
    open_ = facts.plan
    rows = [
        tuple(_button(action, does, nr, len(open_)) for does in _DOES) for nr, action in enumerate(open_, 1)
    ]
    add = (facts.library.button("add-to-my-plan"),) if 0 < len(open_) < AT_ONCE else ()
    return (*(row[at : at + 1] for row in rows for at in range(len(_DOES))), *choices.rows(*add))


def _button(action: Action, does: str, nr: int, count: int) -> Button:
    one = "-it" if count == 1 else ""
    return Button(f"button.plan-{does}{one}", f"plan.{does}", action.id, action.version, "", {"nr": str(nr)})


def _about(facts: Facts, action: Action) -> int:
    return action.interview if facts.interview(action.interview) else 0
