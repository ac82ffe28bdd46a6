"""What is measured: a function a row of the table, each with a fresh double and fresh bots."""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import fill, processes
from bench.processes import Bot, Double

CHATS = 3000
"""So many that a thousand messages a second are less than one a second to each."""
SECRET = "s" * 32
PEERS = Path(__file__).parent / "peers"


@dataclass(frozen=True)
class Place:
    """What is measured, with what, and where its files may lie."""

    subject: Path
    """The folder with the code of Bounceback."""
    peers: Path
    """The Python that has the peers' libraries."""
    folder: Path
    seconds: float = 8.0


@dataclass(frozen=True)
class Found:
    """One measured row."""

    name: str
    said: str
    met: bool | None = None
    """None: there is nothing to meet, it stands beside."""


@contextmanager
def bounceback(place: Place, double: Double, **settings: str) -> Iterator[Bot]:
    """The real bot on a database of its own; one that is there already is kept."""
    given = processes.subject(place.subject, place.folder / "bot.db", double.url, **settings)
    command = [sys.executable, "-m", "bot", "run"]
    with processes.bot(command, place.subject, place.folder / "bot.log", **given) as bot:
        yield bot


@contextmanager
def peer(place: Place, double: Double, name: str, **settings: str) -> Iterator[Bot]:
    """An echo bot."""
    given = {"API_URL": double.url, "TOKEN": processes.TOKEN} | settings
    command = [str(place.peers), str(PEERS / f"{name}.py")]
    with processes.bot(command, place.folder, place.folder / f"{name}.log", **given) as bot:
        yield bot


def polling(place: Place) -> Iterator[Found]:
    """P1: mixed real traffic by polling, each call answered after 30 ms."""
    rates = {}
    for title, name, more in (
        ("python-telegram-bot, default", "telegram_echo", {}),
        ("python-telegram-bot, 256 at once", "telegram_echo", {"CONCURRENT": "256"}),
        ("aiogram", "aiogram_echo", {}),
    ):
        with processes.double() as double, peer(place, double, name, **more):
            load = _echo(place, double, 0.03)
            rates[title] = load["rate"]
            yield Found("P1", f"{title}, echo: {_told(load)}")
    with processes.double() as double, bounceback(place, double):
        double.first_poll()
        most = _real(place, double, 0.03)
        half = double.load(rate=max(1.0, most["rate"] / 2), delay=0.03, warm=3, seconds=place.seconds)
    beside = ", ".join(f"×{most['rate'] / (rate or 1):.1f} {title}" for title, rate in rates.items())
    yield Found("P1", f"Bounceback: {_told(most)}; {beside}; goal 1,000/s", most["rate"] >= 1000)
    yield Found("P1", f"Bounceback at half of it: {_told(half)}; goal p99 150 ms", half["p99"] <= 0.150)


def webhook(place: Place) -> Iterator[Found]:
    """P2: the same by webhook, each call answered at once."""
    rates = {}
    for title, name in (("python-telegram-bot, default", "telegram_echo"), ("aiogram", "aiogram_echo")):
        with processes.double() as double, peer(place, double, name, PORT=str(_free_port())):
            load = _echo(place, double, 0)
            rates[name] = load["rate"]
            yield Found("P2", f"{title}, echo: {_told(load)}")
    address = f"127.0.0.1:{_free_port()}"
    hook = {"webhook_url": f"http://{address}/hook", "webhook_secret": SECRET, "listen": address}
    with processes.double() as double, bounceback(place, double, **hook):
        double.first_poll()
        if not double.load(hooked=True)["hooked"]:
            yield Found("P2", "Bounceback: does not receive by webhook", met=False)
            return
        load = _real(place, double, 0)
    telegram, aiogram = (load["rate"] / (rates[name] or 1) for name in ("telegram_echo", "aiogram_echo"))
    said = (
        f"Bounceback: {_told(load)}; ×{telegram:.2f} python-telegram-bot (goal 2), ×{aiogram:.2f} aiogram (1)"
    )
    yield Found("P2", said, telegram >= 2 and aiogram >= 1)


def sending(place: Place) -> Iterator[Found]:
    """P3: what waits in the outbox goes out at the set rate, each call answered after 30 ms."""
    messages = int(1000 * place.seconds)
    fill.outbox(place.subject, place.folder / "bot.db", messages)
    with processes.double() as double:
        double.load(delay=0.03, watch=0, seconds=0)
        with bounceback(place, double) as bot:
            double.first_poll()
            double.load(delay=0.03, watch=messages // 5, seconds=30)
            spent = bot.cpu()
            found = double.load(delay=0.03, watch=messages - messages // 5, seconds=60)
            spent = bot.cpu() - spent
    took = max(0.001, found["last"] - found["first"])
    said = (
        f"Bounceback: {found['sent'] / took:.0f} messages/s on {spent / took:.0%} of a core, at most "
        f"{found['most']} in any second; goal 1,000/s on 60%; double {found['double']:.0%}"
    )
    yield Found("P3", said, found["sent"] / took >= 990 and spent / took <= 0.6 and found["most"] <= 1000)


def waiting(place: Place) -> Iterator[Found]:
    """P4: what waits costs nothing until it is due."""
    for number in (10_000, 100_000, 1_000_000):
        database = place.folder / f"{number}.db"
        fill.nudges(place.subject, database, people=200_000, number=number)
        look = fill.look(place.subject, database)
        anew, of_it = fill.anew(place.subject, database)
        given = {"database_url": f"sqlite+aiosqlite:///{database}"}
        with processes.double() as double, bounceback(place, double, **given) as bot:
            start = double.first_poll() - bot.began
            double.load(watch=1, seconds=2)
            memory = bot.memory()
        said = f"{number:,} wait: a look {look * 1000:.2f} ms, start {start:.2f} s, {memory:.0f} MB"
        said += f"; an interview moved {anew * 1000:.1f} ms, {of_it * 1000:.1f} of it on the processor"
        yield Found("P4", f"{said}; goal 1 ms, 2 s, 150 MB", look <= 0.001 and start <= 2 and memory <= 150)


def reply(place: Place) -> Iterator[Found]:
    """P5: one person's reply while nobody else writes, each call answered at once."""
    with processes.double() as double, peer(place, double, "aiogram_echo"):
        double.first_poll()
        load = double.load(script="echo", chats=300, under_way=1, seconds=place.seconds)
        yield Found("P5", f"aiogram, echo: {_told(load)}")
    with processes.double() as double, bounceback(place, double):
        double.first_poll()
        load = double.load(script="real", chats=300, under_way=1, seconds=place.seconds)
    said = f"Bounceback: {_told(load)}; goal p50 10 ms, p99 30 ms"
    yield Found("P5", said, 0 < load["p50"] <= 0.010 and load["p99"] <= 0.030)


def start(place: Place) -> Iterator[Found]:
    """P6: from the command to the first poll; the second start, on a database that is there."""
    for title, name in (("python-telegram-bot", "telegram_echo"), ("aiogram", "aiogram_echo")):
        with processes.double() as double, peer(place, double, name) as bot:
            yield Found(
                "P6", f"{title}, echo: {double.first_poll() - bot.began:.2f} s, {bot.memory():.0f} MB"
            )
    for _ in range(2):
        with processes.double() as double, bounceback(place, double) as bot:
            took, memory = double.first_poll() - bot.began, bot.memory()
    said = f"Bounceback: {took:.2f} s, {memory:.0f} MB; goal 1.5 s, 120 MB"
    yield Found("P6", said, took <= 1.5 and memory <= 120)


ROWS: dict[str, Callable[[Place], Iterator[Found]]] = {
    "P1": polling,
    "P2": webhook,
    "P3": sending,
    "P4": waiting,
    "P5": reply,
    "P6": start,
}


def _echo(place: Place, double: Double, delay: float) -> dict[str, Any]:
    double.first_poll()
    return double.load(script="echo", chats=100, under_way=100, delay=delay, warm=3, seconds=place.seconds)


def _real(place: Place, double: Double, delay: float) -> dict[str, Any]:
    return double.load(
        script="real", chats=CHATS, under_way=400, delay=delay, warm=5, rest=5, seconds=place.seconds
    )


def _told(load: dict[str, Any]) -> str:
    return (
        f"{load['rate']:.0f} updates/s, p50 {load['p50'] * 1000:.0f} ms, p99 {load['p99'] * 1000:.0f} ms"
        f" (double {load['double']:.0%} of a core)"
    )


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
