"""What the sandbox believes of the Bot API is what the official description says."""

import json
from collections.abc import Mapping

from bot.sandbox.calls import CALLS
from bot.sandbox.fields import Field
from bot.sandbox.methods import ABSENT, METHODS
from bot.sandbox.objects import KINDS, OBJECTS
from bot.sandbox.updates import KINDS as UPDATES
from tests.sandbox import official


def test_every_parameter_has_the_official_name_type_and_duty() -> None:
    ours = {method: _written(fields) for method, fields in METHODS.items()}

    assert ours == {method: described["fields"] for method, described in official.METHODS.items()}


def test_every_field_of_an_object_has_the_official_name_type_and_duty() -> None:
    ours = {name: _written(fields) for name, fields in OBJECTS.items()}

    assert ours == {name: official.TYPES[name]["fields"] for name in OBJECTS}


def test_every_kind_of_an_object_is_known() -> None:
    for name, kinds in KINDS.items():
        assert set(kinds.values()) == set(official.TYPES[name]["subtypes"])


def test_every_kind_of_update_is_known() -> None:
    assert official.TYPES["Update"]["fields"].keys() - {"update_id"} == UPDATES


def test_every_method_is_answered_by_something() -> None:
    assert METHODS.keys() - CALLS.keys() == {"getUpdates"}
    assert CALLS.keys() <= METHODS.keys()


def test_only_parameters_that_exist_are_called_absent() -> None:
    known = {name for fields in METHODS.values() for name in fields}

    assert known >= ABSENT


def test_the_kept_description_is_the_official_one() -> None:
    """The whole description is large and stays outside; where it lies beside us, it is compared."""
    for path in filter(lambda path: path.exists(), [official.WHOLE]):
        whole = json.loads(path.read_text())
        assert whole["version"] == official.BOT_API["version"]
        for part in ("methods", "types"):
            for name, described in official.BOT_API[part].items():
                assert described.get("fields", {}) == _reduced(whole[part][name]), name


def _written(fields: Mapping[str, Field]) -> dict[str, str]:
    return {name: "|".join(field.types) + ("*" if field.required else "") for name, field in fields.items()}


def _reduced(described: Mapping[str, list[Mapping[str, list[str]]]]) -> dict[str, str]:
    fields = described.get("fields", [])
    return {str(one["name"]): "|".join(one["types"]) + ("*" if one["required"] else "") for one in fields}
