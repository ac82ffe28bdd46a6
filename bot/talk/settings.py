"""/settings: how things stand with a person, each of them theirs to change by a press or in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.domain import clocks, spoken
from bot.domain.change import Ask, Change, KeepInterview, KeepPerson, Settle
from bot.domain.decision import Button, Decision, Message, Outgoing, Rows
from bot.domain.event import Command, Press, Said
from bot.domain.facts import Facts
from bot.domain.person import Person
from bot.domain.question import Question
from bot.talk import choices, goal, log
from bot.talk.choices import GONE
from bot.talk.myself import EMPLOYERS, LANGUAGE, NAME, PACE, PICTURES
from bot.talk.places import NATION, ZONE, offered
from bot.talk.quiet import HOUR, QUIET, hushed
from bot.talk.setting import Setting

SETTINGS: Mapping[str, Setting] = {
    setting.name: setting
    for setting in (NAME, NATION, ZONE, QUIET, HOUR, PACE, EMPLOYERS, PICTURES, LANGUAGE)
}
"""By their names, in the order in which they are shown."""
WHICH = "settings.which"
PLACE = "settings.place"
"""Where they are, on the map: asked for with Telegram's own button, then shown as a zone to be confirmed."""
_SHARE = Button("button.use-place", "settings.place")
_ABOUT = "settings."
_GOAL = Button("button.set-weekly-goal", "goal.ask")


def settings(facts: Facts, event: Command | Press) -> Decision:
    """«/settings»: everything on one screen. A question that has gathered answers keeps its place."""
    used = choices.used(event) if isinstance(event, Press) else ()
    free = facts.question is None or not facts.question.gathers
    asked = (Ask(Question(WHICH, asked_at=facts.now)),) if free else ()
    return Decision((*used, _all(facts)), asked)


def zone(facts: Facts, event: Command) -> Decision:
    """«/timezone», alone or with a place."""
    return _given(facts, SETTINGS["zone"], event.words) if event.words.strip() else _asking(facts, "zone")


def pace(facts: Facts, _: Command) -> Decision:
    """«Remind me less often.»"""
    return _asking(facts, PACE.name)


def hour(facts: Facts, _: Command) -> Decision:
    """«Send them in the evening.»"""
    return _asking(facts, HOUR.name)


def quiet(facts: Facts, _: Command) -> Decision:
    """«Don't write to me so early.»"""
    return _asking(facts, QUIET.name)


def moved(facts: Facts, words: str) -> Decision:
    """«I've moved to Dublin»: the place, if one is named; else it is asked for."""
    named = ZONE.read(facts, words)
    return _given(facts, ZONE, words) if named else _asking(facts, ZONE.name)


def ask(facts: Facts, press: Press) -> Decision:
    """The button that leads to one of them."""
    if press.extra not in _offered(facts):
        return GONE
    return _asking(facts, press.extra, *choices.used(press))


def share(facts: Facts, press: Press) -> Decision:
    """The button that leads to Telegram's own, which shares where somebody is."""
    asked = Message(facts.person.id, "settings.place.ask", ask_place=True)
    asking = Ask(Question(PLACE, asked_at=facts.now))
    return Decision((*choices.used(press), *log.left_behind(facts), asked), (asking,))


def pick(facts: Facts, press: Press) -> Decision:
    """The button of a value."""
    name, _, value = press.extra.partition("=")
    if name not in _offered(facts) or (name == "language" and value not in facts.library.languages):
        return GONE
    return _set(facts, SETTINGS[name], value, *choices.used(press)) or GONE


def typed(facts: Facts, said: Said) -> Decision | None:
    """After the overview: a number or a label picks one. None: the words are about something else."""
    doors = () if said.forwarded else choices.flat(_doors(facts))
    press = choices.typed(facts, said, doors) or _by_object(facts, said, doors)
    if press is None:
        return None
    return goal.ask(facts, press) if press.action == _GOAL.action else ask(facts, press)


def answered(facts: Facts, said: Said) -> Decision:
    """The answer to one of them: a button's words, its number, or a value in words."""
    name = facts.question.name.removeprefix(_ABOUT) if facts.question else ""
    setting = SETTINGS[name]
    if not said.words.strip() or said.forwarded:
        return Decision((_question(facts, setting, setting.ask),), missed=said.forwarded)
    shown = _shown(facts, setting)
    press = (choices.named if setting.numbers else choices.typed)(facts, said, shown)
    if press is None:
        return _given(facts, setting, said.words)
    return share(facts, press) if press.action == _SHARE.action else pick(facts, press)


def _by_object(facts: Facts, said: Said, doors: tuple[Button, ...]) -> Press | None:
    """The button whose words after the verb were said: «quiet hours» is enough for «Change quiet hours»."""
    plain = said.words.casefold().removeprefix("my ").removeprefix("the ")
    for button in doors:
        words = facts.library.label(button.label, facts.person.language).partition(" ")[2].casefold()
        if choices.alike(plain, words.removeprefix("my ").removeprefix("the ")):
            return choices.press(said, button)
    return None


# --- one of them -----------------------------------------------------------------------------------


def _asking(facts: Facts, name: str, *before: Outgoing) -> Decision:
    asked = _question(facts, SETTINGS[name], SETTINGS[name].ask)
    return Decision((*before, *log.left_behind(facts), asked), (_ask(facts, name),))


def _given(facts: Facts, setting: Setting, words: str) -> Decision:
    """What was said, if it is clear; else asked once more, with what it may have been."""
    found = setting.read(facts, words)
    if len(found) == 1 and (done := _set(facts, setting, found[0])):
        return done
    if len(found) > 1 and setting is ZONE:
        buttons = setting.pressed(offered(found))
        several = Message(facts.person.id, "settings.zone.which", {}, choices.rows(*buttons, across=2))
        return Decision((several,), (_ask(facts, setting.name, " ".join(found)),))
    again = _question(facts, setting, setting.again)
    return Decision((again,), (_ask(facts, setting.name),), missed=True)


def _set(facts: Facts, setting: Setting, value: str, *before: Outgoing) -> Decision | None:
    """Kept, and told as it is now. None: there is no such value."""
    kept = setting.apply(facts.person, value)
    if kept is None:
        return None
    if setting is HOUR and kept.nudge_clock is not None and hushed(facts, kept.nudge_clock):
        quiet = _question(facts, setting, "settings.hour.quiet")
        return Decision((*before, quiet), (_ask(facts, setting.name),))
    ours = facts.question is not None and facts.question.name.startswith(_ABOUT)
    done = Message(facts.person.id, setting.done, _values(facts, setting, kept), ((_BACK,),))
    return Decision((*before, done), (KeepPerson(kept), *_found(facts, kept), *((Settle(),) if ours else ())))


def _found(facts: Facts, kept: Person) -> tuple[Change, ...]:
    """Interviews whose own zone has gone are where the person says that they are."""
    lost = (interview for interview in facts.interviews if not clocks.known(interview.zone))
    return tuple(KeepInterview(replace(i, zone=kept.zone)) for i in lost if clocks.known(kept.zone))


_BACK = Button("button.see-settings", "settings.show")


def _question(facts: Facts, setting: Setting, say: str) -> Message:
    buttons = choices.rows(*setting.buttons(facts), across=2 if setting in (NATION, ZONE) else 1)
    buttons += ((_SHARE,),) if setting is ZONE else ()
    return Message(facts.person.id, say, _values(facts, setting, facts.person), buttons)


def _ask(facts: Facts, name: str, shown: str = "") -> Ask:
    draft = {"shown": shown} if shown else {}
    return Ask(Question(_ABOUT + name, draft=draft, asked_at=facts.now))


def _shown(facts: Facts, setting: Setting) -> tuple[Button, ...]:
    """The buttons that stand under the question: the usual ones, or the places that words may have meant."""
    several = tuple(facts.question.draft.get("shown", "").split()) if facts.question else ()
    if several:
        return setting.pressed(offered(several))
    return (*setting.buttons(facts), *((_SHARE,) if setting is ZONE else ()))


# --- all of them -----------------------------------------------------------------------------------


def _all(facts: Facts) -> Message:
    shown = {name: setting.shown(facts) for name, setting in SETTINGS.items() if name in _offered(facts)}
    number = facts.person.weekly_goal
    values = {**shown, "clock": _clock(facts), **({"goal": str(number)} if number else {})}
    return Message(facts.person.id, "settings.all", values, _doors(facts))


def _doors(facts: Facts) -> Rows:
    each = {name: Button(SETTINGS[name].change, "settings.ask", extra=name) for name in _offered(facts)}
    language = (each.pop(LANGUAGE.name),) if LANGUAGE.name in each else ()
    weekly = Button("button.change-goal", "goal.ask") if facts.person.weekly_goal else _GOAL
    return choices.rows(*each.values(), weekly, *language, across=2)


def _offered(facts: Facts) -> tuple[str, ...]:
    """The names of what can be set; a language only where there is a choice."""
    return tuple(n for n in SETTINGS if n != "language" or len(facts.library.languages) > 1)


def _values(facts: Facts, setting: Setting, person: Person) -> dict[str, str]:
    """How the setting stands for a person, who may just have changed it."""
    theirs = replace(facts, person=person)
    quiet = SETTINGS["quiet"].shown(theirs)
    return {"value": setting.shown(theirs), "clock": _clock(theirs), "quiet": quiet}


def _clock(facts: Facts) -> str:
    return spoken.clock(facts, facts.local_now.time().replace(second=0, microsecond=0))
