from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.botapi.client import Webhook
from bot.botapi.outcome import Failed
from bot.receive.forwarding import Forwarding, trouble
from bot.receive.polling import WANTED
from tests.cast import MONDAY

URL = "https://example.org/telegram"


class Telegram:
    """Remembers every order; tells what it was told to tell."""

    def __init__(self) -> None:
        self.orders: list[tuple[str, str, tuple[str, ...]]] = []
        self.found = Webhook(URL, 0, WANTED)
        self.down = False

    async def set_webhook(self, url: str, secret: str, wanted: Sequence[str], connections: int) -> None:
        assert 1 <= connections <= 100
        self.orders.append((url, secret, tuple(wanted)))

    async def webhook_info(self) -> Webhook:
        if self.down:
            raise Failed("strange-502")
        return self.found


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
def forwarding(telegram: Telegram) -> Forwarding:
    return Forwarding(telegram, URL, "secret")


async def test_the_order_names_every_kind_that_we_want(telegram: Telegram, forwarding: Forwarding) -> None:
    await forwarding.order()

    assert telegram.orders == [(URL, "secret", WANTED)]
    assert "my_chat_member" in WANTED


async def test_an_order_that_stands_is_left_alone(telegram: Telegram, forwarding: Forwarding) -> None:
    for _ in range(3):
        await forwarding.look()

    assert telegram.orders == []


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (Webhook("", 3), "removed"),
        (Webhook("https://example.com/", 0, WANTED), "elsewhere"),
        (Webhook(URL, 0, ("message",)), "kinds"),
        (Webhook(URL, 0), "kinds"),
    ],
)
async def test_what_somebody_else_changed_is_said_and_set_right(
    telegram: Telegram, forwarding: Forwarding, caplog: pytest.LogCaptureFixture, found: Webhook, why: str
) -> None:
    telegram.found = found

    await forwarding.look()

    assert [(r.levelno, r.__dict__["why"]) for r in caplog.records] == [(logging.ERROR, why)]
    assert telegram.orders == [(URL, "secret", WANTED)]


async def test_a_secret_that_is_not_ours_any_more_is_set_right(
    telegram: Telegram, forwarding: Forwarding
) -> None:
    await forwarding.look()
    words = "Wrong response from the webhook: 403 Forbidden"
    telegram.found = replace(telegram.found, trouble=words, troubled_at=MONDAY)

    await forwarding.look()
    await forwarding.look()

    assert len(telegram.orders) == 1


async def test_each_new_trouble_is_said_once_and_old_trouble_never(
    telegram: Telegram, forwarding: Forwarding, caplog: pytest.LogCaptureFixture
) -> None:
    telegram.found = replace(telegram.found, trouble="Connection refused", troubled_at=MONDAY)
    await forwarding.look()
    await forwarding.look()
    assert caplog.records == []

    telegram.found = replace(telegram.found, troubled_at=MONDAY + timedelta(minutes=1))
    await forwarding.look()
    await forwarding.look()

    assert [record.__dict__["why"] for record in caplog.records] == ["refused"]


async def test_telegram_out_of_reach_is_no_good_look(telegram: Telegram, forwarding: Forwarding) -> None:
    good, finished = forwarding.good_at, forwarding.finished_at
    telegram.down = True

    with pytest.raises(Failed):
        await forwarding.look()

    assert forwarding.good_at == good
    assert forwarding.finished_at > finished
    assert not forwarding.under_way
    telegram.down = False
    await forwarding.look()
    assert forwarding.good_at > good


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Wrong response from the webhook: 502 Bad Gateway", "502"),
        ("Connection refused", "refused"),
        ("Connection timed out", "too-slow"),
        ("Read timeout expired", "too-slow"),
        ("Webhook connection closed", "hung-up"),
        ("SSL error {error:0A000086:SSL routines::certificate verify failed}", "certificate"),
        ("SSL error {337047686, unexpected eof}", "tls"),
        ("Failed to resolve host: Name or service not known", "no-such-host"),
        ("Sam said hello", "other"),
    ],
)
def test_trouble_has_a_short_code_without_anybodys_words(words: str, code: str) -> None:
    assert trouble(words) == code
