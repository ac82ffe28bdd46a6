"""Why a database is refused: a sentence for an operator, and the exit code for whatever started us."""

from __future__ import annotations


class Unfit(Exception):
    """A database that must not be worked with. Its words say what is wrong and what to do."""

    exit = 1


class NewerDatabase(Unfit):
    """It was written by a later version of Bounceback."""


class Unwritable(Unfit):
    """Nothing can be kept there (EX_CANTCREAT)."""

    exit = 73


class Damaged(Unfit):
    """It cannot be read as it was written (EX_IOERR)."""

    exit = 74


class Taken(Unfit):
    """Another process works on it, or it cannot be reached yet: trying again may help (EX_TEMPFAIL)."""

    exit = 75


class ShutOut(Unfit):
    """The server does not let us in as we are set up: a fresh process would not help (EX_CONFIG)."""

    exit = 78
