"""Words after a menu: a label, a number or a title opens what it names; «back» and «all topics» lead back."""

from __future__ import annotations

from bot.domain.decision import Button
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.talk import choices, guide, mailbag, menus, titled
from bot.talk.menus import Handlers


def typed(facts: Facts, said: Said, handlers: Handlers) -> Press | None:
    """The button that the words stand for, under the open menu or elsewhere in the guide. None: none."""
    if said.forwarded:
        return None
    found = menus.typed(facts, said, handlers)
    if found:
        return found
    if choices.means(facts, said.words, "back"):
        return choices.press(said, _before(facts, menus.shown(facts, said)))
    if choices.means(facts, said.words, "all-topics"):
        return choices.press(said, Button("", "guide.open"))
    return _related(facts, said) or _titled(facts, said)


def _related(facts: Facts, said: Said) -> Press | None:
    """What goes with the page in view, also where its button had no room. None: that is not what was said."""
    shown = menus.shown(facts, said)
    asked = choices.alike(said.words, facts.library.label("button.related", facts.person.language))
    if shown is None or shown.action != "guide.show" or not asked:
        return None
    return choices.press(said, Button("", "guide.related", shown.id, extra=shown.extra))


def _titled(facts: Facts, said: Said) -> Press | None:
    """The page or the ready message whose title the words are, wherever it stands. None: none has it."""
    if topic := titled.called(facts, said.words):
        return choices.press(said, Button("", "guide.show", extra=topic))
    if kind := mailbag.called(facts, said.words):
        return choices.press(said, Button("", "emails.show", extra=kind))
    return None


def _before(facts: Facts, menu: Press | None) -> Button:
    """The button of the menu that lies before this one."""
    match menu:
        case Press(action="guide.show", extra=topic) if name := guide.group_of(facts, topic):
            return Button("", "guide.group", extra=name)
        case Press(action="guide.more" | "guide.related", id=about, extra=topic):
            return Button("", "guide.back", about, extra=topic)
        case Press(action="emails.show" | "emails.list" | "emails.done"):
            return Button("", "emails.list")
        case Press(action="why.show", id=about):
            return Button("", "why.menu", about)
        case _:
            return Button("", "guide.open")
