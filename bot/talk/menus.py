"""Menus that can be typed: what was last shown stays open for its labels, its numbers, «back» and «more»."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.domain.change import Ask
from bot.domain.decision import Button, Decision, Message
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.talk import choices

QUESTION = "menu"
_DIGITS = 4
_SHOWN = "shown"
"""The data of the button that shows the menu again, and after a space the words that it was given."""

Handlers = Mapping[str, Callable[[Facts, Press], Decision]]

_ONWARD = ("tell-me-more", "more-topics", "read-more", "related", "another-reason", "all-topics")
"""The buttons that «more» can mean, the likeliest first."""


def stays(facts: Facts, again: Button, shown: Decision, words: str = "") -> Decision:
    """Keeps what is shown open to be typed; `again` is the button that would show it once more.

    A look elsewhere pushes no question aside, only other lists to pick from.
    """
    question = facts.question
    waits = question is not None and question.draft.keys() != {_SHOWN}
    if waits or any(isinstance(change, Ask) for change in shown.changes):
        return shown
    draft = {_SHOWN: f"{again.data} {words}".rstrip()}
    asked = Ask(Question(QUESTION, about=again.id, draft=draft, asked_at=facts.now))
    return replace(shown, changes=(*shown.changes, asked))


def kept(facts: Facts, decision: Decision) -> Decision:
    """Leaves the menu open that is open; what is said meanwhile has none of its own."""
    question = facts.question
    if question is None or question.name != QUESTION:
        return decision
    return replace(decision, changes=(*decision.changes, Ask(question)))


def missed(facts: Facts, said: Said, read: Decision) -> Decision:
    """What to say where the words picked nothing and mean nothing: the menu stays open for another try."""
    lost = [out.say for out in read.messages if isinstance(out, Message)] == ["plain.lost"]
    if not lost:
        return read
    number = said.words.strip().rstrip(".)")
    counted = number.isascii() and number.isdigit() and len(number) <= _DIGITS
    if not counted or _nudged_since(facts):
        return kept(facts, read)
    return kept(facts, Decision((Message(facts.person.id, "guide.no-number", {"number": number}),)))


def in_view(facts: Facts) -> tuple[str, str]:
    """What the open menu shows: its action and its extra; empty ones: no menu is open."""
    action, _, _, extra = (*_kept(facts)[0].split(":", 3), "", "", "")[:4]
    return action, extra


def shown(facts: Facts, said: Said) -> Press | None:
    """The press that shows the open menu again. None: no menu is open."""
    data, _ = _kept(facts)
    if not data:
        return None
    action, id_, version, extra = (*data.split(":", 3), "")[:4]
    return choices.press(said, Button("", action, int(id_), int(version), extra))


def words(facts: Facts, action: str, id_: int, kind: str) -> str:
    """What somebody typed for the menu that is open, where it is of this kind; else nothing."""
    data, given = _kept(facts)
    return given if f"{data}:".startswith(f"{action}:{id_}:0:{kind}") else ""


def typed(facts: Facts, said: Said, handlers: Handlers) -> Press | None:
    """The button of the open menu that the words stand for. None: they name none."""
    menu = shown(facts, said)
    if menu is None or menu.action not in handlers:
        return None
    made = handlers[menu.action](facts, menu)
    rows = [out.buttons for out in made.messages if isinstance(out, Message) and out.buttons]
    buttons = [button for one in rows for button in choices.flat(one)]
    # A number is clear where one message alone has buttons, and no nudge with its own has come since.
    read = choices.typed if len(rows) == 1 and not _nudged_since(facts) else choices.named
    return read(facts, said, buttons) or _more(facts, said, buttons)


def _more(facts: Facts, said: Said, buttons: list[Button]) -> Press | None:
    if not choices.means(facts, said.words, "more"):
        return None
    labels = {button.label: button for button in buttons}
    onward = next((labels[f"button.{name}"] for name in _ONWARD if f"button.{name}" in labels), None)
    return choices.press(said, onward) if onward else None


def _nudged_since(facts: Facts) -> bool:
    """Whether a nudge has come after the menu: a number may be meant for its buttons."""
    opened = facts.question.asked_at if facts.question else None
    return opened is not None and any(
        told.at is not None and told.at > opened for told in facts.told if told.fate.arrived
    )


def _kept(facts: Facts) -> tuple[str, str]:
    question = facts.question
    if question is None or question.name != QUESTION:
        return "", ""
    data, _, given = question.draft.get(_SHOWN, "").partition(" ")
    return data, given
