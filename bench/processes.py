"""The processes of a run: the double, and the bot that is measured against it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

HERE = Path(__file__).parent.parent
TOKEN = "123456:" + "b" * 35
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Double:
    """The double, and how to talk to it."""

    process: subprocess.Popen[str]
    url: str

    def load(self, **load: object) -> dict[str, Any]:
        """Brings a load on; what came of it is in `bench.double`."""
        return _told(self.process, json.dumps(load))

    def first_poll(self) -> float:
        """Waits until the bot listens; the moment on the monotonic clock of this machine."""
        return float(self.load(wait=True)["first_poll"])


@dataclass(frozen=True)
class Bot:
    """A bot that runs."""

    process: subprocess.Popen[bytes]
    began: float

    def cpu(self) -> float:
        """Seconds of processor that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / _TICK

    def memory(self) -> float:
        """Megabytes that it holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024


@contextmanager
def double() -> Iterator[Double]:
    """A fresh double."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bench.double"],
        cwd=HERE,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Double(process, f"http://127.0.0.1:{_told(process)['port']}")
    finally:
        _end(process)


@contextmanager
def bot(command: Sequence[str], folder: Path, log: Path, **settings: str) -> Iterator[Bot]:
    """A bot with these settings in its environment and no others of its kind."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("BOUNCEBACK_")}
    with log.open("ab") as out:
        began = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, env=environment | settings, stdout=out, stderr=out)  # noqa: S603
        try:
            yield Bot(process, began)
        finally:
            _end(process)


def subject(at: Path, database: Path, server: str, **more: str) -> Mapping[str, str]:
    """The settings of a Bounceback whose code is in the folder `at`."""
    given = {"token": TOKEN, "api_url": server, "database_url": f"sqlite+aiosqlite:///{database}"}
    given |= {"send_rate": "1000", "log_level": "WARNING", "content": str(at / "content")} | more
    return {f"BOUNCEBACK_{name.upper()}": value for name, value in given.items()}


def _told(process: subprocess.Popen[str], line: str = "") -> dict[str, Any]:
    if line:
        asked = cast(IO[str], process.stdin)
        asked.write(line + "\n")
        asked.flush()
    answer = cast(IO[str], process.stdout).readline()
    if not answer:
        raise RuntimeError("the double has ended")
    found: dict[str, Any] = json.loads(answer)
    return found


def _end(process: subprocess.Popen[Any]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
