"""The readers against lines whose author had not seen them."""

from tests.understand import heldout


def test_nineteen_of_twenty_plain_dates_are_read_right() -> None:
    plain = [reading for reading in heldout.read_dates() if not reading.arguable]

    wrong = [reading for reading in plain if not reading.correct]

    assert len(wrong) <= 0.05 * len(plain), heldout.listed(wrong)


def test_a_date_is_asked_for_rather_than_invented() -> None:
    readings = heldout.read_dates()

    invented = [reading for reading in readings if reading.invented]

    assert len(invented) <= 2, heldout.listed(invented)


def test_nobody_who_says_they_are_in_danger_is_missed() -> None:
    readings = heldout.read_distress()

    missed = [reading for reading in readings if reading.missed]

    assert not missed, heldout.listed(missed)


def test_everyday_sayings_seldom_raise_the_alarm() -> None:
    idioms = [reading for reading in heldout.read_distress() if reading.at_most is not None]

    alarmed = [reading for reading in idioms if reading.alarmed]

    assert len(alarmed) <= 0.1 * len(idioms), heldout.listed(alarmed)
