"""Paints an SVG as a PNG; run as a program of its own by `painting`.

Reads the SVG from its input, takes the files of the letters as arguments, writes the PNG to its output.
"""

from __future__ import annotations

import sys

import resvg_py

if __name__ == "__main__":
    sys.stdout.buffer.write(
        resvg_py.svg_to_bytes(
            svg_string=sys.stdin.buffer.read().decode("utf-8"),
            skip_system_fonts=True,
            font_files=sys.argv[1:],
        )
    )
