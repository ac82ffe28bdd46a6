"""Bounceback: a Telegram bot for the days after a job interview."""

import zoneinfo
from pathlib import Path

import tzdata

# A machine's own rules may be years old: everywhere the clocks go by the package, whose version is noted.
zoneinfo.reset_tzpath((str(Path(tzdata.__file__).resolve().parent / "zoneinfo"),))
