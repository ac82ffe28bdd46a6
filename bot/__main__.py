"""`python -m bot` is the same as `bounceback`."""

from bot.cli import main

main()
