"""Services for rights, careers and money: who can help, where this person lives."""

from __future__ import annotations

from collections.abc import Mapping

from bot.domain import signposts
from bot.domain.decision import Button, Decision, Message
from bot.domain.event import Press, Said
from bot.domain.facts import Facts
from bot.domain.nations import ANYWHERE
from bot.domain.signposts import Kind
from bot.talk import choices, lines
from bot.talk.choices import GONE

SHOW = "signposts.show"

_PAGES: Mapping[str, tuple[Kind, ...]] = {
    "rights": (Kind.EQUALITY, Kind.RIGHTS),
    "careers": (Kind.CAREERS,),
    "money": (Kind.MONEY,),
}
_FROM: Mapping[str, str] = {"rights": "discrimination", "careers": "find-right-job"}
"""The page of guidance that leads here, and back to which a button goes."""


def show(facts: Facts, press: Press) -> Decision:
    """The button that opens one of them; extra: which. All nations' services, where we do not know theirs."""
    page = press.extra
    if page not in _PAGES:
        return GONE
    values = {kind.value: _lines(facts, kind) for kind in _PAGES[page]}
    if facts.person.nation not in (*signposts.UK, ANYWHERE):
        values["beyond"] = facts.library.label("signposts.beyond", facts.person.language)
    others = tuple(_button(other, press.id) for other in _PAGES if other != page)
    buttons = choices.rows(*others, _back(facts, page, press.id))
    return Decision((Message(press.origin.chat, f"signposts.{page}", values, buttons),))


def typed(facts: Facts, said: Said) -> Press | None:
    """The words of a button that leads here. None: they are something else."""
    library = facts.library
    offered = (library.button(name) for name, choice in library.choices.items() if choice.does == SHOW)
    return choices.named(facts, said, (*(_button(page) for page in _PAGES), *offered))


def _lines(facts: Facts, kind: Kind) -> str:
    nation = facts.person.nation
    posts = signposts.about(facts.library.signposts.values(), (kind,), nation)
    return lines.told(facts, posts) if nation in signposts.UK else lines.placed(facts, posts)


def _button(page: str, interview: int = 0) -> Button:
    return Button(f"button.signposts.{page}", SHOW, interview, extra=page)


def _back(facts: Facts, page: str, interview: int) -> Button:
    """The way back: to the page that leads here, if there is one, else to what comes next."""
    before = _FROM.get(page, "")
    if facts.library.knows(before):
        return Button("button.signposts.back", "guide.show", interview, extra=before)
    return Button("button.whats-next", "next.show")
