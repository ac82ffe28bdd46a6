"""Whatever arrives has its fitting answer: what comes, what is said, what is asked then, what is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from tests.botapi.updates import (
    CHANNEL,
    DATE,
    DESK,
    FILE,
    FRIEND,
    JANE,
    PHOTO,
    Raw,
    commanded,
    said,
    standing,
    update,
)
from tests.turn.arriving import River, press

STRIPPED = ["editMessageReplyMarkup"]
LOG = "/log Baker at Crumbs"
"""After this the day is asked for."""
SPOT = {"latitude": 52.23, "longitude": 21.01}
POLL = {
    "id": "1", "question": "Shall we?", "total_voter_count": 0, "is_closed": False, "is_anonymous": True,
    "type": "regular", "allows_multiple_answers": False, "allows_revoting": False, "members_only": False,
    "options": [{"persistent_id": "0", "text": "Yes", "voter_count": 0}],
}  # fmt: skip
HUGE = {**FILE, "file_name": "../../etc/passwd", "file_size": 2 * 1024**3}
GROUP: Raw = {"id": -1005, "type": "supergroup", "title": "Friends"}
ADMIN: Raw = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    sends: tuple[Raw, ...]
    says: tuple[str, ...] = ()
    """The ids of the texts that are said, in order."""
    before: tuple[Raw, ...] = ()
    asks: str = ""
    """The question that is open afterwards."""
    shows: tuple[str, ...] = ()
    """What stands in what is said, as Telegram HTML."""
    keeps: tuple[str, ...] = ()
    """What stands in the database afterwards."""
    never: tuple[str, ...] = ()
    """What stands nowhere, neither in what is said nor in what is kept."""


def _thing(**content: Any) -> Raw:
    return said(None, **content)


def _asked(what: str, content: Raw, word: str) -> Row:
    """A thing without words where a day was asked for: the fitting word, and the question once more."""
    return Row(what, (_thing(**content),), (f"things.{word}", "log.again.when"), (commanded(LOG),), "log")


def _line(what: str, words: str, *says: str, **more: Any) -> Row:
    return Row(what, (said(words),), says, **more)


def _odd(what: str, words: str, shown: str = "", *, never: tuple[str, ...] = (), cut: bool = False) -> Row:
    """Odd words where an employer is asked for: they are kept and shown as words, and all goes on."""
    says = (*(("log.cut",) if cut else ()), "log.ask.when", "log.ask.decision", "log.check")
    sends = (said(words), said("tomorrow 2pm"), said("no"))
    before = (commanded("/log"), said("Baker"))
    return Row(what, sends, says, before, "log", never=never, shows=(shown,) if shown else ())


VIDEO = {**FILE, "width": 1, "height": 1, "duration": 1}
ROUND = {**FILE, "length": 1, "duration": 1}
SOUND = {**FILE, "duration": 1}
STICKER = {**FILE, "type": "regular", "width": 1, "height": 1, "is_animated": False, "is_video": False}
STORY = {"chat": CHANNEL, "id": 1}
VENUE = {"venue": {"location": SPOT, "title": "x", "address": "x"}, "location": SPOT}
THEME = {"type": {"type": "chat_theme", "theme_name": "x"}}
GAME = {"title": "x", "description": "x", "photo": PHOTO}
GIFT = {"gift": {"id": "1", "sticker": STICKER, "star_count": 1}}

KINDS = (
    _asked("a photo", {"photo": PHOTO}, "photo"),
    _asked("a sticker", {"sticker": STICKER}, "sticker"),
    _asked("a moving picture", {"animation": VIDEO, "document": HUGE}, "sticker"),
    _asked("a voice message", {"voice": SOUND}, "voice"),
    _asked("a song", {"audio": SOUND}, "voice"),
    _asked("a video", {"video": VIDEO}, "video"),
    _asked("a round video", {"video_note": ROUND}, "video"),
    _asked("a die", {"dice": {"emoji": "🎲", "value": 4}}, "dice"),
    _asked("a place on the map", {"location": SPOT}, "location"),
    _asked(
        "a venue", {"venue": {"location": SPOT, "title": "x", "address": "x"}, "location": SPOT}, "location"
    ),
    _asked("a poll", {"poll": POLL}, "poll"),
    _asked("a file of two gigabytes", {"document": HUGE}, "document"),
    _asked("a story", {"story": STORY}, "story"),
    _asked("a game", {"game": GAME}, "other"),
    _asked("a gift", {"gift": GIFT}, "gift"),
    _asked("a list to tick", {"checklist": {"title": "x", "tasks": [{"id": 1, "text": "x"}]}}, "other"),
    _asked("a kind of next year", {"hologram_2031": {"anything": 1}}, "other"),
    Row(
        "a number of somebody else's, where none is asked for",
        (_thing(contact={"phone_number": "+447700900123", "first_name": "Tom", "user_id": 43}),),
        ("routes.stray-number",),
        never=("447700900123",),
    ),
    Row(
        "a photo with words, where a day is asked for",
        (_thing(photo=PHOTO, caption="tomorrow 2pm"),),
        ("log.ask.decision",),
        (commanded(LOG),),
        "log",
    ),
    Row(
        "a service message",
        (_thing(chat_background_set=THEME),),
    ),
)


GAPS = "{0.__class__} %(token)s $(id) {employer}"
ZALGO = "a" + "\u0301" * 500
FAMILY = "👨‍👩‍👧‍👦"

HOSTILE = (
    _odd("tags", "<b>x</code> <a href='tg://user?id=1'>&lt; &#0;", "&lt;b&gt;x&lt;/code&gt;"),
    _odd("signs of other markups", "*_[]()~`>#+-=|{}.! role", "*_[]()~`&gt;#+-=|{}.! role"),
    _odd("half a character", "a\ud800b", "a\ufffdb"),
    _odd("a NUL", "ba\x00ker", "baker"),
    _odd("marks that turn the text round", "\u202egnp.exe\u2066", "gnp.exe", never=("\u202e", "\u2066")),
    _odd("words from right to left", "خباز", "\u2068خباز\u2069"),
    _odd("a heap of accents", ZALGO, never=("\u0301" * 5,)),
    _odd("families", FAMILY * 300, never=(FAMILY * 20,), cut=True),
    _odd("a look-alike of ours", "Bounceback Support", "Bounceback Support"),
    _odd("a formula", '=HYPERLINK("http://x")', '=HYPERLINK("http://x")'),
    _odd("a path", "../../etc/passwd", "../../etc/passwd"),
    _odd("SQL", "'; DROP TABLE people;--", "'; DROP TABLE people;--"),
    _odd("wildcards", "100%_", "100%_"),
    _odd(
        "a gap for values",
        "{0.__class__} %(token)s $(id) {employer}",
        "{0.__class__} %(token)s $(id) {employer}",
    ),
    _odd("a line of a log", "x\n2026-01-01 INFO forged", "x 2026-01-01 INFO forged"),
    _odd("the longest message there is", "x" * 4096, never=("x" * 121,), cut=True),
    Row("nothing", (said("   "),), ("log.again.role",), (commanded("/log"),), "log"),
    Row(
        "letters that show nothing",
        (said("\u200b\u2060\u3164"),),
        ("log.again.role",),
        (commanded("/log"),),
        "log",
    ),
    _line("nothing, where nothing is asked", "\u200b\u2060", "plain.lost"),
    _line("a command in wide letters", "／ｓｔａｒｔ", "plain.unsure", asks="plain.guess"),
    _line("a command with a look-alike letter", "/ѕtart", "plain.unsure", asks="plain.guess"),
)

COMMANDS = (
    Row("a link with a long payload", (commanded("/start " + "x" * 64),), ("start.again",)),
    Row("a link with too long a payload", (commanded("/start " + "x" * 4000),), ("start.again",)),
    Row("a link with odd characters", (commanded("/start %00 a b"),), ("start.again",)),
    Row("a link with somebody else's number", (commanded("/start 43"),), ("start.again",)),
    Row("the same command twice at once", (commanded("/start"), commanded("/start")), ("start.again",) * 2),
    Row("a command for another bot", (commanded("/start@OtherBot"),)),
    Row("a command for us by name", (commanded("/START@bounce_bot"),), ("start.again",)),
    Row("a second command below the first", (commanded("/start\n/delete", 6),), ("start.again",)),
    Row("a second command behind the first", (commanded("/start/delete", 6),), ("start.again",)),
    Row(
        "a command that is passed on",
        (commanded("/delete", forward_origin=FRIEND),),
        ("delete.ask",),
        asks="delete.sure",
    ),
    Row(
        "a yes that is passed on",
        (said("yes, delete everything", forward_origin=FRIEND),),
        ("delete.ask",),
        (commanded("/delete"),),
        "delete.sure",
        keeps=("Europe/London",),
    ),
    Row("a command that we do not have", (commanded("/queue"),), ("routes.unknown-command",)),
    Row("a command of operators", (commanded("/status"),), ("routes.unknown-command",)),
)

LEFT = ("routes.not-for-groups", "leaveChat")
_OURSELVES = {"id": 77, "is_bot": True, "first_name": "x", "username": "bounce_bot"}
_IN, _OUT = standing("left", "member", GROUP), standing("member", "left", GROUP)
_FORWARD = {"is_automatic_forward": True, "sender_chat": CHANNEL, "forward_origin": FRIEND}
_TELEGRAM: Raw = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
_CHANNEL_BOT: Raw = {"id": 136817688, "is_bot": True, "first_name": "Channel"}
_AS_CHANNEL: Raw = {"chat": DESK, "sender_chat": CHANNEL, "from": _CHANNEL_BOT}
_FACELESS: Raw = {"chat": DESK, "sender_chat": DESK, "from": ADMIN}

GROUPS = (
    Row("somebody writes in a group", (said("hi", chat=GROUP),), LEFT),
    Row("«delete» in a group", (commanded("/delete", chat=GROUP),), LEFT),
    Row(
        "we are put into a group",
        (_IN,),
        LEFT,
    ),
    Row(
        "we are put into a group, which is told twice",
        (
            standing("left", "member", GROUP),
            _thing(
                chat=GROUP,
                new_chat_members=[{"id": 77, "is_bot": True, "first_name": "x", "username": "bounce_bot"}],
            ),
        ),
        LEFT,
    ),
    Row(
        "we are made an administrator",
        (standing("left", "administrator", GROUP),),
        LEFT,
    ),
    Row(
        "we are put into a channel",
        (standing("left", "administrator", CHANNEL),),
        LEFT,
    ),
    Row(
        "we are put into a group again",
        (
            standing("left", "member", GROUP),
            standing("member", "left", GROUP),
            standing("left", "member", GROUP),
        ),
        LEFT * 2,
    ),
    Row("a channel's post", (update("channel_post", said("hi", chat=CHANNEL)["message"]),)),
    Row("Telegram passes a channel's post on", (said("hi", chat=GROUP, **_FORWARD, **{"from": _TELEGRAM}),)),
    Row(
        "somebody in a channel's name at the desk",
        (commanded("/queue", **_AS_CHANNEL),),
    ),
    Row(
        "an anonymous administrator at the desk",
        (commanded("/queue", **_FACELESS),),
        ("desk.show-yourself",),
    ),
    Row("words of an anonymous administrator", (said("hi", **_FACELESS),)),
    Row("«delete» at the desk", (commanded("/delete", chat=DESK),), ("desk.help",)),
    Row("a photo at the desk", (_thing(photo=PHOTO, chat=DESK),)),
)


def _day(words: str, *says: str, asks: str = "log", **more: Any) -> Row:
    """Words where a day is asked for."""
    return Row(f"a day: {words[:24]}", (said(words, **more),), says, (commanded(LOG),), asks)


def _zone(words: str, *says: str, asks: str = "settings.zone") -> Row:
    never = (f"'zone': '{words}'",)
    return Row(f"a zone: {words}", (said(words),), says, (commanded("/timezone"),), asks, never=never)


NO_ZONES = (
    "EST", "Mars/Base", "../../etc/passwd", "/etc/localtime", "Factory", "localtime", "posixrules",
    "Etc/GMT+2", "posix/Europe/London", "right/UTC", "Zulu",
)  # fmt: skip
DATES = (
    *(_day(words, "log.again.invalid") for words in ("31.02.2026", "29.02.2027", "00/00", "32.1")),
    *(_day(words, "log.again.invalid") for words in ("25:00", "24:00", "12:60", "23:59:60", "3 May 10000")),
    *(_day(words, "log.again.ambiguous") for words in ("7", "1926")),
    *(_day(words, "log.ask.which-when") for words in ("7pm", "19h", "tomorrow 3pm to 2pm")),
    *(_day(words, "log.ask.this-one") for words in ("½ 8", "noon", "3 December 2029")),
    _day("28 March 2027 1:30am", "log.ask.decision"),  # clocks skip it: said back as half past two
    *(_day(words, "log.ask.clock") for words in ("03/10/2026", "yesterday", "２４ December", "२४ December")),
    _day("9" * 400, "log.again.when"),
    _day("٣ ديسمبر", "log.again.when"),
    _zone("GMT+3", "settings.zone.which"),
    _zone("europe/berlin", "settings.zone.done", asks=""),
    *(
        _zone(words, "settings.zone.again")
        for words in ("EST", "Mars/Base", "../../etc/passwd", "/etc/localtime")
    ),
    *(_zone(words, "settings.zone.again") for words in ("Factory", "localtime", "posixrules", "Etc/GMT+2")),
    *(_zone(words, "settings.zone.again") for words in ("posix/Europe/London", "right/UTC", "Zulu")),
    Row(
        "a zone that no button of ours names",
        (update("callback_query", press("settings.set:0:0:zone=Factory", JANE["id"])["callback_query"]),),
        never=("Factory",),
    ),
)


@pytest.mark.parametrize("row", KINDS, ids=lambda row: row.what)
async def test_every_kind_of_message_has_its_answer(sqlite: AsyncEngine, row: Row) -> None:
    await _holds(River(sqlite), row)


TONGUES = (
    "Добрый день, помогите", "مرحبا", "नमस्ते", "你好", "ਸਤ ਸ੍ਰੀ ਅਕਾਲ", "Mam rozmowę we wtorek o 14", "Cześć",
    "¿Puedes ayudarme con mi entrevista?", "Am un interviu marți", "Je voudrais parler à quelqu'un",
    "Ich habe morgen ein Vorstellungsgespräch", "Mae gen i gyfweliad yfory", "Nie dostałem pracy",
)  # fmt: skip
ENGLISH = ("Data analyst at Société Générale, Tuesday 2pm", "no", "ok", "I said ciao and left", "🙂", "!?")


@pytest.mark.parametrize("words", TONGUES)
async def test_another_language_gets_a_kind_answer_and_no_guess(sqlite: AsyncEngine, words: str) -> None:
    await _holds(River(sqlite), _line(words, words, "plain.other-tongue"))


@pytest.mark.parametrize("words", ENGLISH)
async def test_english_is_not_taken_for_another_language(sqlite: AsyncEngine, words: str) -> None:
    assert "plain.other-tongue" not in await River(sqlite).arrives(said(words))


async def test_danger_is_heard_among_words_of_another_language(sqlite: AsyncEngine) -> None:
    assert "safety.card" in await River(sqlite).arrives(said("Nie mogę, I want to kill myself, proszę"))


@pytest.mark.parametrize("row", HOSTILE, ids=lambda row: row.what)
async def test_hostile_words_are_words(sqlite: AsyncEngine, row: Row) -> None:
    await _holds(River(sqlite), row)


@pytest.mark.parametrize("row", COMMANDS, ids=lambda row: row.what)
async def test_a_command_has_at_most_one_effect(sqlite: AsyncEngine, row: Row) -> None:
    await _holds(River(sqlite), row)


@pytest.mark.parametrize("row", GROUPS, ids=lambda row: row.what)
async def test_in_groups_we_say_what_we_are_and_go(sqlite: AsyncEngine, row: Row) -> None:
    await _holds(River(sqlite), row)


@pytest.mark.parametrize("row", DATES, ids=lambda row: row.what)
async def test_a_day_is_never_guessed_in_silence(sqlite: AsyncEngine, row: Row) -> None:
    await _holds(River(sqlite), row)


async def test_an_album_gets_one_answer_though_its_parts_come_apart(sqlite: AsyncEngine) -> None:
    river = River(sqlite)
    await river.arrives(commanded("/start"), commanded(LOG))
    parts = [_thing(photo=PHOTO, media_group_id="a1") for _ in range(10)]

    heard = await river.arrives(*parts[:3])
    river.begin()
    heard += await river.arrives(*parts[3:7])
    heard += await river.arrives(*parts[7:])

    assert heard == ["things.photo", "log.again.when"]


async def test_twenty_copies_in_a_minute_are_one_copy_and_one_notice(sqlite: AsyncEngine) -> None:
    river = River(sqlite)
    await river.arrives(commanded("/start"))

    heard = await river.arrives(*(commanded("/export") for _ in range(20)))

    assert heard == ["export.coming", "file", "export.rests"]


async def test_thirty_zones_in_a_minute_leave_the_last_and_each_reminder_once(sqlite: AsyncEngine) -> None:
    river = River(sqlite)
    await river.arrives(
        commanded("/start"), commanded("/log Baker at Crumbs, tomorrow 2pm, they decide by 30 September")
    )
    await river.arrives(said("yes"))
    zones = ("Tokyo", "London", "New York") * 10

    await river.arrives(*(commanded(f"/timezone {zone}") for zone in zones), commanded("/timezone Paris"))

    (person,) = await river.rows("people")
    keys = [row["key"] for row in await river.rows("outbox") if row["method"] == "nudge"]
    assert person["zone"] == "Europe/Paris"
    assert len(keys) == len(set(keys)) > 0


async def test_a_place_gives_the_zone_and_is_kept_nowhere(sqlite: AsyncEngine) -> None:
    river = River(sqlite)
    await river.arrives(commanded("/start"), commanded("/timezone"))
    assert await river.arrives(await river.pressed("Use where I am")) == [*STRIPPED, "settings.place.ask"]

    heard = await river.arrives(_thing(location=SPOT))

    assert heard == ["settings.place.thanks", "settings.place.check"]
    assert "Warsaw" in river.said[1]
    assert (await river.rows("people"))[0]["zone"] == "Europe/London"
    assert await river.arrives(await river.pressed("Use this time zone")) == [*STRIPPED, "settings.zone.done"]
    assert (await river.rows("people"))[0]["zone"] == "Europe/Warsaw"
    kept = await river.kept()
    assert not any(str(degrees) in kept for degrees in SPOT.values())
    assert all(row["body"] == b"" for row in await river.rows("inbox"))


def _at(latitude: float, longitude: float, **more: Any) -> Raw:
    return _thing(location={"latitude": latitude, "longitude": longitude, **more})


def _nowhere(what: str, place: Raw) -> Row:
    return Row(what, (place,), ("settings.place.nowhere", "settings.zone.ask"), asks="settings.zone")


WARSAW, MOVES = _at(52.23, 21.01), [_at(52.0 + n / 10, 21.0) for n in range(9)]
SHOWN = "settings.place.check"
PLACES = (
    Row("a place, unasked", (WARSAW,), (SHOWN,), asks="settings.place"),
    _nowhere("a place at sea", _at(40.0, -30.0)),
    _nowhere("nowhere on earth", _at(91.0, 0.0)),
    _nowhere("the pole", _at(90.0, 0.0)),
    Row("where they are already", (_at(51.5, -0.1),), ("settings.place.same",)),
    Row("yes to the zone", (WARSAW, said("yes")), (SHOWN, "settings.zone.done"), keeps=("Europe/Warsaw",)),
    Row("a city instead", (WARSAW, said("Dublin")), (SHOWN, "settings.zone.done"), keeps=("Europe/Dublin",)),
    Row("no to the zone", (WARSAW, said("no")), (SHOWN, "settings.zone.ask"), asks="settings.zone"),
    Row(
        "a voice after it",
        (WARSAW, _thing(voice=SOUND)),
        (SHOWN, "things.voice", SHOWN),
        asks="settings.place",
    ),
    Row(
        "a place that moves",
        (_at(52.0, 21.0, live_period=900), *(update("edited_message", moved["message"]) for moved in MOVES)),
        (SHOWN,),
        asks="settings.place",
    ),
)


@pytest.mark.parametrize("row", PLACES, ids=lambda row: row.what)
async def test_a_place_on_the_map_is_about_the_clock(sqlite: AsyncEngine, row: Row) -> None:
    await _holds(River(sqlite), row)


def _edit(raw: Raw) -> tuple[Raw, ...]:
    return (update("edited_message", raw["message"]),)


EDITS = (
    Row("a change to what was answered", _edit(said("Tuesday", edit_date=DATE + 9)), ("routes.edited",)),
    Row("a change to a picture's words", _edit(_thing(photo=PHOTO, caption="x")), ("routes.edited",)),
)


@pytest.mark.parametrize("row", EDITS, ids=lambda row: row.what)
async def test_a_change_to_a_message_is_not_lost_in_silence(sqlite: AsyncEngine, row: Row) -> None:
    await _holds(River(sqlite), row)


@pytest.mark.parametrize("who", [42, 2**33, 2**52 - 1])
async def test_any_number_of_a_person_and_any_words_fit_every_database(store: AsyncEngine, who: int) -> None:
    river = River(store)
    name = "S\x00a\ud800m" + "👩" * 64
    them: Any = {
        "from": {"id": who, "is_bot": False, "first_name": name},
        "chat": {"id": who, "type": "private"},
    }

    await river.arrives(
        commanded("/start", **them), commanded("/log a\x00b\ud800c at Crumbs, tomorrow 2pm", **them)
    )
    await river.arrives(said("no", **them), said("yes", **them))
    await river.arrives(await river.pressed("Add another interview", who))

    assert [row["person"] for row in await river.rows("interviews")] == [who]
    assert set(await river.states()) == {"done"}
    assert "\x00" not in await river.kept()


async def _holds(river: River, row: Row) -> None:
    await river.arrives(commanded("/start"), *row.before)

    heard = await river.arrives(*row.sends)

    assert tuple(heard) == row.says
    assert await river.question() == row.asks
    kept, told = await river.kept(), "\n".join(river.said)
    for words in row.shows:
        assert words in told
    for words in row.keeps:
        assert words in kept
    for words in row.never:
        assert words not in kept + told
    assert {"done", "ignored"} >= set(await river.states())
    (kept + told).encode()
    assert all(row["body"] == b"" for row in await river.rows("inbox"))
