"""Asks a running Bounceback how it is, from inside its machine or container. Needs nothing but Python."""

from __future__ import annotations

import http.client
import json
import os
import socket
import sys

DEFAULT = "127.0.0.1:8080"
SECONDS = 5.0
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - to be asked, not bound


class _Socket(http.client.HTTPConnection):
    """HTTP through a file."""

    def __init__(self, path: str) -> None:
        super().__init__("localhost", timeout=SECONDS)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(SECONDS)
        self.sock.connect(self._path)


def ask(listen: str) -> tuple[bool, str]:
    """Whether all is well at this address, and a line that says so or why not."""
    try:
        connection = _connection(listen)
        connection.request("GET", "/health")
        answer = connection.getresponse()
        told = json.loads(answer.read())
        connection.close()
    except (OSError, ValueError, http.client.HTTPException) as error:
        return False, f"no answer at {listen} ({type(error).__name__})"
    if not isinstance(told, dict) or "reasons" not in told:
        return False, f"something else answers at {listen}"
    reasons = ", ".join(str(reason) for reason in told["reasons"])
    return answer.status == 200, f"unwell: {reasons}" if reasons else "well"


def main() -> None:
    """Exits with 0 if all is well, else with 1 and the reason."""
    well, line = ask(_listen())
    print(line)  # noqa: T201 - this is what the command is for
    sys.exit(0 if well else 1)


def _listen() -> str:
    return os.environ.get("BOUNCEBACK_LISTEN", "").strip() or DEFAULT


def _connection(listen: str) -> http.client.HTTPConnection:
    if listen.startswith("unix:/"):
        return _Socket(listen.removeprefix("unix:"))
    host, _, port = listen.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    return http.client.HTTPConnection(EVERYWHERE.get(host, host), int(port), timeout=SECONDS)


if __name__ == "__main__":
    main()
