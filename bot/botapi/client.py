"""Speaks to Telegram: one call, one outcome."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    ChatMember,
    ChatMemberRestricted,
)
from telegram.error import NetworkError, TelegramError

from bot.botapi import errors
from bot.botapi.outcome import (
    Conflict,
    Failed,
    Later,
    Moved,
    Never,
    Outcome,
    PollFailed,
    Revoked,
    Sent,
    Uncertain,
    Unreachable,
)
from bot.botapi.request import AiohttpRequest, Files, Refused, Timeouts

PUBLIC = "https://api.telegram.org"
SPARE_SECONDS = 10
"""How much longer than asked for a poll may take before its connection counts as dead."""
_STRANGE = "strange-answer"
_THERE = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR, ChatMember.MEMBER})


@dataclass(frozen=True, slots=True)
class Me:
    """Who we are to Telegram."""

    id: int
    username: str
    first_name: str


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where Telegram delivers updates; an empty address: nowhere, it waits to be polled."""

    url: str
    waiting: int
    """How many updates wait at Telegram."""
    wanted: tuple[str, ...] = ()
    """The kinds of updates that it delivers."""
    trouble: str = ""
    """What last went wrong, in Telegram's words."""
    troubled_at: datetime | None = None
    """When, UTC. None: never yet."""


class Telegram:
    """One bot at one server. `api_url` is the server without «/bot»; ValueError: it is no address."""

    def __init__(self, token: str, api_url: str = PUBLIC, timeouts: Timeouts | None = None) -> None:
        self._server = api_url.rstrip("/")
        if not self._server.startswith(("https://", "http://")):
            raise ValueError(
                f"the address of the Bot API must start with https:// or http://, not {api_url!r}"
            )
        self._prefix = f"{self._server}/bot{token}/"
        self._timeouts = timeouts or Timeouts()
        self._soon = min(5.0, self._timeouts.read or 5.0)
        self._sends = AiohttpRequest(pool=80, timeouts=self._timeouts)
        self._polls = AiohttpRequest(pool=4, timeouts=self._timeouts)
        self._bot = Bot(token, f"{self._server}/bot", request=self._sends, get_updates_request=self._polls)

    def __repr__(self) -> str:
        return f"Telegram({self._server})"

    async def call(self, method: str, args: Mapping[str, object], files: Files | None = None) -> Outcome:
        """Asks for one thing, once. Whatever happens is an outcome; only being cancelled is raised."""
        try:
            status, body = await self._sends.ask(self._prefix + method, args, files)
        except NetworkError as error:
            return errors.lost(error.__cause__)
        except (TypeError, ValueError, RecursionError):
            return Never("not-json")
        return errors.told(status, body)

    async def updates(
        self, offset: int, seconds: int, wanted: Sequence[str], limit: int = 100
    ) -> list[Mapping[str, object]]:
        """Raw updates from this number on, after at most so many seconds of waiting.

        PollFailed, Conflict, Revoked: none came, none is lost.
        """
        args = {"offset": offset, "timeout": seconds, "limit": limit, "allowed_updates": list(wanted)}
        wait = Timeouts(
            self._timeouts.pool, self._timeouts.connect, self._timeouts.write, seconds + SPARE_SECONDS
        )
        try:
            status, body = await self._polls.ask(self._prefix + "getUpdates", args, wait=wait)
        except NetworkError as error:
            raise _failure(errors.lost(error.__cause__), PollFailed) from None
        return _updates(status, body)

    async def answer(self, query: str, text: str = "", *, alert: bool = False) -> bool:
        """Answers a press, once and quickly. False: it did not work, as after 150 seconds. Revoked."""
        with suppress(Failed), _asking():
            return await self._bot.answer_callback_query(
                query, text or None, alert or None, read_timeout=self._soon, connect_timeout=self._soon
            )
        return False

    async def me(self) -> Me:
        """Who we are; also the gentlest way to find out whether Telegram is there. Failed, Revoked."""
        with _asking():
            user = await self._bot.get_me(read_timeout=self._soon, connect_timeout=self._soon)
            return Me(user.id, user.username or "", user.first_name)

    async def register(
        self, commands: Mapping[str, str], chat: int | None = None, language: str | None = None
    ) -> None:
        """Sets what Telegram offers after «/»: command → its few words. Failed, Revoked.

        chat None: in every private chat; language None: where nothing is set for the person's own.
        """
        scope = BotCommandScopeAllPrivateChats() if chat is None else BotCommandScopeChat(chat)
        listed = [BotCommand(name, words) for name, words in commands.items()]
        with _asking():
            await self._bot.set_my_commands(listed, scope, language)

    async def describe(self, about: str, short: str, language: str | None = None) -> None:
        """Sets what people read before they press Start (512 units), and our profile (120). Failed, Revoked.

        language None: for everybody for whom nothing is set in their own.
        """
        with _asking():
            await self._bot.set_my_description(about, language)
            await self._bot.set_my_short_description(short, language)

    async def set_webhook(self, url: str, secret: str, wanted: Sequence[str], connections: int) -> None:
        """Lets Telegram deliver updates to this address, at most so many at a time; none is dropped.

        Failed, Revoked.
        """
        with _asking():
            await self._bot.set_webhook(
                url, secret_token=secret, allowed_updates=wanted, max_connections=connections
            )

    async def delete_webhook(self) -> None:
        """Lets updates wait to be polled; none is dropped. Failed, Revoked."""
        with _asking():
            await self._bot.delete_webhook(drop_pending_updates=False)

    async def webhook_info(self) -> Webhook:
        """Where Telegram delivers updates now. Failed, Revoked."""
        with _asking():
            info = await self._bot.get_webhook_info()
            return Webhook(
                info.url,
                info.pending_update_count,
                tuple(info.allowed_updates or ()),
                info.last_error_message or "",
                info.last_error_date,
            )

    async def member(self, chat: int, user: int) -> bool:
        """Whether this person is in this group now. Failed: Telegram would not say."""
        with _asking():
            try:
                found = await self._bot.get_chat_member(
                    chat, user, read_timeout=self._soon, connect_timeout=self._soon
                )
            except Refused as refused:
                if isinstance(refused.outcome, Never) or refused.outcome == Unreachable("user-not-found"):
                    return False
                raise
            return found.status in _THERE or (isinstance(found, ChatMemberRestricted) and found.is_member)

    async def aclose(self) -> None:
        """Closes every connection."""
        await self._sends.shutdown()
        await self._polls.shutdown()


def _updates(status: int, body: bytes) -> list[Mapping[str, object]]:
    match errors.told(status, body):
        case Sent(result=list() as updates):
            return [update for update in updates if isinstance(update, dict)]
        case Later() if status == HTTPStatus.CONFLICT:
            raise Conflict("webhook" if b"webhook" in body else "other-poller")
        case outcome:
            raise _failure(outcome, PollFailed)


def _failure(outcome: Outcome, kind: type[Failed] = Failed) -> Failed | Revoked:
    match outcome:
        case Revoked():
            return outcome
        case Later(seconds=seconds, why=why):
            return kind(why, seconds)
        case Uncertain(why=why) | Never(why=why) | Unreachable(why=why):
            return kind(why)
        case Sent() | Moved():
            return kind(_STRANGE)


@contextmanager
def _asking() -> Iterator[None]:
    """Turns what python-telegram-bot raises into our own few failures, without anybody's words."""
    try:
        yield
    except Refused as refused:
        raise _failure(refused.outcome) from None
    except TelegramError as error:
        raise _failure(errors.lost(error.__cause__)) from None
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Failed(_STRANGE) from None
