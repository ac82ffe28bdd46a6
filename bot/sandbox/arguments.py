"""The parameters of a call, checked against the tables: names known, types right, nothing missing."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.fields import Field
from bot.sandbox.methods import ABSENT, METHODS
from bot.sandbox.objects import KINDS, OBJECTS
from bot.sandbox.refusal import refuse

_INTEGER = re.compile(r"-?\d{1,16}\Z")
_LARGEST = 2**53
_WORDS = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file inside a call."""

    name: str
    mime: str
    data: bytes


Arguments = dict[str, Any]


def read(method: str, raw: Mapping[str, Any], uploads: Mapping[str, Upload]) -> Arguments:
    """The call's parameters with the types that the table names. RefusedError (400) tells what is wrong.

    `raw` holds text (of a form or a query) or JSON values; `uploads` the files of a multipart body.
    """
    table = METHODS[method]
    given = {name: value for name, value in raw.items() if value is not None}
    attached = {name for name in uploads if f"attach://{name}" in given.values()}
    for name in [*given, *(uploads.keys() - attached)]:
        if name not in table:
            refuse(f'method {method} has no parameter "{name}"')
        if name in ABSENT:
            refuse(f'the sandbox has no "{name}"')
    found = {name: _of_form(table[name], value, uploads) for name, value in given.items()}
    found |= {name: _upload(table[name], uploads[name]) for name in uploads.keys() - attached}
    for field in table.values():
        if field.required and field.name not in found:
            refuse(_missing(field.name))
    return found


def _missing(name: str) -> str:
    known = {"text": "message text is empty", "chat_id": "chat_id is empty"}
    return known.get(name, f'parameter "{name}" is required')


def _upload(field: Field, upload: Upload) -> Upload:
    if "InputFile" not in field.types:
        refuse(f'parameter "{field.name}" can\'t be a file')
    return upload


def _of_form(field: Field, value: Any, uploads: Mapping[str, Upload]) -> Any:
    if isinstance(value, str):
        if "InputFile" in field.types and value.startswith("attach://"):
            name = value.removeprefix("attach://")
            return uploads.get(name) or refuse(f'there is no file "{name}" in the request')
        return _of_text(field, value)
    return _fit(field.types, value, field.name)


def _of_text(field: Field, value: str) -> Any:
    if "Integer" in field.types and _INTEGER.match(value):
        return _whole(int(value), field.name)
    if "String" in field.types:
        return _sound(value, field.name)
    if "Boolean" in field.types and value.lower() in _WORDS:
        return _WORDS[value.lower()]
    if field.types[0] in {"Integer", "Boolean"}:
        refuse(f'parameter "{field.name}" must be of type {field.types[0]}')
    try:
        parsed = json.loads(value)
    except ValueError:
        refuse(f'can\'t parse "{field.name}" JSON object')
    return _fit(field.types, parsed, field.name)


def _fit(types: tuple[str, ...], value: Any, where: str) -> Any:
    """The value, when it is of one of these types."""
    if len(types) == 1:
        return _one(types[0], value, where)
    if isinstance(value, dict):
        return _object(_meant(types, value, where), value, where)
    plain = {bool: "Boolean", int: "Integer", str: "String"}.get(type(value), "")
    if plain not in types:
        refuse(f'"{where}" must be of type {" or ".join(types)}')
    return _one(plain, value, where)


def _meant(types: tuple[str, ...], value: dict[str, Any], where: str) -> str:
    """Of several objects, the one whose required fields are there."""
    for type_ in types:
        needed = [field.name for field in OBJECTS.get(type_, {}).values() if field.required]
        if needed and value.keys() >= set(needed):
            return type_
    return refuse(f'"{where}" is none of {", ".join(types)}')


def _one(type_: str, value: Any, where: str) -> Any:
    if type_.startswith("Array of "):
        if not isinstance(value, list):
            refuse(f'"{where}" must be an Array')
        inner = (type_.removeprefix("Array of "),)
        return [_fit(inner, item, f"{where}[{place}]") for place, item in enumerate(value)]
    if type_ == "Boolean" and isinstance(value, bool):
        return value
    if type_ == "Integer" and isinstance(value, int) and not isinstance(value, bool):
        return _whole(value, where)
    if type_ == "String" and isinstance(value, str):
        return _sound(value, where)
    if isinstance(value, dict):
        return _object(type_, value, where)
    return refuse(f'"{where}" must be of type {type_}')


def _object(type_: str, value: dict[str, Any], where: str) -> dict[str, Any]:
    if type_ in KINDS:
        kind = KINDS[type_].get(str(value.get("type")))
        type_ = kind or refuse(f'"{where}" has no type that a {type_} may have')
    table = OBJECTS.get(type_) or refuse(f'"{where}": the sandbox knows no {type_}')
    missing = [field.name for field in table.values() if field.required and field.name not in value]
    if missing:
        refuse(f'"{where}": {type_} has no {missing[0]}')
    found = {}
    for name, item in value.items():
        if name not in table:
            refuse(f'"{where}" is a {type_}, which has no field "{name}"')
        if item is not None:
            found[name] = _fit(table[name].types, item, f"{where}.{name}")
    return found


def _whole(value: int, where: str) -> int:
    if abs(value) >= _LARGEST:
        refuse(f'"{where}" is too large a number')
    return value


def _sound(value: str, where: str) -> str:
    try:
        value.encode()
    except UnicodeEncodeError:
        refuse(f'strings must be encoded in UTF-8, "{where}" is not')
    return value
