"""The readers against lines whose author had not seen them."""

import pytest

from tests.understand import heldout

DATES = [
    heldout.FIRST_DATES,
    heldout.SECOND_DATES,
    heldout.THIRD_DATES,
    heldout.FOURTH_DATES,
    heldout.FIFTH_DATES,
    heldout.SIXTH_DATES,
    heldout.SEVENTH_DATES,
    heldout.EIGHTH_DATES,
    heldout.NINTH_DATES,
]
DISTRESS = [heldout.FIRST_DISTRESS, heldout.SECOND_DISTRESS]


@pytest.mark.parametrize("name", DATES)
def test_nineteen_of_twenty_plain_dates_are_read_right(name: str) -> None:
    plain = [reading for reading in heldout.read_dates(name) if not reading.arguable]

    wrong = [reading for reading in plain if not reading.correct]

    assert len(wrong) <= 0.05 * len(plain), heldout.listed(wrong)


@pytest.mark.parametrize("name", DATES)
def test_a_date_is_asked_for_rather_than_invented(name: str) -> None:
    readings = heldout.read_dates(name)

    invented = [reading for reading in readings if reading.invented]

    assert len(invented) <= 2, heldout.listed(invented)


@pytest.mark.parametrize("name", DISTRESS)
def test_nobody_who_says_they_are_in_danger_is_missed(name: str) -> None:
    readings = heldout.read_distress(name)

    missed = [reading for reading in readings if reading.missed]

    assert not missed, heldout.listed(missed)


@pytest.mark.parametrize("name", DISTRESS)
def test_everyday_sayings_seldom_raise_the_alarm(name: str) -> None:
    idioms = [reading for reading in heldout.read_distress(name) if reading.at_most is not None]

    alarmed = [reading for reading in idioms if reading.alarmed]

    assert len(alarmed) <= 0.1 * len(idioms), heldout.listed(alarmed)
