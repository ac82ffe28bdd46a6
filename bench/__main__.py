"""`python -m bench [--only P5] [--seconds 8] [--subject FOLDER] [--peers PYTHON]` prints the table."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench.processes import HERE
from bench.rows import ROWS, Place


def main() -> None:
    """Measures row after row."""
    asked = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    asked.add_argument("--only", default="", help="rows, such as P1,P5; all of them if empty")
    asked.add_argument("--seconds", type=float, default=8.0, help="how long each load is measured")
    asked.add_argument("--subject", type=Path, default=HERE, help="the folder with the code of Bounceback")
    asked.add_argument("--peers", type=Path, default=Path(sys.executable), help="a Python with the peers")
    given = asked.parse_args()
    chosen = [name for name in given.only.split(",") if name] or list(ROWS)
    for name in chosen:
        with tempfile.TemporaryDirectory() as folder:
            place = Place(given.subject.resolve(), given.peers.absolute(), Path(folder), given.seconds)
            for found in ROWS[name](place):
                met = {True: "met", False: "not met", None: ""}[found.met]
                print(f"{found.name}  {met:8}{found.said}", flush=True)


main()
