"""Addresses at which nobody answers."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator

import pytest


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
