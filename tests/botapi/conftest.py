"""Addresses at which nobody answers."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Mapping

import pytest
import uvloop

Loops = Mapping[str, Callable[[], asyncio.AbstractEventLoop]]


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> Loops:
    """What breaks on the wire is measured on both loops that the bot may run on: each has its own words."""
    usual: Loops = {"asyncio": asyncio.new_event_loop}
    both = item.path.name == "test_wire_table.py"
    return {**usual, "uvloop": uvloop.new_event_loop} if both else usual


@pytest.fixture
async def unused() -> AsyncIterator[str]:
    """An address where nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}"


@pytest.fixture
async def full() -> AsyncIterator[str]:
    """An address whose queue is full, so that nothing connects."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen(0)
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.setblocking(False)
            filler.connect_ex(held.getsockname())
        yield f"http://127.0.0.1:{held.getsockname()[1]}"
        for filler in fillers:
            filler.close()
