"""A person in danger gets help at once: every text is read for it before anything else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from bot.domain.change import KeepPerson, SetMark
from bot.domain.decision import Button, Decision, Message, Rows
from bot.domain.event import Command, Edited, Personal, Press, Said
from bot.domain.facts import Facts
from bot.talk import choices, meaning, screens, support
from bot.understand import distress
from bot.understand.distress import Distress
from bot.understand.intents import LIKELY
from bot.understand.phrases import compiled

REVIEWED = "en-GB"
"""The phrases that are always read, whatever language a person has chosen."""

A_WHILE = timedelta(hours=1)
"""For how long after the card plain words are not taken for small talk or for an answer."""

CARRIED_ON = "carried-on"
LOW = "feeling-low"
"""The page for low days; it carries a way to urgent help itself."""

_CARDS = {
    "self": "safety.card",
    "other": "safety.card-other",
    "danger": "safety.card-danger",
    "abuse": "safety.card-abuse",
}
_CARRY_ON = Button("button.carry-on", "safety.carry-on")
_HELP_NOW = Button("button.need-help-now", "safety.help")
_CARD_BUTTONS: Rows = ((support.MORE,), (_CARRY_ON,))
_UNCLEAR_BUTTONS: Rows = ((_HELP_NOW,), (_CARRY_ON,))
_LOW_BUTTONS: Rows = (
    (Button("button.talk-to-advisor", "advisor.start"), Button("button.pause-reminders", "pause.open")),
    (_HELP_NOW,),
)
_STILL_WANTED = {"delete-data": "delete", "stop-nudges": "stop", "snooze": "pause"}
"""What is honoured even beside the card: the wish to be forgotten, or to be left alone."""
_SAID_ALONE = 0.95
"""So alike that the words need not name what they are about: «unsubscribe», «delete me»."""
_OURS = re.compile(
    r"\b(?:data|account|details|info|information|profile|history|file|remind|reminders?|reminding|messages?|"
    r"messaging|nudges?|nudging|notifications?|texts|texting)\b|"
    r"\b(?:delete|erase|wipe|remove|forget|pause)\b.*\b(?:everything|all|me|stuff)\b",
    re.IGNORECASE,
)
"""What can be forgotten or silenced; without it «I want to end it» would be taken for a wish."""
_NEVER_THEIR_WORDS = ("guide.", "why.", "checklist.", "safety.")
"""Buttons that show nothing which a person wrote: whoever types what stands on one means the button."""
_SENTENCE = re.compile(r"[.!?;\n]+")


def hear(facts: Facts, event: Personal) -> Distress | None:
    """What the words of an event say about danger. None: it has no words, or none but those of a button."""
    texts: tuple[str, ...] = ()
    if isinstance(event, Said) and (pressed := screens.typed(facts, event)) and _ours(pressed):
        return None
    if isinstance(event, Said | Edited):
        texts = (event.words,)
    if isinstance(event, Command):
        texts = (event.words, f"{event.name} {event.words}")
    sets = {facts.library.phrases.get(name, ()) for name in (facts.person.language, REVIEWED)}
    heard = [distress.level(text, compiled(pairs)) for pairs in sets for text in texts]
    return max(heard, key=lambda found: found.level, default=None)


def _ours(press: Press) -> bool:
    """Whether the words on a button are surely our own: «I need help now», «6. An emergency contact»."""
    return press.action.startswith(_NEVER_THEIR_WORDS)


def grave(heard: Distress) -> bool:
    """Whether these words, and what we say to them, must not wait behind others."""
    return heard.level >= 2


def noted(facts: Facts, heard: Distress) -> Facts:
    """The facts once we know it: nudges rest after a crisis, and are gentler after low mood."""
    if heard.level >= 3:
        return replace(facts, person=replace(facts.person, crisis_at=facts.now))
    return replace(facts, person=replace(facts.person, low_at=facts.now))


def first(facts: Facts, event: Personal, heard: Distress) -> Decision:
    """What is said before anything else. `facts`: as noted."""
    chat = event.origin.chat
    keep = (KeepPerson(facts.person),)
    if heard.level >= 3:
        say = _CARDS.get(heard.kind or "self", "safety.card")
        return Decision((Message(chat, say, buttons=_CARD_BUTTONS, first=True),), keep)
    if heard.level == 2:
        return Decision((Message(chat, "safety.unclear", buttons=_UNCLEAR_BUTTONS, first=True),), keep)
    low = _LOW_BUTTONS if facts.offers_calls else (_LOW_BUTTONS[0][1:], _LOW_BUTTONS[1])
    return Decision((Message(chat, "safety.low", buttons=low),), keep)


def still_wanted(facts: Facts, event: Personal, heard: Distress) -> Command | Said | None:
    """What of the event is answered all the same, after the kind words."""
    if heard.level == 1:
        answers = isinstance(event, Said) and facts.question is not None
        return event if isinstance(event, Command) or (isinstance(event, Said) and answers) else None
    if isinstance(event, Command):
        return event if event.name in ("delete", "stop", "pause") else None
    if not isinstance(event, Said):
        return None
    name = next((name for part in _SENTENCE.split(event.words) if (name := _wish(facts, part))), None)
    return Command(event.origin, name) if name else None


def unless_said(first_words: Decision, answer: Decision) -> Decision:
    """The kind words; none where the answer is the page that says the same at more length."""
    said = any(isinstance(message, Message) and message.say == LOW for message in answer.messages)
    return replace(first_words, messages=()) if said else first_words


def unsettled(facts: Facts) -> bool:
    """Whether the card was shown a short while ago and the person has not carried on since."""
    shown = facts.person.crisis_at
    if shown is None or facts.now - shown > A_WHILE:
        return False
    carried, asked = facts.mark(CARRIED_ON), facts.question and facts.question.asked_at
    return not (carried and carried.at >= shown) and not (asked and asked > shown)


def still_here(facts: Facts, said: Said) -> Decision | Press:
    """An answer to plain words soon after the card. A press: the words name a button of it, or a nation.

    So do those of a button that was shown since: whoever has asked for something else may go on with it.
    """
    screen, card = facts.screen, facts.person.crisis_at
    since = screens.typed(facts, said) if screen and card and screen.at > card else None
    press = since or choices.typed(facts, said, choices.flat(_CARD_BUTTONS)) or support.named(facts, said)
    return press or Decision((Message(said.origin.chat, "safety.still-here", buttons=_CARD_BUTTONS),))


def help_now(facts: Facts, press: Press) -> Decision:
    """The card, because they ask for it; nudges rest."""
    person = replace(facts.person, crisis_at=facts.now)
    card = Message(press.origin.chat, "safety.card", buttons=_CARD_BUTTONS, first=True)
    return Decision((card,), (KeepPerson(person),))


def carry_on(facts: Facts, press: Press) -> Decision:
    """Back to what it was about; nudges keep resting until they say so."""
    say = "safety.carry-on" if facts.person.crisis_at is None else "safety.carry-on-resting"
    return Decision((*choices.used(press), Message(press.origin.chat, say)), (SetMark(CARRIED_ON),))


def _wish(facts: Facts, words: str) -> str | None:
    """The command that a sentence most likely stands for, of those that are honoured beside the card."""
    best = next(iter(meaning.guesses(facts, words)), None)
    if best is None or best.score < (LIKELY if _OURS.search(words) else _SAID_ALONE):
        return None
    return _STILL_WANTED.get(best.id)
