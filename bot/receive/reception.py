"""How updates reach us: we ask for them, or Telegram delivers them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import address
from bot.botapi.client import Telegram
from bot.life import Life
from bot.receive.forwarding import LOOK_EVERY, Forwarding
from bot.receive.polling import Ear, Poller
from bot.receive.webhook import Webhook
from bot.settings import Settings


@dataclass(frozen=True, slots=True)
class Reception:
    """One of the two ways. Changing between them loses nothing: both store by the number of the update."""

    ear: Ear
    """When we last heard of Telegram."""
    begin: Callable[[], Awaitable[None]]
    """Tells Telegram, once; Failed, Revoked: it did not hear."""
    step: Callable[[], Awaitable[None]]
    """What is done for ever afterwards."""
    offered: tuple[web.RouteDef, ...] = ()
    """What is to be had over HTTP for it."""
    finish: Callable[[], Awaitable[None]] | None = None
    """Waits until everything that came in is stored. None: it always is."""


def chosen(
    settings: Settings,
    store: AsyncEngine,
    telegram: Telegram,
    now: Callable[[], datetime],
    handed_on: Callable[[], None],
    life: Life,
) -> Reception:
    """The way that the settings name. `handed_on` is called when something new has been stored."""
    if settings.webhook_url is None or settings.webhook_secret is None:
        return _asking(Poller(store, telegram, now, handed_on), telegram)
    secret = settings.webhook_secret.get_secret_value()
    hook = Webhook(store, secret, now, handed_on)
    return _delivered(hook, Forwarding(telegram, settings.webhook_url, secret), settings.webhook_url, life)


def _asking(poller: Poller, telegram: Telegram) -> Reception:
    async def step() -> None:
        await poller.poll()

    return Reception(poller, telegram.delete_webhook, step)


def _delivered(hook: Webhook, forwarding: Forwarding, url: str, life: Life) -> Reception:
    async def step() -> None:
        await forwarding.look()
        await life.rest(LOOK_EVERY)

    return Reception(forwarding, forwarding.order, step, (hook.route(address.path(url)),), hook.finish)
