"""Addresses that an operator chooses: where we listen, and where Telegram is to deliver."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

LOOPBACK = ("127.0.0.1", "localhost", "::1")
OFF = "off"
"""What an operator writes where nothing is to listen."""
TELEGRAMS_PORTS = (443, 80, 88, 8443)
"""Those to which Telegram itself delivers; a Bot API server of one's own may deliver to any."""

_PATH = re.compile(r"[A-Za-z0-9._~!$&'()*+,;=:@%/-]*")
_LONGEST_SOCKET = 100
"""Bytes of a path; the system's own limit is 104 or 108."""


@dataclass(frozen=True, slots=True)
class Port:
    """A port of this machine; 0 takes any that is free."""

    host: str
    port: int


@dataclass(frozen=True, slots=True)
class Socket:
    """A file through which processes of this machine talk."""

    path: Path


class BadAddress(ValueError):
    """It is none; says what it should be."""


def listening(listen: str) -> Port | Socket | None:
    """What `host:port` or `unix:/path` means. None: nothing listens. BadAddress: it is neither."""
    if listen in ("", OFF):
        return None
    if listen.startswith("unix:/"):
        path = listen.removeprefix("unix:")
        if len(path.encode()) > _LONGEST_SOCKET:
            raise BadAddress(f"should name a socket of at most {_LONGEST_SOCKET} bytes")
        return Socket(Path(path))
    host, _, port = listen.rpartition(":")
    if not host or not (port.isascii() and port.isdigit()) or int(port) > 65535:
        raise BadAddress(f"should be host:port, unix:/path or {OFF}")
    return Port(host.removeprefix("[").removesuffix("]"), int(port))


def server(url: str) -> SplitResult:
    """The parts of a server's address. BadAddress: it is none, or its words could be read on their way."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or not _has_port(parts):
        raise BadAddress("should be a full address, such as https://example.org")
    if parts.scheme == "http" and parts.hostname not in LOOPBACK:
        raise BadAddress("may be plain http:// on this machine only")
    return parts


def webhook(url: str) -> None:
    """BadAddress: nobody could deliver there."""
    parts = server(url)
    if parts.fragment or parts.username or not _PATH.fullmatch(parts.path):
        raise BadAddress("should be a plain address, such as https://example.org/telegram")


def telegrams(url: str) -> None:
    """BadAddress: a server of one's own might deliver there, Telegram itself would not."""
    parts = urlsplit(url)
    if parts.scheme != "https" or (parts.port or 443) not in TELEGRAMS_PORTS:
        ports = ", ".join(map(str, TELEGRAMS_PORTS))
        raise BadAddress(f"should be https:// on one of the ports {ports}: Telegram takes no other")


def path(url: str) -> str:
    """The path of an address, as it stands in a request."""
    return urlsplit(url).path or "/"


def _has_port(parts: SplitResult) -> bool:
    """Whether its port, if any, can be one."""
    try:
        return parts.port != 0
    except ValueError:
        return False
