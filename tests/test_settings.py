from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot import settings
from bot.settings import BadSettings, Settings, read, read_without_token

TOKEN = "123456:a-token-of-a-bot"
SECRET = "s" * 40


def _mistakes(**variables: str) -> list[str]:
    with pytest.raises(BadSettings) as caught:
        settings.read({f"BOUNCEBACK_{name}": value for name, value in variables.items()})
    return caught.value.mistakes


def _read(**variables: str) -> Settings:
    return settings.read({f"BOUNCEBACK_{n}": v for n, v in ({"TOKEN": TOKEN} | variables).items()})


def test_a_token_is_enough() -> None:
    chosen = _read()

    assert chosen.token.get_secret_value() == TOKEN
    assert chosen.api_url == "https://api.telegram.org"
    assert chosen.time_zone == "Europe/London"


def test_every_mistake_is_told_at_once_with_its_name() -> None:
    mistakes = _mistakes(
        TIME_ZONE="Mars/Base",
        NATION="XX",
        SEND_RATE="fast",
        CONTENT="/nowhere",
        COLOUR="red",
        PHONE_KEY="short",
    )

    named = [mistake.partition(":")[0].removeprefix("BOUNCEBACK_") for mistake in mistakes]
    assert named == sorted(["COLOUR", "CONTENT", "NATION", "PHONE_KEY", "SEND_RATE", "TIME_ZONE", "TOKEN"])


@pytest.mark.parametrize("token", ["nonsense", "abc:defghijkl", "123456:short", ":abcdefghi"])
def test_a_token_that_cannot_be_one_is_refused_without_being_shown(token: str) -> None:
    (mistake,) = _mistakes(TOKEN=token)

    assert mistake.startswith("BOUNCEBACK_TOKEN: ")
    assert token not in mistake


def test_a_secret_may_be_read_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN + "\n")

    chosen = settings.read({"BOUNCEBACK_TOKEN_FILE": str(tmp_path / "token")})

    assert chosen.token.get_secret_value() == TOKEN


def test_a_file_that_is_not_there_is_named() -> None:
    assert "BOUNCEBACK_TOKEN_FILE: the file cannot be read" in _mistakes(TOKEN_FILE="/nowhere/token")


def test_no_secret_shows_in_the_settings_text() -> None:
    chosen = _read(PHONE_KEY=Fernet.generate_key().decode())

    assert TOKEN not in repr(chosen)
    assert all(key.get_secret_value() not in repr(chosen) for key in chosen.phone_key)


def test_several_keys_and_operators_are_told_apart_by_commas() -> None:
    keys = [Fernet.generate_key().decode() for _ in range(2)]

    chosen = _read(PHONE_KEY=" , ".join(keys), OPERATOR_IDS="5, 6")

    assert [key.get_secret_value() for key in chosen.phone_key] == keys
    assert chosen.operator_ids == (5, 6)


@pytest.mark.parametrize("url", ["http://example.org", "ftp://127.0.0.1", "example.org"])
def test_plain_http_is_for_this_machine_only(url: str) -> None:
    assert [m.partition(":")[0] for m in _mistakes(TOKEN=TOKEN, API_URL=url)] == ["BOUNCEBACK_API_URL"]


def test_a_local_server_may_be_plain_http() -> None:
    assert _read(API_URL="http://127.0.0.1:8081/").api_url == "http://127.0.0.1:8081"


HOOK = {"WEBHOOK_URL": "https://example.org/hook", "WEBHOOK_SECRET": SECRET}


def test_a_webhook_needs_a_secret() -> None:
    (mistake,) = _mistakes(TOKEN=TOKEN, WEBHOOK_URL=HOOK["WEBHOOK_URL"])

    assert mistake.startswith("BOUNCEBACK_WEBHOOK_SECRET: ")
    assert _read(**HOOK).webhook_url == "https://example.org/hook"


@pytest.mark.parametrize("secret", ["s" * 31, "s" * 257, "s" * 40 + "!", "ſ" * 40, "two words" * 5])
def test_a_secret_that_telegram_would_refuse_or_somebody_could_guess_is_refused_unshown(secret: str) -> None:
    (mistake,) = _mistakes(TOKEN=TOKEN, **HOOK | {"WEBHOOK_SECRET": secret})

    assert mistake.startswith("BOUNCEBACK_WEBHOOK_SECRET: ")
    assert secret not in mistake


@pytest.mark.parametrize("port", ["", ":443", ":80", ":88", ":8443"])
@pytest.mark.parametrize("path", ["", "/", "/a/b-c_d~e/", "/with%20space"])
def test_a_webhook_may_have_any_path_and_each_port_that_telegram_takes(port: str, path: str) -> None:
    url = f"https://example.org{port}{path}"

    assert _read(**HOOK | {"WEBHOOK_URL": url}).webhook_url == url


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/hook",
        "http://127.0.0.1:8080/hook",
        "https://example.org:8080/hook",
        "https://example.org:99999/hook",
        "https://example.org/hook#part",
        "https://me:word@example.org/hook",
        "https://example.org/{hook}",
        "https://example.org/two words",
        "https:///hook",
        "example.org",
    ],
)
def test_an_address_to_which_telegram_would_not_deliver_is_refused(url: str) -> None:
    (mistake,) = _mistakes(TOKEN=TOKEN, **HOOK | {"WEBHOOK_URL": url})

    assert mistake.startswith("BOUNCEBACK_WEBHOOK_URL: ")


def test_a_server_of_ones_own_may_deliver_on_this_machine_and_on_any_port() -> None:
    own = {"API_URL": "http://127.0.0.1:8081", **HOOK}

    for url in ("http://127.0.0.1:9000/hook", "https://example.org:9000/hook"):
        assert _read(**own | {"WEBHOOK_URL": url}).webhook_url == url
    assert _mistakes(TOKEN=TOKEN, **own | {"WEBHOOK_URL": "http://example.org/hook"})


@pytest.mark.parametrize("listen", ["0.0.0.0:80", "[::1]:8080", "localhost:0", "unix:/run/bounceback/web"])
def test_we_listen_at_a_port_or_at_a_socket(listen: str) -> None:
    assert _read(LISTEN=listen).listen == listen


def test_nothing_listens_where_that_is_said() -> None:
    assert _read(LISTEN="off").listen == ""
    assert [m.partition(":")[0] for m in _mistakes(TOKEN=TOKEN, **HOOK, LISTEN="off")] == [
        "BOUNCEBACK_LISTEN"
    ]


@pytest.mark.parametrize(
    "listen", ["8080", ":8080", "localhost", "host:port", "unix:x", "unix:/" + "x" * 120]
)
def test_where_nobody_can_listen_is_refused(listen: str) -> None:
    assert [m.partition(":")[0] for m in _mistakes(TOKEN=TOKEN, LISTEN=listen)] == ["BOUNCEBACK_LISTEN"]


def test_mistakes_about_a_webhook_are_told_with_all_others() -> None:
    mistakes = _mistakes(WEBHOOK_URL="http://example.org", TIME_ZONE="Mars/Base", LISTEN="off")

    named = [mistake.partition(":")[0].removeprefix("BOUNCEBACK_") for mistake in mistakes]
    assert named == ["LISTEN", "TIME_ZONE", "TOKEN", "WEBHOOK_SECRET", "WEBHOOK_URL"]


@pytest.mark.parametrize("url", ["sqlite:///x.db", "mysql://x", "nonsense", "postgresql://x/y"])
def test_a_database_we_cannot_open_is_refused(url: str) -> None:
    assert [m.partition(":")[0] for m in _mistakes(TOKEN=TOKEN, DATABASE_URL=url)] == [
        "BOUNCEBACK_DATABASE_URL"
    ]


def test_an_empty_variable_counts_as_absent() -> None:
    assert _read(TIME_ZONE="  ").time_zone == "Europe/London"


@pytest.mark.parametrize("place", ["", "/:memory:", "/file:bot.db?mode=ro&uri=true"])
def test_a_sqlite_database_is_a_plain_file_that_can_be_locked_and_copied(place: str) -> None:
    with pytest.raises(BadSettings, match="should name a file"):
        read(
            {
                "BOUNCEBACK_TOKEN": "123456:a-token-well-made",
                "BOUNCEBACK_DATABASE_URL": f"sqlite+aiosqlite://{place}",
            }
        )


def test_a_command_that_never_speaks_to_telegram_needs_no_token() -> None:
    assert read_without_token({"BOUNCEBACK_NATION": "GB-SCT"}).nation == "GB-SCT"
