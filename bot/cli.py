"""What an operator types."""

from __future__ import annotations

import asyncio
import signal
import sys
from pathlib import Path

import click

from bot import app, content, logs, settings, story, trial
from bot.domain.library import Library
from bot.settings import BadSettings, Settings

PLAIN = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


@click.group(context_settings=PLAIN)
@click.version_option(package_name="bounceback")
def main() -> None:
    """Bounceback: a Telegram bot for the days after a job interview.

    Settings come from the environment: BOUNCEBACK_TOKEN and so on, see the README.
    """


@main.command()
def run() -> None:
    """Run the bot until it is told to stop.

    Exits with 0 when stopped by SIGTERM or Ctrl-C, with 78 when Telegram refuses the token.
    """
    chosen = _settings()
    logs.start(chosen.log_level)
    library = _library(chosen.content)
    sys.exit(asyncio.run(_until_signal(app.Bounceback(chosen, library))))


@main.command("try")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8090,
    show_default=True,
    help="Where the page listens; 0 takes any free port.",
)
@click.option("--browser/--no-browser", default=True, show_default=True, help="Open the page at once.")
@click.option(
    "--content", "folder", type=click.Path(path_type=Path, file_okay=False), default=settings.CONTENT
)
def try_(port: int, browser: bool, folder: Path) -> None:
    """Open the real bot in a browser, with a pretend Telegram and a clock to turn.

    No account and no token are needed, nothing leaves this machine, and nothing is kept.
    """
    logs.start("WARNING")
    library = _library(folder)
    try:
        sys.exit(asyncio.run(trial.run(library, port, open_page=browser)))
    except trial.PortTaken as error:
        sys.exit(str(error))


@main.command()
def check() -> None:
    """Check everything that can be wrong before a start: words, journeys, settings.

    Every mistake is told at once, as file:line: reason. Without BOUNCEBACK_TOKEN only the content is checked.
    """
    mistakes = []
    folder = settings.CONTENT
    try:
        folder = settings.read().content
    except BadSettings as error:
        mistakes = [m for m in error.mistakes if not m.endswith("TOKEN: is missing")]
    try:
        app.words(folder)
    except content.BadContent as error:
        mistakes += [str(mistake) for mistake in error.mistakes]
    for mistake in mistakes:
        click.echo(mistake, err=True)
    if mistakes:
        sys.exit(f"{len(mistakes)} to mend")
    click.echo("All is well.")


@main.command("story")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option(
    "--content", "folder", type=click.Path(path_type=Path, file_okay=False), default=settings.CONTENT
)
def story_(files: tuple[Path, ...], folder: Path) -> None:
    """Play conversations against the real bot, and print who is told what, and when."""
    logs.start("ERROR")
    library = _library(folder)
    for file in files:
        click.echo(asyncio.run(story.play(file.read_text(encoding="utf-8"), library)), nl=False)


@main.command()
@click.argument("say", metavar="ID")
@click.option("--language", default="en-GB", show_default=True)
def preview(say: str, language: str) -> None:
    """Show a snippet, template or nudge as it is sent, with sample values.

    Variants follow one another; buttons stand in square brackets.
    """
    library = _library(settings.CONTENT)
    try:
        click.echo(story.preview(library, say, language))
    except KeyError:
        sys.exit(f"There is no text «{say}».")


def _settings() -> Settings:
    try:
        return settings.read()
    except BadSettings as error:
        sys.exit(str(error))


def _library(folder: Path) -> Library:
    try:
        return app.words(folder)
    except content.BadContent as error:
        sys.exit("\n".join(str(mistake) for mistake in error.mistakes))


async def _until_signal(river: app.Bounceback) -> int:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, river.stop)
    return await river.run()
