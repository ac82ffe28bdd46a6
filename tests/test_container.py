"""What can be said of the container files without an engine: names that exist, and nothing left open."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

from bot.settings import Settings

ROOT = Path(__file__).parents[1]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


def test_every_setting_that_compose_gives_exists() -> None:
    given = {name for service in SERVICES.values() for name in service["environment"]}
    ours = {name.removeprefix("BOUNCEBACK_").lower() for name in given if name.startswith("BOUNCEBACK_")}

    assert {name.removesuffix("_file") for name in ours} <= set(Settings.model_fields)
    assert "token_file" in ours


def test_every_service_is_without_privileges_on_a_read_only_root() -> None:
    for service in SERVICES.values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert int(service["user"].partition(":")[0]) > 0
        assert "ports" not in service


def test_secrets_are_files_and_only_the_bot_of_the_profile_needs_postgresql() -> None:
    assert all(set(secret) == {"file"} for secret in COMPOSE["secrets"].values())
    assert "depends_on" not in SERVICES["bot"]
    assert [name for name, service in SERVICES.items() if "profiles" not in service] == ["bot"]


def test_the_image_and_compose_ask_for_health_in_the_same_way() -> None:
    asked = [f'"{word}"' for word in SERVICES["bot"]["healthcheck"]["test"][1:]]

    assert f"CMD [{', '.join(asked)}]" in DOCKERFILE


def test_the_image_copies_what_exists_and_what_is_not_ignored() -> None:
    allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE):
        for name in line.split():
            assert (ROOT / name).exists()
            assert f"!{name}" in allowed


def test_the_last_stage_runs_as_nobody_in_particular() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2]

    assert "\nUSER 10001:10001\n" in last
    assert "wal_is_safe()" in last
