"""`bounceback`, which is also `python -m bot`: loads what the command needs, and begins."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Loads without looking for garbage: there is none, and looking for it is a sixth of the start.

    `when` needs neither Telegram nor a database, so it does not wait for them.
    """
    gc.disable()
    if sys.argv[1:2] == ["when"]:
        from bot.commands.when import when  # noqa: PLC0415 - a second sooner than all of it

        when(sys.argv[2:], prog_name="bounceback when")
    from bot import cli  # noqa: PLC0415 - after the line above, and not a line before

    gc.freeze()
    gc.enable()
    cli.main()


if __name__ == "__main__":
    main()
