"""What is still to be done, and what must not have happened, by the bot's own rows and at the receiver."""

from __future__ import annotations

from collections.abc import Mapping

from bot.store.outbox import NUDGE
from tests.river.telegram import Telegram

NUDGES_END = (
    "sent",
    "sent-uncertain",
    "skipped",
    "cancelled",
    "superseded",
    "expired",
    "unreachable",
    "refused",
)
"""How a nudge may end, in one word each."""

FORBIDDEN: Mapping[str, str] = {
    "an update was not dealt with": (
        "SELECT update_id, state FROM inbox WHERE state NOT IN ('done', 'ignored', 'quarantined')"
    ),
    "an effect happened twice": (
        "SELECT role FROM interviews WHERE follows IS NULL AND role LIKE 'Role%'"
        " GROUP BY role HAVING count(*) > 1"
    ),
    "an edit had an effect": "SELECT id FROM interviews WHERE role LIKE 'Edited%'",
    "an end without its moment, or a moment without an end": (
        "SELECT method, state, why FROM outbox WHERE (ended_at IS NULL) <> (state = 'waiting')"
    ),
    "an end without its reason": (
        "SELECT method, state FROM outbox WHERE why = '' AND state NOT IN ('waiting', 'sent')"
    ),
    "a message was no message": (
        "SELECT method, why FROM outbox WHERE why IN ('empty', 'markup', 'buttons', 'too-long')"
    ),
    "a nudge has no end": (
        f"SELECT key, state FROM outbox WHERE method = '{NUDGE}' AND state NOT IN {('waiting', *NUDGES_END)}"
    ),
    "a nudge came to be twice": (
        f"SELECT key FROM outbox WHERE method = '{NUDGE}' GROUP BY key HAVING count(*) > 1"
    ),
}
"""Rows that must not be there when all is done."""

LIMBO = (
    "SELECT method, state, why FROM outbox"
    " WHERE state = 'sending' OR (state = 'waiting' AND method <> 'nudge')"
)


async def undone(telegram: Telegram) -> list[str]:
    """What is left to do at this moment."""
    found = [f"{method} is {state} {why}" for method, state, why in await telegram.ask(LIMBO)]
    found += [
        f"update {row[0]} waits" for row in await telegram.ask("SELECT id FROM inbox WHERE state = 'waiting'")
    ]
    known = {row[0] for row in await telegram.ask("SELECT update_id FROM inbox")}
    last = max((update["update_id"] for update in telegram.world.updates.oldest(10_000)), default=None)
    return found + (["Telegram has more"] if last is not None and last not in known else [])


async def wrongs(telegram: Telegram, crashes: int, flying: int) -> list[str]:
    """What should not be. `flying`: how many messages were on the wire at so many `crashes`."""
    found = []
    for wrong, query in FORBIDDEN.items():
        found += [f"{wrong}: {tuple(row)}" for row in await telegram.ask(query)]
    aside = await telegram.ask("SELECT chat, attempts, why FROM inbox WHERE state = 'quarantined'")
    found += [f"put aside without a reason: {tuple(row)}" for row in aside if row[1] < 4 or crashes < 3]
    extra = sum(number - 1 for number in telegram.copies.values())
    if extra > flying + telegram.doubts:
        found.append(f"{extra} second copies, for {flying} on the wire and {telegram.doubts} in doubt")
    return found
