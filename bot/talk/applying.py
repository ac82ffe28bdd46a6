"""«No more of these»: the small steps for applying end, and come back when they are asked for."""

from __future__ import annotations

from dataclasses import replace

from bot.domain import etiquette, spoken
from bot.domain.change import ClearMark, SetMark
from bot.domain.decision import Button, Decision, Message, Strip
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.talk import choices, menus, pause

JOURNEY = "keep-applying"
_MARK = "no-applying"
_AGAIN = Button("button.start-applying-again", "applying.start")


def stop(facts: Facts, event: Command | Press) -> Decision:
    """None of them comes any more. Theirs to take back at once, or later."""
    told = Message(facts.person.id, "applying.stopped", buttons=choices.rows(_AGAIN))
    changes = () if ended(facts) else (SetMark(_MARK),)
    decision = Decision((*_used(event), told), changes)
    return menus.stays(facts, Button("", "applying.show"), decision)


def start(facts: Facts, event: Command | Press) -> Decision:
    """They may come again; says when the next one does, as far as that is known."""
    kept = tuple(mark for mark in facts.marks if mark.name != _MARK)
    waits = etiquette.upcoming(replace(facts, marks=kept))
    due = next((nudge.due for nudge in waits if nudge.journey == JOURNEY), None)
    values = {"when": spoken.moment(facts, due)} if due and not pause.resting(facts) else {}
    end = Button("button.no-more-applying", "applying.stop")
    told = Message(facts.person.id, "applying.started", values, choices.rows(end))
    return Decision((*_used(event), told), (ClearMark(_MARK),) if ended(facts) else ())


def show(facts: Facts, _: Press) -> Decision:
    """How it stands, once more."""
    return Decision((Message(facts.person.id, "applying.stopped", buttons=choices.rows(_AGAIN)),))


def ended(facts: Facts) -> bool:
    """Whether they do not come because somebody said so."""
    return facts.mark(_MARK) is not None


def again(facts: Facts) -> tuple[Button, ...]:
    """The button that brings them back, where they were ended."""
    return (_AGAIN,) if ended(facts) else ()


def _used(event: Command | Press) -> tuple[Strip, ...]:
    return choices.used(event) if isinstance(event, Press) else ()
