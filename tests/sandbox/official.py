"""The parts of the official description of the Bot API that the sandbox speaks, and a judge of objects."""

import json
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
WHOLE = HERE.parents[1].parent / "shared" / "telegram-bot-api.json"

BOT_API: dict[str, Any] = json.loads((HERE / "bot-api.json").read_text())
METHODS: dict[str, Any] = BOT_API["methods"]
TYPES: dict[str, Any] = BOT_API["types"]

_PLAIN: dict[str, set[type]] = {"Integer": {int}, "String": {str}, "Boolean": {bool}, "Float": {int, float}}


def mistakes(type_: str, value: Any, where: str = "") -> list[str]:
    """What is wrong with a value that should be of this type: missing, unknown and badly typed fields."""
    where = where or type_
    choices = type_.split("|") if "|" in type_ else TYPES.get(type_, {}).get("subtypes", [])
    if choices:
        return min((mistakes(one, value, where) for one in choices), key=len)
    if type_.startswith("Array of "):
        inner = type_.removeprefix("Array of ")
        items = enumerate(value) if isinstance(value, list) else ()
        wrong = [one for n, item in items for one in mistakes(inner, item, f"{where}[{n}]")]
        return wrong if isinstance(value, list) else [f"{where}: no list"]
    if type_ in _PLAIN:
        return [] if type(value) in _PLAIN[type_] else [f"{where}: {value!r} is no {type_}"]
    return _object(TYPES[type_]["fields"], value, where)


def _object(table: dict[str, str], value: Any, where: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"{where}: no object"]
    wrong = [
        f"{where} has no {name}" for name, kind in table.items() if kind.endswith("*") and name not in value
    ]
    for name, item in value.items():
        if name not in table:
            wrong.append(f"{where} has an unknown {name}")
        else:
            wrong += mistakes(table[name].rstrip("*"), item, f"{where}.{name}")
    return wrong
