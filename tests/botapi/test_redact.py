"""No text shows a token."""

from __future__ import annotations

import pytest

from bot.botapi.redact import redact

TOKEN = "123456789:AAF-aLongEnoughSecretForARealToken_12"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"https://api.telegram.org/bot{TOKEN}/getMe", "https://api.telegram.org/bot<token>/getMe"),
        (f"https://api.telegram.org/file/bot{TOKEN}/a.jpg", "https://api.telegram.org/file/bot<token>/a.jpg"),
        (f"BOUNCEBACK_TOKEN={TOKEN} and {TOKEN}", "BOUNCEBACK_TOKEN=<token> and <token>"),
        (TOKEN.replace(":", "%3A"), "<token>"),
        ("http://127.0.0.1:8081/bot7:short/getMe", "http://127.0.0.1:8081/bot<token>/getMe"),
        ("12:30 at 127.0.0.1:8081, chat 123456789: fine", "12:30 at 127.0.0.1:8081, chat 123456789: fine"),
    ],
)
def test_a_token_is_taken_out_and_nothing_else(text: str, left: str) -> None:
    assert redact(text) == left
