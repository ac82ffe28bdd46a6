"""Pictures can be read by everybody: words by 4.5 to 1, shapes by 3 to 1, as WCAG 2.2 reckons contrast."""

from __future__ import annotations

import pytest

from bot.papers.colours import DARK, LIGHT, Colours


def contrast(one: str, other: str) -> float:
    """How much brighter the one is than the other, from 1 to 21."""
    dark, bright = sorted((_brightness(one), _brightness(other)))
    return (bright + 0.05) / (dark + 0.05)


def _brightness(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_reckoned_as_the_standard_says() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_shapes_stand_out_from_what_is_behind_them(colours: Colours) -> None:
    for behind in (colours.panel, colours.ground):
        assert contrast(colours.ink, behind) >= 7
        assert contrast(colours.soft, behind) >= 4.5
    assert contrast(colours.goal, colours.panel) >= 4.5
    assert min(contrast(stage, colours.panel) for stage in colours.stages) >= 3


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_nothing_is_red(colours: Colours) -> None:
    for colour in (*colours.stages, colours.goal, colours.line):
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        assert green >= 0.6 * red or blue >= red, colour
