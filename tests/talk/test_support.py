"""Help that lies behind the card: for everybody first, then the person's nation, and only what is open."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot import routes
from bot.domain.change import Ask, Settle
from bot.domain.decision import Message
from bot.domain.facts import Facts
from bot.domain.question import Question
from bot.domain.text import unmarked
from bot.talk import support
from tests.cast import MONDAY, SAM, command, facts, follow, labels, only, press, said, says, words

UK = ("GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR")
FRIDAY_NIGHT = datetime(2026, 11, 27, 20, 0, tzinfo=UTC)
MORE = press("safety.more")
WHERE = Question(support.QUESTION, asked_at=MONDAY)


def there(nation: str, now: datetime = MONDAY, zone: str = "Europe/London") -> Facts:
    return facts(person=replace(SAM, nation=nation, zone=zone), now=now)


def read(world: Facts) -> str:
    """What somebody reads who wants more helplines."""
    return words(world, routes.decide(world, MORE))


@pytest.mark.parametrize("nation", ["GB", *UK, "IE", "INTL", "FR"])
def test_more_helplines_never_wait_for_a_nation(nation: str) -> None:
    told = says(routes.decide(there(nation), MORE))

    assert "support.more" in told
    assert told[-1] == "support.access"


@pytest.mark.parametrize("nation", ["GB", *UK])
def test_in_the_uk_the_lines_for_all_of_it_come_first(nation: str) -> None:
    assert says(routes.decide(there(nation), MORE))[0] == "support.more"


@pytest.mark.parametrize("nation", ["GB", *UK, "IE", "INTL"])
@pytest.mark.parametrize("now", [MONDAY, FRIDAY_NIGHT, datetime(2026, 7, 4, 3, 0, tzinfo=UTC)])
def test_lines_that_never_close_are_there_at_any_hour(nation: str, now: datetime) -> None:
    told = read(there(nation, now))

    for always in ("116 123", "SHOUT to 85258", "0800 1111", "0800 068 4141", "18000", "999bsl.co.uk"):
        assert always in told


def test_each_nation_has_its_own_lines() -> None:
    own = {
        "GB-ENG": ("call 111", "mental health option", "0808 2000 247"),
        "GB-SCT": ("call 111", "NHS 24", "0800 027 1234"),
        "GB-WLS": ("call 111", "option 2", "0800 132 737", "HELP to 81066", "0808 80 10 800"),
        "GB-NIR": ("0808 808 8000", "18001 0808 808 8000", "0808 802 1414"),
        "IE": ("112 or 999", "50808"),
        "INTL": ("findahelpline.com", "befrienders.org", "local emergency number"),
    }
    for nation, lines in own.items():
        assert all(line in read(there(nation)) for line in lines), nation


def test_nobody_in_northern_ireland_is_sent_to_111() -> None:
    decision = routes.decide(there("GB-NIR"), press("support.nation", extra="GB-NIR"))

    assert not re.search(r"\b111\b", words(there("GB-NIR"), decision))


def test_a_line_that_is_closed_is_not_offered_and_says_when_it_opens() -> None:
    told = read(there("GB-SCT"))

    assert "CALM is closed now. It opens today at 5pm." in told
    assert "Breathing Space is closed now. It opens today at 6pm." in told
    assert "0800 58 58 58" not in told
    assert "0800 83 85 87" not in told


def test_a_line_that_is_open_says_until_when() -> None:
    told = read(there("GB-SCT", FRIDAY_NIGHT))

    assert "call 0800 58 58 58, free. It's open now, until midnight" in told
    assert "call 0800 83 85 87, free. It's open now, until Monday 30 November, 6am" in told
    assert "closed" not in told


def test_hours_are_told_on_the_persons_own_clock() -> None:
    told = read(there("GB-WLS", zone="Europe/Warsaw"))

    assert "CALM is closed now. It opens today at 6pm." in told


def test_a_line_that_opens_after_midnight_here_opens_tomorrow() -> None:
    told = read(there("GB", zone="Asia/Tokyo"))

    assert "CALM is closed now. It opens tomorrow at 2am." in told


def test_lines_for_the_young_come_after_those_for_everybody() -> None:
    told = read(there("GB", FRIDAY_NIGHT))

    assert (
        told.index("116 123") < told.index("0800 58 58 58") < told.index("Papyrus") < told.index("Childline")
    )


def test_every_list_is_short_and_calm() -> None:
    for nation in ("GB", *UK, "IE", "INTL"):
        for now in (MONDAY, FRIDAY_NIGHT):
            world = there(nation, now)
            for message in routes.decide(world, MORE).messages:
                assert isinstance(message, Message)
                text = unmarked(world.library.text(message.say, "en-GB", message.values))
                assert len(text) <= 600
                assert not re.search("[!\U0001f300-\U0001faff]|job|interview|career|committed", text)
                parts = [part.count("• ") for part in text.split("\n\n")]
                assert max(parts) <= 4


def test_a_nation_can_be_chosen_where_we_do_not_know_it() -> None:
    more = routes.decide(facts(), MORE)

    assert labels(more)[0] == "button.support.england"
    for label in labels(more)[:-1]:
        assert says(routes.decide(facts(), follow(more, label))) == ["support.nation"]
    assert says(routes.decide(facts(), follow(more, "button.support.elsewhere"))) == ["support.abroad"]
    assert support.nation(facts(), press("support.nation", extra="Mars")).toast is not None


@pytest.mark.parametrize("nation", [*UK, "IE", "INTL"])
def test_a_nation_that_we_know_is_not_asked_for(nation: str) -> None:
    decision = routes.decide(there(nation), MORE)

    assert labels(decision) == []
    assert not decision.changes
    assert "Where are you?" not in words(there(nation), decision)


@pytest.mark.parametrize("typed", ["Wales", "wales", "3"])
def test_a_nation_can_be_typed(typed: str) -> None:
    more = routes.decide(facts(), MORE)

    decision = routes.decide(facts(question=only(more, Ask).question), said(typed))

    assert says(decision) == ["support.nation"]
    assert "In Wales:" in words(facts(), decision)


def test_other_words_after_the_nations_are_read_as_always() -> None:
    decision = routes.decide(facts(question=WHERE), said("thanks"))

    assert says(decision) == ["plain.thanks"]
    assert Settle() in decision.changes


def test_a_question_that_is_open_is_not_pushed_aside() -> None:
    log = Question("log", draft={"id": "16"}, asked_at=MONDAY)

    assert not routes.decide(facts(question=log), MORE).changes


def test_nothing_is_asked_of_somebody_who_has_just_been_in_danger() -> None:
    shown = replace(SAM, crisis_at=MONDAY)

    assert not routes.decide(facts(person=shown), MORE).changes


def test_looking_for_help_pauses_nothing() -> None:
    decision = routes.decide(facts(), command("/support"))

    assert says(decision) == ["support.card"]
    assert not decision.changes
