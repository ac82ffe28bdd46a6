"""What an operator sets: the environment, read once into one frozen value."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import available_timezones

from cryptography.fernet import Fernet
from pydantic import Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot import address

PREFIX = "BOUNCEBACK_"
PUBLIC = "https://api.telegram.org"
CONTENT = Path(__file__).parent.parent / "content"

_SECRET = re.compile(r"[A-Za-z0-9_-]{32,256}")
"""Telegram's own rule, but for the length: it would take a single character."""


class BadSettings(Exception):
    """Every mistake at once, one line each, in words for an operator."""

    def __init__(self, mistakes: list[str]) -> None:
        """`mistakes` never hold a secret's value."""
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


class Settings(BaseSettings):
    """Each is read from `BOUNCEBACK_NAME`, or from the file that `BOUNCEBACK_NAME_FILE` names."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, extra="ignore", hide_input_in_errors=True
    )

    token: SecretStr
    api_url: str = PUBLIC
    """The server without /bot: Telegram's own, a local Bot API server, or the sandbox."""
    database_url: str = "sqlite+aiosqlite:///data/bounceback.db"
    advisors_chat_id: int | None = None
    operator_ids: Annotated[tuple[int, ...], NoDecode] = ()
    webhook_url: str | None = None
    """Where Telegram is to deliver updates; None: we ask for them."""
    webhook_secret: SecretStr | None = Field(None, validate_default=True)
    listen: str = Field("127.0.0.1:8080", validate_default=True)
    """`host:port` or `unix:/path`; empty: nothing listens."""
    time_zone: str = "Europe/London"
    nation: Literal["GB", "GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR", "IE", "INTL"] = "GB"
    language: str = Field("en-GB", pattern=r"^[a-z]{2,3}(-[A-Z]{2})?$")
    phone_key: Annotated[tuple[SecretStr, ...], NoDecode] = ()
    """Fernet keys, newest first. None: telephone numbers are never asked for."""
    send_rate: float = Field(25, gt=0, le=1000)
    """Messages a second, over all chats."""
    retention_days: int = Field(365, ge=30)
    content: Path = CONTENT
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is the library's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `read` hands in: it has looked at the environment itself."""
        return (init_settings,)

    @field_validator("token")
    @classmethod
    def _token(cls, value: SecretStr) -> SecretStr:
        number, colon, secret = value.get_secret_value().partition(":")
        if not (colon and number.isdigit() and len(secret) >= 8):
            raise ValueError("should look like 123456:ABC-DEF…, as @BotFather gives it")
        return value

    @field_validator("operator_ids", mode="before")
    @classmethod
    def _operators(cls, value: object) -> object:
        return (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )

    @field_validator("phone_key", mode="before")
    @classmethod
    def _keys(cls, value: object) -> object:
        keys = (
            [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value
        )
        for key in keys if isinstance(keys, list) else ():
            try:
                Fernet(key)
            except ValueError:
                raise ValueError("should be Fernet keys, comma-separated, newest first") from None
        return keys

    @field_validator("time_zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("should be an IANA name such as Europe/London")
        return value

    @field_validator("api_url")
    @classmethod
    def _server(cls, value: str) -> str:
        address.server(value)
        return value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _webhook(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None:
            address.webhook(value)
            if info.data.get("api_url") == PUBLIC:
                address.telegrams(value)
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None, info: ValidationInfo) -> SecretStr | None:
        if value is None and _webhook_is_wanted(info):
            raise ValueError("is needed with a webhook: 32 or more characters that nobody can guess")
        if value is not None and not _SECRET.fullmatch(value.get_secret_value()):
            raise ValueError("should be 32 to 256 of the characters A-Z a-z 0-9 _ and -")
        return value

    @field_validator("listen")
    @classmethod
    def _listen(cls, value: str, info: ValidationInfo) -> str:
        if address.listening(value) is not None:
            return value
        if _webhook_is_wanted(info):
            raise ValueError("is needed with a webhook: host:port or unix:/path")
        return ""

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        try:
            address = make_url(value)
        except ArgumentError:
            raise ValueError("should be an address such as sqlite+aiosqlite:///data/bounceback.db") from None
        if address.drivername not in ("sqlite+aiosqlite", "postgresql+asyncpg"):
            raise ValueError("should begin with sqlite+aiosqlite:// or postgresql+asyncpg://")
        named = address.database or ""
        if address.drivername.startswith("sqlite") and (not named or named.startswith((":", "file:"))):
            raise ValueError("should name a file, such as sqlite+aiosqlite:///data/bounceback.db")
        return value

    @field_validator("content")
    @classmethod
    def _folder(cls, value: Path) -> Path:
        if not value.is_dir():
            raise ValueError("is not a folder")
        return value


def _webhook_is_wanted(info: ValidationInfo) -> bool:
    """Whether one is given, be it right or wrong: a wrong one is missing from what was read so far."""
    return info.data.get("webhook_url", "wrong") is not None


def read(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process. BadSettings: names every mistake, and nothing is started."""
    return _checked(*_given(environment))


def read_without_token(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of a command that never speaks to Telegram. BadSettings: as above."""
    given, mistakes = _given(environment)
    return _checked({"token": "0:not-needed"} | given, mistakes)


def _checked(given: Mapping[str, str], mistakes: list[str]) -> Settings:
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        mistakes += [
            _mistake(e["loc"], e["msg"]) for e in error.errors(include_input=False, include_url=False)
        ]
    if mistakes:
        raise BadSettings(sorted(mistakes))
    return settings


def _given(environment: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    given: dict[str, str] = {}
    mistakes: list[str] = []
    for variable, value in environment.items():
        if not variable.startswith(PREFIX) or not value.strip():
            continue
        name = variable.removeprefix(PREFIX).lower()
        if name in Settings.model_fields:
            given[name] = value.strip()
        elif name.removesuffix("_file") in Settings.model_fields:
            try:
                given.setdefault(name.removesuffix("_file"), Path(value).read_text(encoding="utf-8").strip())
            except (OSError, UnicodeDecodeError):
                mistakes.append(f"{variable}: the file cannot be read")
        else:
            mistakes.append(f"{variable}: there is no such setting")
    return given, mistakes


def _mistake(place: tuple[int | str, ...], reason: str) -> str:
    reason = "is missing" if reason == "Field required" else reason.removeprefix("Value error, ")
    return f"{PREFIX}{str(place[0]).upper()}: {reason}"
