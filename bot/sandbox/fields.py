"""How the tables of methods and objects are written: a name, its types, and a star when it is required."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter of a method, or one field of an object, with its types as the Bot API names them."""

    name: str
    types: tuple[str, ...]
    required: bool


def fields(line: str) -> dict[str, Field]:
    """Read `"chat_id* Integer|String, text* String, parse_mode String"`."""
    return {field.name: field for field in map(_field, line.split(", ")) if field.name}


def _field(words: str) -> Field:
    name, _, types = words.partition(" ")
    return Field(name.rstrip("*"), tuple(types.split("|")), name.endswith("*"))
