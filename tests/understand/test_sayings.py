"""How people in the UK type a day and a time: the share that is read right never falls."""

from tests.understand import sayings


def test_the_first_lines_stay_read_as_they_were_meant() -> None:
    readings = sayings.read(sayings.FIRST)

    wrong = [reading for reading in readings if not reading.correct]

    assert len(readings) > 400
    assert len(wrong) <= 0.01 * len(readings), "\n".join(map(str, wrong))


def test_no_line_is_read_as_another_day_than_was_meant() -> None:
    mistaken = [reading for reading in sayings.read(sayings.FIRST) if reading.mistaken]

    assert mistaken == [], "\n".join(map(str, mistaken))
