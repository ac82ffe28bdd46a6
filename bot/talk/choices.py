"""Buttons that can be pressed, or typed: by their words, or by their number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.domain import spoken
from bot.domain.decision import Button, Decision, Rows, Strip, Toast
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.interview import Interview
from bot.understand import tongues

_HALF_A_ROW = 22
"""How many characters of a button are seen where two share a row."""
BESIDE_A_DAY = 18
"""How much of a name has room on a button beside «Wednesday 25 November»."""

GONE = Decision(toast=Toast("toast.gone"))
"""The one answer to a button of something that is not theirs, not there, or over."""


def rows(*buttons: Button, across: int = 1) -> Rows:
    """The buttons in rows of so many."""
    return tuple(tuple(buttons[at : at + across]) for at in range(0, len(buttons), across))


def fitted(facts: Facts, *buttons: Button) -> Rows:
    """The buttons in rows of two where both can be read on a small phone, else of one."""
    found: list[tuple[Button, ...]] = []
    for button in buttons:
        last = found[-1] if found else ()
        beside = len(last) == 1 and all(len(_words(facts, one)) <= _HALF_A_ROW for one in (*last, button))
        found[-1 if beside else len(found) :] = [(*last, button) if beside else (button,)]
    return tuple(found)


def flat(buttons: Rows) -> tuple[Button, ...]:
    """The buttons one after the other, as somebody counts them who types a number."""
    return tuple(button for row in buttons for button in row)


def typed(facts: Facts, said: Said, buttons: Sequence[Button]) -> Press | None:
    """The press that the words stand for. None: they name no button."""
    return named(facts, said, buttons) or _numbered(said, buttons)


def named(facts: Facts, said: Said, buttons: Sequence[Button]) -> Press | None:
    """As `typed`, by the words on the button alone: where a bare number may mean something else."""
    words = _plain(said.words)
    for button in buttons:
        if words and words == _plain(_words(facts, button)):
            return press(said, button)
    return None


def _words(facts: Facts, button: Button) -> str:
    return facts.library.label(button.label, facts.person.language, button.values)


def used(event: Press) -> tuple[Strip, ...]:
    """Takes the buttons from the message whose choice has just been made."""
    message = event.origin.message
    return () if message is None else (Strip(event.origin.chat, message),)


def _numbered(said: Said, buttons: Sequence[Button]) -> Press | None:
    digits = said.words.strip().rstrip(".)")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 2):
        return None
    nth = int(digits)
    return press(said, buttons[nth - 1]) if 1 <= nth <= len(buttons) else None


def press(said: Said, button: Button) -> Press:
    """The press of a button by somebody who typed it."""
    # Typed words hang on no message of ours, so there is none to take buttons from.
    where = replace(said.origin, message=None)
    return Press(where, "", button.action, button.id, button.version, button.extra)


def _plain(words: str) -> str:
    kept = (char if char.isalnum() else " " for char in words.casefold().replace("'", "").replace("’", ""))
    return " ".join("".join(kept).split())


def alike(one: str, other: str) -> bool:
    """Whether two lines say the same, but for capitals and stops; empty ones say nothing."""
    return bool(_plain(one)) and _plain(one) == _plain(other)


_POLITE = re.compile(r"^(?:please|ok|okay) | (?:please|pls|plz|thanks|thank you|ta|cheers)$")


def means(facts: Facts, words: str, answer: str) -> bool:
    """Whether the words as a whole are a way to answer «yes», «no», «skip», said politely or not."""
    plain, answers = _plain(words), _answers(facts, answer)
    return plain in answers or _POLITE.sub("", plain) in answers


def mentions(facts: Facts, words: str, answer: str) -> bool:
    """Whether one of the phrases stands anywhere among the words."""
    spaced = f" {_plain(words)} "
    return any(f" {phrase} " in spaced for phrase in _answers(facts, answer))


def without_lead(facts: Facts, words: str, answer: str) -> str:
    """The words without what leads to them: «I'd need a quiet room» → «a quiet room»."""
    leads, left = _answers(facts, answer), words.split()
    while left:
        long = next((n for n in range(min(len(left), 6), 0, -1) if _plain(" ".join(left[:n])) in leads), 0)
        if not long:
            break
        left = left[long:]
    while left and _plain(left[-1]) in leads:
        left.pop()
    whole, first = " ".join(left).rstrip(","), left[0] if left else ""
    stays = first.startswith(("I'", "I’")) or (first.isupper() and first != "A")  # «I», «BSL»
    return whole if stays else whole[:1].lower() + whole[1:]


def foreign(facts: Facts, words: str) -> bool:
    """Whether the words are in a language that we do not read. Only English tells its own from all others."""
    english = facts.person.language.partition("-")[0] == "en"
    return english and tongues.other(words, _lines(facts, "other-tongues"))


def _answers(facts: Facts, answer: str) -> frozenset[str]:
    return frozenset(map(_plain, _lines(facts, answer))) - {""}


def _lines(facts: Facts, answer: str) -> frozenset[str]:
    """The lines of a file of answers, without notes."""
    phrases = facts.library.phrases_of(facts.person.language)
    lines = (line for name, text in phrases if name == f"answers/{answer}" for line in text.splitlines())
    return frozenset(line.strip() for line in lines if not line.startswith("#")) - {""}


def job(facts: Facts, interview: Interview) -> str:
    """What an interview is called on a button: of several with the same name, its day says which."""
    name = spoken.job(facts, interview)
    twins = [one for one in facts.interviews if short(spoken.job(facts, one)) == short(name)]
    if len(twins) < 2:
        return short(name)
    days = [one.day for one in twins]
    apart = interview.day is not None and days.count(interview.day) == 1
    which = spoken.day(facts, interview.day) if apart and interview.day else str(_nth(twins, interview))
    return f"{short(name, BESIDE_A_DAY)}, {which}" if name else which


def _nth(twins: Sequence[Interview], interview: Interview) -> int:
    return 1 + sum(one.id < interview.id for one in twins)


def short(words: str, length: int = 28) -> str:
    """As much as a small phone shows on a button."""
    return words if len(words) <= length else words[: length - 1].rstrip() + "…"
