"""The direction of the river: who may know whom, and who may touch the world."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

BOT = Path(__file__).parent.parent / "bot"

EVERYTHING = {"*"}
MAY_IMPORT: dict[str, set[str]] = {
    "__main__": {"cli", "commands"},
    "cli": {"app", "commands", "content", "domain", "logs", "parting", "settings", "watch"},
    "commands": {"app", "content", "domain", "routes", "sandbox", "settings", "store", "understand"},
    "app": EVERYTHING,
    "settings": {"address"},
    "address": set(),
    "web": {"address"},
    "parting": set(),
    "logs": {"botapi"},
    "life": {"botapi", "store"},
    "opening": {"life", "store"},
    "failpoints": set(),
    "bell": set(),
    "receive": {"address", "botapi", "domain", "failpoints", "life", "routes", "settings", "store", "web"},
    "turn": {"botapi", "domain", "failpoints", "routes", "store", "watch"},
    "deliver": {"botapi", "domain", "failpoints", "papers", "store"},
    "watch": {"botapi", "domain", "routes", "store"},
    "routes": {"talk", "domain"},
    "content": {"domain", "understand"},
    "talk": {"domain", "understand"},
    "understand": {"domain"},
    "papers": {"domain"},
    "store": {"domain", "failpoints"},
    "botapi": {"domain", "failpoints"},
    "sandbox": set(),
    "domain": set(),
}
"""Who may import whom, beside themselves. It reads as the arrows of the README."""

PURE = ("domain", "talk", "understand")
UNCLEAN = {
    "asyncio", "aiohttp", "aiosqlite", "alembic", "apscheduler", "http", "httpx", "logging", "os", "pathlib",
    "random", "requests", "secrets", "socket", "sqlalchemy", "sqlite3", "ssl", "subprocess", "sys",
    "telegram", "tempfile", "threading", "urllib", "uuid",
}  # fmt: skip
"""What a rule or a handler has no business with: chance, network, files, SQL, Telegram."""
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter", "time_ns"}
CLOCK_OWNERS = {"datetime", "date", "time", "dt"}

MODULES = sorted(BOT.rglob("*.py"))
LONGEST = 300


def _part(path: Path) -> str:
    """The station or noun that a file belongs to: «talk», «turn»."""
    return path.relative_to(BOT).with_suffix("").parts[0]


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: a relative import hides where it goes"
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _ours(path: Path) -> set[str]:
    found = {name.split(".")[1] for name in _imports(path) if name.startswith("bot.")}
    names = {file.stem for file in BOT.iterdir()} - {"__init__"}
    return (found & names) - {_part(path)}


def wrong_way(path: Path) -> set[str]:
    """What a file imports against the arrows."""
    allowed = MAY_IMPORT.get(_part(path), set())
    return set() if allowed == EVERYTHING else _ours(path) - allowed


def unclean(path: Path) -> list[str]:
    """What a pure file touches that could make it depend on more than its arguments."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [name for name in _imports(path) if name.split(".")[0] in UNCLEAN]
    for node in ast.walk(tree):
        if isinstance(node, ast.AsyncFunctionDef | ast.Await):
            found.append(f"await in line {node.lineno}")
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("open", "print")
        ):
            found.append(f"{node.func.id}() in line {node.lineno}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else getattr(owner, "attr", "")
            if name in CLOCK_OWNERS:
                found.append(f"{name}.{node.func.attr}() in line {node.lineno}")
    return found


def test_every_part_has_its_arrows() -> None:
    assert {_part(path) for path in MODULES} - {"__init__"} == set(MAY_IMPORT)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(BOT)))
def test_imports_go_one_way(path: Path) -> None:
    assert wrong_way(path) == set()


@pytest.mark.parametrize(
    "path", [p for p in MODULES if _part(p) in PURE], ids=lambda path: str(path.relative_to(BOT))
)
def test_rules_and_handlers_touch_no_clock_no_network_and_no_sql(path: Path) -> None:
    assert unclean(path) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(BOT)))
def test_a_module_stays_short_and_says_what_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert len(text.splitlines()) <= LONGEST
    assert ast.get_docstring(ast.parse(text)) or not text.strip() or "versions" in path.parts


@pytest.mark.parametrize(
    ("part", "line"),
    [
        ("domain", "from bot.store import outbox"),
        ("talk", "from bot.turn.turns import Turns"),
        ("store", "import bot.talk.log"),
        ("deliver", "from bot import routes"),
        ("sandbox", "from bot.domain.person import Person"),
    ],
)
def test_an_import_against_the_arrows_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, part: str, line: str
) -> None:
    for file in BOT.iterdir():
        (tmp_path / file.name).touch()
    planted = tmp_path / part / "x.py" if not (BOT / f"{part}.py").exists() else tmp_path / f"{part}.py"
    if planted.parent != tmp_path:
        planted.parent.unlink()
        planted.parent.mkdir()
    planted.write_text(line + "\n")
    monkeypatch.setattr("tests.test_layers.BOT", tmp_path)

    assert wrong_way(planted) != set()


@pytest.mark.parametrize(
    "line",
    [
        "from datetime import datetime\nx = datetime.now()",
        "import time\nx = time.monotonic()",
        "import datetime as dt\nx = dt.date.today()",
        "import sqlalchemy",
        "from urllib.request import urlopen",
        "import random",
        "async def f(): ...",
        "x = open('y')",
    ],
)
def test_a_clock_a_wire_or_a_file_in_a_pure_module_is_noticed(tmp_path: Path, line: str) -> None:
    planted = tmp_path / "x.py"
    planted.write_text(line + "\n")

    assert unclean(planted) != []
