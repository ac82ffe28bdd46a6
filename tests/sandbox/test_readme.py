"""The README of the sandbox tells of everything that is there."""

from pathlib import Path

from bot.sandbox import Sandbox, World, faults, things
from bot.sandbox.control import Control
from bot.sandbox.turning import Companion

README = (Path(__file__).parents[2] / "bot" / "sandbox" / "README.md").read_text()


def test_it_names_every_door(sandbox: Sandbox) -> None:
    for deed in Control(sandbox).deeds:
        assert f"`/_/{deed}`" in README


def test_it_names_every_fault_and_every_thing() -> None:
    for kind in faults.KINDS:
        assert f"| `{kind}` |" in README
    for kind in things.KINDS:
        assert f" {kind}" in README


def test_it_names_everything_people_can_do() -> None:
    for name in (name for name in vars(World) if not name.startswith("_")):
        assert name in README
    for name in ("next_due", "waiting", "settled"):
        assert name in vars(Companion)
        assert f"async {name}()" in README
