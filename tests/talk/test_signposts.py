"""Rights, careers and money: the services of where somebody lives, and a way back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import routes
from bot.domain.facts import Facts
from bot.domain.library import Library
from bot.domain.question import Question
from tests.cast import ACME, LIBRARY, MONDAY, SAM, buttons, facts, labels, press, said, says, words

UK = ("GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR")
PAGES = ("rights", "careers", "money")


def there(nation: str, library: Library = LIBRARY) -> Facts:
    return facts(person=replace(SAM, nation=nation), library=library)


def read(nation: str, page: str) -> str:
    world = there(nation)
    return words(world, routes.decide(world, press("signposts.show", extra=page)))


@pytest.mark.parametrize("nation", ["GB-ENG", "GB-SCT", "GB-WLS"])
def test_in_great_britain_acas_and_the_equality_service_help_with_rights(nation: str) -> None:
    told = read(nation, "rights")

    assert "0300 123 1100" in told
    assert "0808 800 0082" in told
    assert "Northern Ireland" not in told


def test_northern_ireland_has_its_own_bodies_for_rights() -> None:
    told = read("GB-NIR", "rights")

    assert "Labour Relations Agency: call 03300 555 300" in told
    assert "Equality Commission for Northern Ireland" in told
    assert "Acas" not in told


def test_rights_are_told_without_a_number_of_days_and_without_a_verdict() -> None:
    told = read("GB-ENG", "rights")

    assert "time limits are short" in told
    assert "month" not in told
    assert "I can't say if something was against the law" in told


@pytest.mark.parametrize(
    ("nation", "line"),
    [
        ("GB-ENG", "National Careers Service: call 0800 100 900"),
        ("GB-SCT", "Skills Development Scotland: call 0800 917 8000"),
        ("GB-WLS", "Careers Wales, with Working Wales: call 0800 028 4844"),
        ("GB-NIR", "nidirect Careers Service: see nidirect.gov.uk"),
    ],
)
def test_careers_advice_is_the_nations_own(nation: str, line: str) -> None:
    told = read(nation, "careers")

    assert f"• {line}" in told
    assert told.count("• ") == 1


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("nation", ["GB", "IE", "INTL", "FR"])
def test_where_the_nation_is_unknown_every_service_says_where_it_is(nation: str, page: str) -> None:
    told = read(nation, page)

    lines = [line for line in told.splitlines() if line.startswith("• ")]
    assert all(line.startswith("• In ") for line in lines)
    assert all(any(name in line for line in lines) for name in ("England", "Scotland", "Wales", "Northern"))


@pytest.mark.parametrize("nation", ["GB", "GB-SCT", "IE"])
def test_a_service_for_all_of_the_uk_is_there_for_every_nation(nation: str) -> None:
    posts = {"advice": replace(LIBRARY.signposts["citizens-advice"], nations=("GB",))}
    world = there(nation, replace(LIBRARY, signposts=posts))

    told = words(world, routes.decide(world, press("signposts.show", extra="money")))

    assert "• Citizens Advice: see citizensadvice.org.uk\n" in told


def test_somebody_outside_the_uk_hears_that_these_are_of_the_uk() -> None:
    assert "in the UK so far" in read("IE", "careers")
    assert "in the UK so far" not in read("GB", "careers")
    assert "in the UK so far" not in read("GB-ENG", "careers")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("nation", ["GB", *UK])
def test_each_leads_on_and_back(nation: str, page: str) -> None:
    decision = routes.decide(there(nation), press("signposts.show", extra=page))

    assert len(labels(decision)) == 3
    assert labels(decision)[-1] in ("button.whats-next", "button.signposts.back")
    for button in buttons(decision):
        assert says(routes.decide(there(nation), press(button.action, button.id, extra=button.extra)))


def test_the_way_back_is_the_page_that_led_here_and_its_interview() -> None:
    page = LIBRARY.texts["en-GB"]["waiting"]
    texts = {"en-GB": {**LIBRARY.texts["en-GB"], "discrimination": page}}
    world = replace(there("GB-ENG", replace(LIBRARY, texts=texts)), interviews=(ACME,))

    back = buttons(routes.decide(world, press("signposts.show", ACME.id, extra="rights")))[-1]

    assert (back.action, back.id, back.extra) == ("guide.show", ACME.id, "discrimination")


@pytest.mark.parametrize("page", PAGES)
def test_the_words_on_the_button_can_be_typed(page: str) -> None:
    typed = LIBRARY.label(f"button.signposts.{page}", "en-GB").upper()

    assert says(routes.decide(facts(), said(typed))) == [f"signposts.{page}"]


@pytest.mark.parametrize(
    ("typed", "page"), [("find who can help", "rights"), ("Find a careers service", "careers")]
)
def test_the_words_on_a_button_of_a_page_can_be_typed_too(typed: str, page: str) -> None:
    assert says(routes.decide(facts(), said(typed))) == [f"signposts.{page}"]


def test_an_answer_is_no_button() -> None:
    question = Question("log", draft={"id": "16"}, asked_at=MONDAY)

    assert says(routes.decide(facts(question=question), said("Careers adviser at Acme"))) != [
        "signposts.careers"
    ]


def test_a_page_that_is_not_there_is_gone() -> None:
    assert routes.decide(facts(), press("signposts.show", extra="horoscopes")).toast is not None
