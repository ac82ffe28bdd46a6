"""/start and /help: the first words between a person and us."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.domain.change import KeepPerson
from bot.domain.decision import Button, Decision, Message, Rows
from bot.domain.event import Command, Press
from bot.domain.facts import Facts
from bot.talk import advisor, choices, listing, log, result
from bot.talk.next import whats_next

_DOORS: Mapping[str, Callable[[Facts, Command], Decision]] = {
    "log": log.log,
    "result": result.result,
    "list": listing.listing,
    "next": whats_next,
    "advisor": advisor.start,
}
"""Where a link t.me/…?start=log leads."""


def start(facts: Facts, event: Command) -> Decision:
    """«/start»: who we are, once; then what to do, or where the link leads."""
    door = _DOORS.get(event.words.strip().casefold())
    if facts.person.welcomed:
        return door(facts, replace(event, words="")) if door else Decision((_menu(facts, "start.again"),))
    hello = Message(facts.person.id, "start.hello", _name(facts))
    known = KeepPerson(replace(facts.person, welcomed=True))
    if door is None:
        return Decision((hello, _menu(facts, "start.what")), (known,))
    on = door(facts, replace(event, words=""))
    return replace(on, messages=(hello, *on.messages), changes=(known, *on.changes))


def help_(facts: Facts, _: Command | Press) -> Decision:
    """«/help»: everything that can be typed, by what it is for; the buttons stand under the end."""
    return Decision((Message(facts.person.id, "start.help"), _menu(facts, "start.help-more")))


def _menu(facts: Facts, say: str) -> Message:
    return Message(facts.person.id, say, _name(facts), _buttons(facts))


def _buttons(facts: Facts) -> Rows:
    human = (facts.library.button("talk-to-advisor"),) if facts.offers_calls else ()
    return choices.rows(
        facts.library.button("log-interview"),
        Button("button.i-have-a-result", "result.ask"),
        Button("button.whats-next", "next.show"),
        *human,
    )


def _name(facts: Facts) -> dict[str, str]:
    return {"first_name": facts.person.first_name} if facts.person.first_name else {}
