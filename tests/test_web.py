from __future__ import annotations

import asyncio
import logging
import socket
import stat
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web

from bot.address import BadAddress
from bot.web import LARGEST, Web

ANYWHERE = "127.0.0.1:0"


async def _hello(_: web.Request) -> web.Response:
    return web.Response(text="hello")


async def _swallow(request: web.Request) -> web.Response:
    return web.Response(text=str(len(await request.read())))


async def _break(_: web.Request) -> web.Response:
    raise RuntimeError("words of a person")


OFFERED = [web.get("/hello", _hello), web.post("/swallow", _swallow), web.get("/break", _break)]


@asynccontextmanager
async def _open(listen: str = ANYWHERE) -> AsyncIterator[Web]:
    opened = Web(listen, OFFERED)
    await opened.start()
    try:
        yield opened
    finally:
        await opened.stop()


async def _ask(where: str, path: str = "/hello", method: str = "GET", **more: object) -> tuple[int, str]:
    unix = where.removeprefix("unix:") if where.startswith("unix:") else None
    connector = aiohttp.UnixConnector(unix) if unix else aiohttp.TCPConnector()
    async with (
        aiohttp.ClientSession(connector=connector) as session,
        session.request(method, f"http://{'unix' if unix else where}{path}", **more) as reply,  # type: ignore[arg-type]
    ):
        assert "Server" not in reply.headers
        return reply.status, await reply.text()


@pytest.fixture
def folder() -> Iterator[Path]:
    """With a short name: the path of a socket may not be long."""
    with tempfile.TemporaryDirectory(prefix="b-") as name:
        yield Path(name)


async def test_what_is_offered_can_be_asked_for_at_a_port() -> None:
    async with _open() as opened:
        assert await _ask(opened.address) == (200, "hello")
        assert (await _ask(opened.address, "/other"))[0] == 404
        assert (await _ask(opened.address, method="POST"))[0] == 405


async def test_a_port_that_is_taken_is_refused() -> None:
    async with _open() as first:
        with pytest.raises(OSError, match="in use"):
            await Web(first.address, OFFERED).start()

        assert await _ask(first.address) == (200, "hello")


async def test_nothing_listens_where_nothing_is_named() -> None:
    async with _open("") as opened:
        assert opened.address == ""


async def test_a_socket_is_for_us_and_our_group_alone_and_is_gone_afterwards(folder: Path) -> None:
    async with _open(f"unix:{folder}/web") as opened:
        assert await _ask(opened.address) == (200, "hello")
        assert stat.S_IMODE((folder / "web").stat().st_mode) == 0o660

    assert not (folder / "web").exists()


async def test_the_socket_of_a_dead_process_is_replaced(folder: Path) -> None:
    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(folder / "web"))

    async with _open(f"unix:{folder}/web") as opened:
        assert await _ask(opened.address) == (200, "hello")


async def test_the_socket_of_a_living_process_is_refused(folder: Path) -> None:
    async with _open(f"unix:{folder}/web") as first:
        second = Web(f"unix:{folder}/web", OFFERED)
        with pytest.raises(OSError, match="in use"):
            await second.start()
        await second.stop()

        assert await _ask(first.address) == (200, "hello")


async def test_a_file_that_is_no_socket_is_left_alone(folder: Path) -> None:
    (folder / "web").write_text("precious")

    with pytest.raises(OSError, match="exists"):
        await Web(f"unix:{folder}/web", OFFERED).start()

    assert (folder / "web").read_text() == "precious"


async def test_the_socket_of_a_successor_is_left_alone(folder: Path) -> None:
    async with _open(f"unix:{folder}/web"):
        (folder / "web").rename(folder / "old")
        with socket.socket(socket.AF_UNIX) as successor:
            successor.bind(str(folder / "web"))

    assert (folder / "web").exists()


async def test_more_than_a_mebibyte_is_refused() -> None:
    async with _open() as opened:
        assert await _ask(opened.address, "/swallow", "POST", data=BytesIO(b"x" * LARGEST)) == (
            200,
            str(LARGEST),
        )
        assert (await _ask(opened.address, "/swallow", "POST", data=BytesIO(b"x" * (LARGEST + 1))))[0] == 413


async def test_what_breaks_is_answered_and_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    async with _open() as opened:
        assert await _ask(opened.address, "/break") == (500, "")

    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == [
        "a request failed"
    ]


async def test_nonsense_on_the_line_fills_no_log(caplog: pytest.LogCaptureFixture) -> None:
    async with _open() as opened:
        host, _, port = opened.address.partition(":")
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(b"a secret\r\n\r\n")
        assert b"400" in await reader.readline()
        writer.close()

    assert [record for record in caplog.records if record.levelno >= logging.WARNING] == []


async def test_a_request_under_way_ends_when_we_stop() -> None:
    reached, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_: web.Request) -> web.Response:
        reached.set()
        await go_on.wait()
        return web.Response(text="done")

    opened = Web(ANYWHERE, [web.get("/hello", slow)])
    await opened.start()
    asking = asyncio.create_task(_ask(opened.address))
    await reached.wait()
    stopping = asyncio.create_task(opened.stop())
    go_on.set()

    assert await asking == (200, "done")
    await stopping


@pytest.mark.parametrize("listen", ["8080", ":8080", "localhost", "localhost:x", "localhost:65536", "unix:x"])
def test_what_is_no_address_is_refused(listen: str) -> None:
    with pytest.raises(BadAddress):
        Web(listen, OFFERED)


@pytest.mark.parametrize("loop_of", [asyncio.new_event_loop, None], ids=["asyncio", "uvloop"])
def test_both_event_loops_serve_a_socket(
    folder: Path, loop_of: Callable[[], asyncio.AbstractEventLoop] | None
) -> None:
    async def visit() -> tuple[int, str]:
        async with _open(f"unix:{folder}/web") as opened:
            return await _ask(opened.address)

    if loop_of is None:
        loop_of = pytest.importorskip("uvloop").new_event_loop
    with asyncio.Runner(loop_factory=loop_of) as runner:
        assert runner.run(visit()) == (200, "hello")
    assert not any(folder.iterdir())
