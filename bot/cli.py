"""What an operator types."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import click

from bot import app, content, logs, parting, settings
from bot.domain.fields import near
from bot.domain.library import FALLBACK, Library
from bot.domain.nations import NAMED
from bot.settings import BadSettings, Settings
from bot.watch import health

PLAIN = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

_content = click.option(
    "--content",
    "folder",
    envvar=f"{settings.PREFIX}CONTENT",
    type=click.Path(path_type=Path, file_okay=False),
    default=settings.CONTENT,
    help="The folder with the words, if not BOUNCEBACK_CONTENT or the one of this checkout.",
)


_ELSEWHERE = {
    "quarantine": "bot.commands.quarantine:quarantine",
    "when": "bot.commands.when:when",
    **{name: f"bot.commands.upkeep:{name}_" for name in ("migrate", "backup", "restore", "erased")},
}
"""Commands that live in other modules: command → module:function."""


class _Commands(click.Group):
    """Loads what another command needs only when it is typed: a start of the bot is not to wait for it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _ELSEWHERE:
            return super().get_command(ctx, cmd_name)
        module, _, function = _ELSEWHERE[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), function)
        return found


@click.group(cls=_Commands, context_settings=PLAIN)
@click.version_option(package_name="bounceback")
def main() -> None:
    """Bounceback: a Telegram bot for the days after a job interview.

    Settings come from the environment: BOUNCEBACK_TOKEN and so on, see the README.
    """


@main.command("health", short_help="Ask the running bot how it is.")
def health_() -> None:
    """Ask the running bot how it is, at BOUNCEBACK_LISTEN. Exits with 1 if it is unwell or does not answer.

    For a container's health check `python -m bot.watch.health` does the same in a tenth of the time.
    """
    health.main()


@main.command(short_help="Run the bot until it is told to stop.")
def run() -> None:
    """Run the bot until it is told to stop.

    Exits with 0 when stopped by SIGTERM or Ctrl-C, with 78 when Telegram refuses the token, and with
    73, 74 or 75 when the database cannot be written, is damaged, or is in use; see the README.
    """
    chosen = _settings()
    logs.start(chosen.log_level)
    library = _library(chosen.content)
    with asyncio.Runner(loop_factory=_loop()) as runner:
        sys.exit(runner.run(_until_signal(chosen, library)))


@main.command("try", short_help="Open the bot in a browser, against a pretend Telegram.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8090,
    show_default=True,
    help="Where the page listens; 0 takes any free port.",
)
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open the page at once.")
@_content
def try_(port: int, browser: bool, folder: Path) -> None:
    """Open the real bot in a browser, with a pretend Telegram and a clock to turn.

    No account and no token are needed, nothing leaves this machine, and nothing is kept.

    A file of words that you save is in use at once. A mistake in it is named on the page, with its line;
    until it is mended, the words from before stay in use.
    """
    from bot.commands import editing, trial  # noqa: PLC0415 - a pretend Telegram that `run` does not need to load

    logs.start("WARNING")
    watched = editing.Folder(folder)
    library = _library(folder)
    try:
        sys.exit(asyncio.run(trial.run(library, watched, port, open_page=browser)))
    except trial.PortTaken as error:
        sys.exit(str(error))


@main.command(short_help="Name every mistake in words, journeys and settings.")
@click.option("--strict-dates", is_flag=True, help="A passed review date is a mistake, too.")
@click.option(
    "--against",
    metavar="FOLDER",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Texts of others: five words in a row in common with one of them are a mistake.",
)
@_content
def check(folder: Path, against: Path | None, *, strict_dates: bool) -> None:
    """Check everything that can be wrong before a start: words, journeys, settings.

    All is told at once, as file:line: reason; first what to look at, then what to mend. Exits with 1 if
    there is something to mend. A missing BOUNCEBACK_TOKEN is none.
    """
    from bot.commands.proofread import proofread  # noqa: PLC0415 - a start need not load what only editors want

    try:
        mend = [] if folder.is_dir() else [f"{folder}: is not a folder"]
        settings.read()
    except BadSettings as error:
        mend += [m for m in error.mistakes if not m.endswith("TOKEN: is missing")]
    look: list[str] = []
    if folder.is_dir():
        found = proofread(folder, against)
        look = [str(one) for one in sorted({*found.look, *(() if strict_dates else found.late)})]
        mend += [str(one) for one in sorted({*found.mend, *(found.late if strict_dates else ())})]
    _tell("To look at:", look)
    _tell("To mend:", mend)
    click.echo(f"{'' if mend else 'All is well: '}{len(mend)} to mend, {len(look)} to look at")
    sys.exit(1 if mend else 0)


def _tell(heading: str, lines: Sequence[str]) -> None:
    for line in (heading, *lines, "") if lines else ():
        click.echo(line)


@main.command("story", short_help="Play conversations with a clock.")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@_content
def story_(files: tuple[Path, ...], folder: Path) -> None:
    """Play conversations against the real bot, and print who is told what, and when."""
    from bot.commands import story  # noqa: PLC0415

    logs.start("ERROR")
    library = _library(folder)
    for file in files:
        try:
            told = asyncio.run(story.play(file.read_text(encoding="utf-8"), library))
        except (story.BadStory, UnicodeDecodeError) as error:
            sys.exit(f"{file}: {error}")
        click.echo(told, nl=False)


@main.command("preview", short_help="Show texts as they are sent.")
@click.argument("names", metavar="ID…", nargs=-1)
@click.option("--all", "all_", is_flag=True, help="Everything, in the order of the guide, to read in one go.")
@click.option("--nation", default="", help="What people in one nation read: Scotland, Ireland, elsewhere…")
@click.option("--language", default=FALLBACK, show_default=True, help="As its folder in content/ is called.")
@_content
def preview_(names: tuple[str, ...], all_: bool, nation: str, language: str, folder: Path) -> None:
    """Show texts as they are sent: a page, a message to copy, a nudge, a small word, a form, a checklist.

    Each is shown in all its wordings, with sample values, and with none where that makes a difference.
    Buttons stand in square brackets, with what they do.
    """
    from bot.commands import preview  # noqa: PLC0415

    if not names and not all_:
        raise click.UsageError("name a text, or say --all")
    library = _library(folder)
    if language not in library.languages:
        sys.exit(f"There is no language «{language}»{near(language, library.languages)}.")
    try:
        where = preview.nation(nation) if nation else ""
    except preview.Unknown:
        sys.exit(f"There is no nation «{nation}»{near(nation, NAMED)}.")
    try:
        told = [preview.shown(library, name, language, where) for name in names]
    except preview.Unknown as unknown:
        sys.exit(f"There is no text «{unknown}»{near(str(unknown), preview.names(library))}.")
    click.echo("\n\n\n".join([*told, *([preview.everything(library, language, where)] if all_ else [])]))


def _settings() -> Settings:
    try:
        return settings.read()
    except BadSettings as error:
        sys.exit(str(error))


def _library(folder: Path) -> Library:
    try:
        return _words(folder) or sys.exit(f"{folder} is not a folder.")
    except content.BadContent as error:
        sys.exit("\n".join(str(mistake) for mistake in error.mistakes))


def _words(folder: Path) -> Library | None:
    """What is in the folder. None: there is no such folder. BadContent: names every mistake."""
    return app.words(folder) if folder.is_dir() else None


def _loop() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """The faster event loop, where there is one. None: the usual one."""
    try:
        import uvloop  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return None
    return uvloop.new_event_loop


async def _until_signal(chosen: Settings, library: Library) -> int:
    river = app.Bounceback(chosen, library)
    loop = asyncio.get_running_loop()

    def stop() -> None:
        with suppress(RuntimeError):  # the loop is closed: it has ended already
            loop.call_soon_threadsafe(river.stop)

    parting.listen(stop)
    return await river.run()
