"""Words that stand on a button which is on the screen: they do what the button does, whatever showed it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from bot.domain import unasked
from bot.domain.decision import Button, Decision, Message
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.nudge import Told
from bot.domain.screen import Keyboard
from bot.talk import choices, meaning

_PAGE = "guide.show:"
_IN_SIGHT = timedelta(days=14)
"""For how long the buttons of a nudge may be typed."""


def typed(facts: Facts, said: Said) -> Press | None:
    """The press that the words stand for: of what was shown last, or of a nudge. None: of neither.

    A nudge that is the last that was said may be answered with a bare yes or no as well.

    A bare number means a button where all stand under one message, and nothing came or is asked since.
    """
    if said.forwarded:
        return None
    screen, nudges, newer = facts.screen, _nudges(facts), _newer(facts)
    # What came before the question that is open is no part of its answer.
    asked = facts.question.asked_at if facts.question else None
    nudges = [told for told in nudges if asked is None or (told.at or facts.now) > asked]
    shown = screen.keyboards if screen else ()
    # Under each nudge the same words may stand: those of the newest are meant.
    lately, before = ([keyboard] for keyboard in _under(facts, newer)), ([k] for k in _under(facts, nudges))
    for keyboards in (*lately, shown, *before):
        if press := _named(said, keyboards):
            return press
    last = next((told for told in nudges if told in newer), None)
    if last is not None and (press := _answer(facts, said, last)):
        return press
    free = len(shown) == 1 and not newer and facts.question is None
    number = said.words.strip().rstrip(".)")
    if not free or not (number.isascii() and number.isdigit() and len(number) <= 2):
        return None
    nth = int(number)
    return _press(said, shown[0][nth - 1][1]) if 1 <= nth <= len(shown[0]) else None


def last(facts: Facts) -> Told | None:
    """The reminder that is the last thing that was said. None: something else is."""
    return next(iter(_newer(facts)), None)


def answers(facts: Facts, told: Told) -> Mapping[str, Button]:
    """What may be said to a reminder, as its file has it → the button that it presses."""
    step, language = facts.library.step(told.key), facts.person.language
    if step is None or not facts.library.knows(step.say):
        return {}
    named = facts.library.entry(step.say, language).answers
    return {said: unasked.button(facts, name, told.key, told.interview) for said, name in named.items()}


def in_words(said: Said, done: Decision) -> Decision:
    """What a typed button brings: where a press gets a small note over the chat, words get a message."""
    if done.toast is None or any(isinstance(out, Message) for out in done.messages):
        return done
    note = Message(said.origin.chat, done.toast.say, done.toast.values)
    return replace(done, messages=(*done.messages, note), toast=None)


def _named(said: Said, keyboards: Iterable[Keyboard]) -> Press | None:
    """The one button with these words. None: there is none, or several do different things.

    A page is the same whichever interview it was offered for: the first one counts.
    """
    known = (pair for keyboard in keyboards for pair in keyboard)
    found = list(dict.fromkeys(data for words, data in known if choices.alike(said.words, words)))
    one_page = len({data.rpartition(":")[2] for data in found if data.startswith(_PAGE)}) == 1
    clear = len(found) == 1 or (one_page and all(data.startswith(_PAGE) for data in found))
    return _press(said, found[0]) if clear else None


def _answer(facts: Facts, said: Said, told: Told) -> Press | None:
    """What the words answer to a nudge, as its file has it: «not yet» to «have you heard anything?»."""
    meant = meaning.surely(facts, said.words)
    for answer, button in answers(facts, told).items():
        if answer == meant or choices.means(facts, said.words, answer):
            return choices.press(said, button)
    return None


def _press(said: Said, data: str) -> Press:
    action, id_, version, extra = (*data.split(":", 3), "")[:4]
    return choices.press(said, Button("", action, int(id_), int(version), extra))


def _nudges(facts: Facts) -> list[Told]:
    """Those that came in the last days, the newest first."""
    came = [told for told in facts.told if told.fate.arrived and facts.ago(told.at) <= _IN_SIGHT]
    return sorted(came, key=lambda told: told.at or facts.now, reverse=True)


def _newer(facts: Facts) -> list[Told]:
    """Those that came after the screen that was shown last."""
    screen = facts.screen
    return [told for told in _nudges(facts) if screen is None or (told.at or facts.now) > screen.at]


def _under(facts: Facts, nudges: Iterable[Told]) -> Iterator[Keyboard]:
    """The buttons of nudges, as they were delivered."""
    language = facts.person.language
    for told in nudges:
        found = facts.library.step(told.key)
        if found is not None and facts.library.knows(found.say):
            shown = (*unasked.buttons(facts, found.say, told.key, told.interview), unasked.ALL_BUTTON)
            yield tuple((facts.library.label(b.label, language), b.data) for b in shown)
