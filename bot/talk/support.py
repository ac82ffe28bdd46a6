"""/support: where help is, for anybody who looks, in every nation."""

from __future__ import annotations

from bot.domain.decision import Button, Decision, Message, Rows
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.talk import choices

MORE = Button("button.more-helplines", "safety.more")

_NATIONS = {
    "GB-ENG": "support.england",
    "GB-SCT": "support.scotland",
    "GB-WLS": "support.wales",
    "GB-NIR": "support.northern-ireland",
    "IE": "support.ireland",
}
_WHERE: Rows = choices.rows(
    *(Button(f"button.{say}", "support.nation", extra=nation) for nation, say in _NATIONS.items()), across=2
)


def support(_: Facts, event: Command) -> Decision:
    """The crisis card. Looking at it pauses nothing."""
    buttons = ((MORE,), (Button("button.close-help", "support.close"),))
    return Decision((Message(event.origin.chat, "support.card", buttons=buttons),))


def more(facts: Facts, press: Press) -> Decision:
    """Further lines: the nation's, if we know it, then those for everybody."""
    say = _NATIONS.get(facts.person.nation)
    own = (Message(press.origin.chat, say),) if say else ()
    return Decision((*own, Message(press.origin.chat, "support.more", buttons=() if own else _WHERE)))


def nation(_: Facts, press: Press) -> Decision:
    """The lines of a nation they chose."""
    say = _NATIONS.get(press.extra)
    return Decision((Message(press.origin.chat, say),)) if say else choices.GONE


def close(_: Facts, press: Press) -> Decision:
    """They have seen it."""
    return Decision((*choices.used(press), Message(press.origin.chat, "support.closed")))
