"""The pretend Telegram as a whole: it opens, it listens, it closes."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from bot.sandbox.clock import Clock
from bot.sandbox.control import Control
from bot.sandbox.faults import Faults
from bot.sandbox.flood import Flood
from bot.sandbox.nouns import Person, Press
from bot.sandbox.polling import Polling
from bot.sandbox.server import BotApi
from bot.sandbox.turning import Companion, Turned, Turning
from bot.sandbox.webhooks import Webhooks
from bot.sandbox.world import World

HOST = "127.0.0.1"
TOKEN = "1000000001:sandbox-token-that-opens-nothing-at-all"  # noqa: S105
LARGEST = 64 * 1024 * 1024
STEPS = {"hour": timedelta(hours=1), "day": timedelta(days=1)}

_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Sandbox:
    """A Bot API server on loopback with its world, its clock and its faults.

    `port` 0 takes any free one. `flood` None lets the bot speak as fast as it likes. `companion` is the bot's
    side of turning the clock; it may be set later. `second` is how long a second of rest between two attempts
    to deliver to a webhook really is.
    """

    def __init__(
        self,
        token: str = TOKEN,
        clock: Clock | None = None,
        companion: Companion | None = None,
        *,
        port: int = 0,
        zone: str = "Europe/London",
        flood: Flood | None = None,
        second: float = 1.0,
    ) -> None:
        self.token = token
        self.clock = clock or Clock()
        self.companion = companion
        self.zone = zone
        self.port = port
        me = Person(
            int(token.partition(":")[0]), "Bounceback", "", username="bounceback_sandbox_bot", is_bot=True
        )
        self.world = World(self.clock, me)
        self.faults = Faults()
        self.polling = Polling(self.world)
        self.webhooks = Webhooks(self.world, second)
        self.turning = Turning(self.clock, zone, lambda: self.companion)
        self._api = BotApi(self.world, self.polling, self.webhooks, self.faults, flood, token)
        self.problems: tuple[str, ...] = ()
        self.live: tuple[int, str] = (0, "")
        self._control = Control(self)
        self._runner: web.AppRunner | None = None

    @property
    def url(self) -> str:
        """The server without `/bot`: what the bot's setting for it wants."""
        return f"http://{HOST}:{self.port}"

    async def start(self) -> None:
        """Listen. OSError when the port is taken."""
        app = web.Application(client_max_size=LARGEST, middlewares=[_only_from_here])
        app.add_routes([*self._api.routes(), *self._control.routes()])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self.port)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def stop(self) -> None:
        """Let everybody go who waits, and close."""
        self._api.close()
        self._control.close()
        await self.webhooks.close()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    def trouble(self, problems: Sequence[str]) -> None:
        """Show at the top of the page what is wrong with the words of the bot."""
        self.problems = tuple(problems)
        self.world.changed()

    def fine(self, words: str) -> None:
        """Say for a moment on the page what has been put into use; nothing is wrong any longer."""
        self.problems, self.live = (), (self.live[0] + 1, words)
        self.world.changed()

    async def turn(self, delta: timedelta) -> Turned:
        """Turn the clock forward, through every due moment in turn."""
        return await self.turning.by(delta)

    async def turn_to(self, moment: datetime) -> Turned:
        """Turn the clock to a moment (aware), through every due moment before it."""
        return await self.turning.to(moment)

    async def step(self, name: str) -> Turned:
        """`hour`, `day`, `morning`, `next` or `message`. ValueError for another."""
        if name == "morning":
            return await self.turning.to_morning()
        if name == "next":
            return await self.turning.to_next()
        if name == "message":
            return await self.turning.to_message(lambda: len(self.world.ledger.deliveries))
        if name not in STEPS:
            why = f"the clock knows no step {name!r}; say hour, morning, day, next or message"
            raise ValueError(why)
        return await self.turn(STEPS[name])

    async def waiting(self) -> list[dict[str, Any]]:
        """What the bot means to send later; nothing when no bot is attached."""
        return await self.companion.waiting() if self.companion else []

    async def answer(self, press: Press, seconds: float = 3.0) -> dict[str, Any] | None:
        """What the bot answered to a press: `text`, `alert`, `url`. None: nothing within that time."""
        await self.until(lambda: press.answer is not None, seconds)
        return press.answer

    async def until(self, holds: Callable[[], bool], seconds: float = 3.0) -> bool:
        """Wait for something to be so, looking after each change. False: it was not, within that time."""
        changed = asyncio.Event()
        stop = self.world.watch(changed.set)
        try:
            async with asyncio.timeout(seconds):
                while not holds():
                    changed.clear()
                    await changed.wait()
        except TimeoutError:
            return holds()
        finally:
            stop()
        return True


@web.middleware
async def _only_from_here(request: web.Request, handler: _Handler) -> web.StreamResponse:
    """A page of another site that makes its name mean this machine still names itself in `Host`."""
    name = request.host.rpartition(":")[0] or request.host
    if name not in {HOST, "localhost"}:
        return web.Response(status=403, text="this is for this machine only")
    return await handler(request)
