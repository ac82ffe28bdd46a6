"""A nursery for the tests of a process that ends."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.crash.nursery import Nursery, nursery


@pytest_asyncio.fixture
async def births() -> AsyncIterator[Nursery]:
    """Lives of the bot, one at a time."""
    async with nursery() as one:
        yield one
