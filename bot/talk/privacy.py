"""/privacy: what is kept, for how long, who sees it, and where to change or delete it."""

from __future__ import annotations

from bot.domain.decision import Button, Decision, Message
from bot.domain.event import Command
from bot.domain.facts import Facts
from bot.talk import choices

_DOORS = choices.rows(
    Button("button.get-copy", "export.send"),
    Button("button.see-settings", "settings.show"),
    Button("button.ask-to-delete", "delete.ask"),
)


def privacy(facts: Facts, _: Command) -> Decision:
    """The whole of it on one screen."""
    months = {"months": str(round(facts.retention.days / 30.4))}
    say = "privacy.all" if facts.desk is not None else "privacy.no-desk"
    return Decision((Message(facts.person.id, say, months, _DOORS),))
