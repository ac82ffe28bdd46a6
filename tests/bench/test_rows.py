"""The double times the real process, and a crowd waits for its answers."""

from __future__ import annotations

from pathlib import Path

from bench import processes
from bench.crowd import REAL, SAVE, Crowd
from bench.rows import Place, bounceback


def test_the_double_times_what_the_real_process_answers(tmp_path: Path) -> None:
    place = Place(processes.HERE, Path(), tmp_path)

    with processes.double() as double, bounceback(place, double) as bot:
        double.first_poll()
        load = double.load(script="real", chats=20, under_way=5, warm=0.5, seconds=2, rest=0)
        memory = bot.memory()

    assert load["rate"] > 0
    assert 0 < load["p50"] <= load["p99"]
    assert memory > 10


def test_a_person_presses_the_button_that_the_bot_showed() -> None:
    crowd = Crowd(1, (REAL[2], SAVE))
    shown = {"inline_keyboard": [[{"text": SAVE, "callback_data": "log.right:7:1"}]]}

    _, wrote = crowd.act() or (0, {})
    crowd.handed(1000)
    assert not crowd.heard(1000, {"text": "something else"}, 5)
    assert crowd.heard(1000, {"text": "Right?", "reply_markup": shown}, 6)
    _, pressed = crowd.act() or (0, {})

    assert wrote["message"]["text"].startswith("/log")
    assert pressed["callback_query"]["data"] == "log.right:7:1"
    assert pressed["callback_query"]["message"]["message_id"] == 6
