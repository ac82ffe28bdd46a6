"""The first words with Telegram: who we are, how updates reach us, which commands the menu shows."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from bot import routes
from bot.botapi.client import Telegram
from bot.botapi.outcome import Failed, Revoked
from bot.domain.library import Library
from bot.life import REVOKED, Life
from bot.store.facts import House

log = logging.getLogger(__name__)

DESCRIPTIONS = ("bot.description", "bot.short-description")
"""What the start screen and the profile say of the bot."""
_LETTERS = 2
"""Telegram knows only languages that have so short a name."""


class Introduction:
    """Made once for each process."""

    def __init__(
        self,
        telegram: Telegram,
        house: House,
        language: str,
        life: Life,
        begin: Callable[[], Awaitable[None]],
    ) -> None:
        """`begin` tells Telegram how updates are to reach us."""
        self._telegram = telegram
        self._begin = begin
        self._house = house
        self._language = language
        self._life = life
        self._registering: asyncio.Task[None] | None = None
        self._desk: int | None = None
        """The group that has its menu."""
        self._library = house.library
        """The words that Telegram was told."""

    async def learn(self) -> str | None:
        """Lets updates come and returns the bot's name. None: we were stopped first."""
        while not self._life.over.is_set():
            try:
                me = await self._telegram.me()
                await self._begin()
            except Revoked:
                log.critical("Telegram does not know this token")
                self._life.give_up(REVOKED)
            except Exception as error:
                told = error if isinstance(error, Failed) else Failed(type(error).__name__)
                log.warning("Telegram could not be asked", extra={"why": told.why})
                await self._life.rest(max(2.0, told.seconds))
            else:
                self._registering = asyncio.create_task(self._register())
                return me.username
        return None

    def follow(self) -> None:
        """Where the advisors' group has got another id, or the words are others, Telegram is told again.

        To be called now and then.
        """
        begun = self._registering is not None and self._registering.done()
        if begun and (self._desk != self._house.desk or self._library is not self._house.library):
            self._registering = asyncio.create_task(self._register())

    async def _register(self) -> None:
        """The menu of commands is a comfort: without it everything still works."""
        self._library = self._house.library
        self._desk = self._house.desk
        try:
            await self._tell(self._language)
            if self._desk is not None:
                await self._telegram.register(_menu(self._library, self._language, "desk"), self._desk)
            for code, language in _others(self._library, self._language).items():
                await self._tell(language, code)
        except Exception as error:
            log.warning("the menu of commands was not registered", extra={"why": type(error).__name__})

    async def _tell(self, language: str, code: str | None = None) -> None:
        """Who we are and what can be typed, for phones in one language; None: for all the others."""
        about, short = (self._library.label(words, language) for words in DESCRIPTIONS)
        await self._telegram.describe(about, short, code)
        await self._telegram.register(_menu(self._library, language, "private"), language=code)


def _others(library: Library, language: str) -> dict[str, str]:
    """What phones are set to («cy») → the language for them, where it is not the usual one."""
    codes = {tag.partition("-")[0] for tag in library.languages} - {language.partition("-")[0]}
    return {code: library.language(code, language) for code in sorted(codes) if len(code) == _LETTERS}


def _menu(library: Library, language: str, scope: str) -> dict[str, str]:
    return {name: library.label(words, language) for name, words in routes.PUBLIC_COMMANDS[scope]}
