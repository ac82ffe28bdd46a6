"""Words that are being edited while the bot runs: each saved file is in use at once, if it is right."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot import app
from bot.content import BadContent
from bot.domain.library import Library

EVERY = 0.5
"""Seconds between two looks. A look at two hundred files takes a hundredth of one, and misses nothing
that an editor, a network folder or a container does; the operating system's own news would."""

Marks = Mapping[str, tuple[int, int]]
"""File → when it was changed, and its size."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading the folder after somebody had saved something there."""

    files: tuple[str, ...]
    """What differs from the words in use, by its path inside the folder."""
    library: Library | None
    """All of the words. None: there are mistakes, and nothing of it may be used."""
    mistakes: tuple[str, ...] = ()
    """«content/guidance/en-GB/waiting.md:7: there is no text «thank-yuo»»."""


@dataclass
class Folder:
    """The folder with the words, as it was when it was last read."""

    path: Path
    used: Marks = field(init=False)
    """Its files when they were last without mistakes."""

    def __post_init__(self) -> None:
        self.used = _marks(self.path)

    async def changes(self, told: Callable[[Reading], Awaitable[None]]) -> None:
        """Tells each reading after a change, until it is cancelled."""
        last = read = self.used
        while True:
            await asyncio.sleep(EVERY)
            now = await asyncio.to_thread(_marks, self.path)
            # Whoever is in the middle of writing has not changed it for the last time.
            if now == last and now != read:
                await told(await asyncio.to_thread(self._read, now))
                read = now
            last = now

    def _read(self, now: Marks) -> Reading:
        files = tuple(sorted({file for file, _ in {*self.used.items()} ^ {*now.items()}}))
        try:
            library = app.words(self.path)
        except BadContent as error:
            return Reading(files, None, tuple(str(mistake) for mistake in error.mistakes))
        except Exception as error:  # a file that cannot be read must not end the watch
            return Reading(files, None, (f"{self.path.name}: {type(error).__name__}: {error}",))
        self.used = now
        return Reading(files, library)


def _marks(folder: Path) -> Marks:
    """What tells whether a file is another one now. Files that come and go meanwhile are left out."""
    found: dict[str, tuple[int, int]] = {}
    for path in folder.rglob("*"):
        try:
            about = path.stat()
        except OSError:
            continue
        if path.is_file() and not path.name.startswith("."):
            found[path.relative_to(folder).as_posix()] = (about.st_mtime_ns, about.st_size)
    return found
