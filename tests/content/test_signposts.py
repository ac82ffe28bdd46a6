"""signposts.yaml: every mistake has its line, numbers stand once, and what nobody has checked is named."""

from __future__ import annotations

import re
import shutil
from datetime import date, time
from pathlib import Path

import pytest

from bot.content import BadContent, load, loading, signposts
from bot.content.checking import review
from bot.domain.signposts import By, Hours, Kind, Span, Way
from tests.content.shelves import Folder

CONTENT = Path(__file__).parent.parent.parent / "content"
FILE = "signposts.yaml"
STRINGS = "strings/en-GB/lines.yaml"

GOOD = """\
samaritans:
  name: Samaritans
  kind: crisis
  nations: [UK, Ireland]
  ways:
    - {call: 116 123, free: true}
    - {email: jo@samaritans.org}
  hours: always
  source: https://www.samaritans.org/
  checked_on: 2026-11-01
  checked_by: nobody yet, from a stored copy
  review_by: 2027-02-01
breathing-space:
  name: Breathing Space
  kind: low-mood
  nations: [Scotland]
  ways:
    - {call: 0800 83 85 87, free: true}
  youngest: 16
  hours: ["mon-thu 18:00-02:00", "fri 18:00 - mon 06:00"]
  source: https://breathingspace.scot/
  checked_on: 2026-11-01
  checked_by: Ms Ade
  review_by: 2027-03-01
"""


@pytest.fixture
def lines(folder: Folder) -> Folder:
    """A folder in order that has two helplines."""
    folder.write(FILE, GOOD)
    folder.write(STRINGS, "signpost.samaritans: for anyone\nsignpost.breathing-space: if you feel low\n")
    return folder


def test_a_signpost_is_read_with_all_that_is_known_of_it(lines: Folder) -> None:
    posts = lines.load().signposts

    assert list(posts) == ["samaritans", "breathing-space"]
    assert posts["samaritans"].ways == (
        Way(By.CALL, "116 123", free=True),
        Way(By.EMAIL, "jo@samaritans.org"),
    )
    assert posts["samaritans"].hours == Hours()
    assert posts["breathing-space"].kind is Kind.LOW_MOOD
    assert posts["breathing-space"].youngest == 16
    assert posts["breathing-space"].checked_on == date(2026, 11, 1)
    assert posts["breathing-space"].languages == ("en",)


@pytest.mark.parametrize(
    ("names", "nations"),
    [
        ("UK, Ireland", ("GB", "IE")),
        ("Great-Britain", ("GB-ENG", "GB-SCT", "GB-WLS")),
        ("Northern-Ireland", ("GB-NIR",)),
        ("elsewhere", ("INTL",)),
    ],
)
def test_nations_go_by_the_names_that_texts_use(lines: Folder, names: str, nations: tuple[str, ...]) -> None:
    lines.replace(FILE, "[Scotland]", f"[{names}]")

    assert lines.load().signposts["breathing-space"].nations == nations


def test_hours_are_read_as_stretches_of_the_week(lines: Folder) -> None:
    hours = lines.load().signposts["breathing-space"].hours

    assert hours is not None
    assert hours.spans == (
        Span(0, time(18), 1, time(2)),
        Span(1, time(18), 1, time(2)),
        Span(2, time(18), 1, time(2)),
        Span(3, time(18), 1, time(2)),
        Span(4, time(18), 3, time(6)),
    )


@pytest.mark.parametrize(
    ("words", "spans"),
    [
        ("daily 17:00-24:00", [Span(day, time(17), 1, time(0)) for day in range(7)]),
        ("mon-sun 00:00-24:00", [Span(day, time(0), 1, time(0)) for day in range(7)]),
        ("Sat 10:00-17:00", [Span(5, time(10), 0, time(17))]),
        ("sat-mon 10:00-17:00", [Span(day, time(10), 0, time(17)) for day in (5, 6, 0)]),
        ("fri 18:00 - fri 20:00", [Span(4, time(18), 0, time(20))]),
        ("sun 22:00 - mon 24:00", [Span(6, time(22), 2, time(0))]),
    ],
)
def test_hours_can_be_written_in_several_ways(lines: Folder, words: str, spans: list[Span]) -> None:
    lines.replace(FILE, '["mon-thu 18:00-02:00", "fri 18:00 - mon 06:00"]', f'["{words}"]')

    hours = lines.load().signposts["breathing-space"].hours
    assert hours is not None
    assert list(hours.spans) == spans


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("[Scotland]", "[Scotlnd]", "16: «Scotlnd» is no nation that we know (did you mean «Scotland»?)"),
        ("[Scotland]", "[]", "13: «nations» is missing"),
        ("mon-thu 18:00-02:00", "mon-thu 6pm", "20: «mon-thu 6pm» is not read as hours"),
        ("mon-thu 18:00-02:00", "mon-thu 18:00-25:00", "20: «mon-thu 18:00-25:00» is not read as hours"),
        ("mon-thu 18:00-02:00", "mo-thu 18:00-02:00", "20: «mo-thu 18:00-02:00» is not read as hours"),
        ("  hours: always\n", "", "1: «hours» is missing"),
        ("  hours: always\n", "  hours: always\n  zone: Europe/Londn\n", "9: there is no time zone"),
        ("  source: https://www.samaritans.org/\n", "", "1: «source» is missing"),
        ("https://www.samaritans.org/", "the leaflet", "9: «the leaflet» is no address"),
        ("  checked_on: 2026-11-01\n  checked_by: nob", "  checked_by: nob", "1: «checked_on» is missing"),
        ("  review_by: 2027-03-01\n", "", "13: «review_by» is missing"),
        ("2027-03-01", "next spring", "24: «next spring» is no date like 2027-02-24"),
        ("  checked_by: Ms Ade\n", "", "13: «checked_by» is missing"),
        ("name: Breathing Space", "name: Samaritans", "14: «samaritans» has the name «Samaritans» already"),
        ("breathing-space:\n", "samaritans:\n", "13: «samaritans» is here twice"),
        ("breathing-space:\n", "samaritans-email:\n", "{samaritans_email} would mean «samaritans» too"),
        ("breathing-space:\n", "Breathing Space:\n", "13: «Breathing Space» has to be small letters"),
        ("kind: low-mood", "kind: low-moods", "15: «low-moods» is not known here (did you mean «low-mood»?)"),
        ("  kind: crisis\n", "", "1: «kind» is missing"),
        ("  name: Samaritans\n", "", "1: «name» is missing"),
        ("{call: 116 123, free: true}", "{cal: 116 123, free: true}", "6: a way is one of call, text"),
        ("{call: 116 123, free: true}", "{call: 116 123, free: perhaps}", "6: this has to be true or false"),
        ("  youngest: 16\n", "  youngest: sixteen\n", "19: this has to be a whole number"),
        ("  youngest: 16\n", "  yungest: 16\n", "19: «yungest» is not known here (did you mean «youngest»?)"),
    ],
)  # fmt: skip
def test_every_mistake_is_told_with_its_line(lines: Folder, old: str, new: str, mistake: str) -> None:
    lines.replace(FILE, old, new)

    assert any(mistake in line and f"content/{FILE}:" in line for line in lines.mistakes()), lines.mistakes()


def test_what_is_no_list_of_signposts_is_refused(lines: Folder) -> None:
    lines.write(FILE, "- samaritans\n")

    assert "a signpost is its name" in lines.mistakes()[0]


def test_an_urgent_line_says_who_it_is_for(lines: Folder) -> None:
    lines.replace(STRINGS, "signpost.breathing-space: if you feel low\n", "")

    assert lines.mistakes() == [
        "content/signposts.yaml:13: nothing says who it is for: en-GB has no «signpost.breathing-space»"
    ]


def test_numbers_go_by_the_names_of_their_signposts(lines: Folder) -> None:
    assert signposts.numbers(loading.read(lines.root)) == {
        "samaritans": "116 123",
        "samaritans_call": "116 123",
        "samaritans_email": "jo@samaritans.org",
        "breathing_space": "0800 83 85 87",
        "breathing_space_call": "0800 83 85 87",
    }


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("safety.card", "samaritanz"),
        ("safety.still-here", "samaritanz"),
        ("support.card", "employer"),
        ("log.anything", "samaritans_text"),
        ("log.anything", "breathing_space_web"),
    ],
)
def test_a_text_that_names_a_signpost_that_is_not_there_is_a_mistake(
    lines: Folder, id_: str, name: str
) -> None:
    lines.write("strings/en-GB/card.yaml", f"{id_}: Call {{{name}}}\n")

    (mistake,) = lines.mistakes()
    assert mistake.startswith(
        f"content/strings/en-GB/card.yaml:1: «{id_}»: there is no signpost for {{{name}}}"
    )


def test_values_that_others_give_are_no_signposts(lines: Folder) -> None:
    lines.write("strings/en-GB/card.yaml", "log.anything: At {employer}\nsupport.nation: In {nation}\n")

    assert lines.load().signposts


def test_what_nobody_has_looked_at_is_to_be_done_but_no_mistake(lines: Folder) -> None:
    (warning,) = signposts.unchecked(loading.read(lines.root))

    assert str(warning) == (
        "content/signposts.yaml:11: before launch: nobody has looked at the live page of «Samaritans» yet: "
        "https://www.samaritans.org/"
    )
    assert warning in review(lines.root, date(2026, 11, 2)).look


def test_a_signpost_is_looked_at_again_when_its_time_has_come(lines: Folder) -> None:
    shelf = loading.read(lines.root)

    assert list(signposts.overdue(shelf, date(2027, 2, 1))) == []
    assert [mistake.line for mistake in signposts.overdue(shelf, date(2027, 2, 2))] == [12]
    assert len(list(signposts.overdue(shelf, date(2027, 3, 2)))) == 2


def test_a_page_has_the_numbers_of_each_nation_in_it(lines: Folder) -> None:
    lines.replace(
        "guidance/en-GB/waiting.md",
        "A wait wears on you.",
        "A wait wears on you. Ring {samaritans}.\n\n@Scotland Or {breathing_space}.\n",
    )
    library = lines.load()

    assert library.text("waiting", "en-GB", turn=1) == "A wait wears on you. Ring 116 123."
    assert library.text("waiting", "en-GB", turn=1, nation="GB-SCT").endswith("Or 0800 83 85 87.")
    assert library.needs("waiting", "en-GB") == frozenset()


def test_a_page_that_misspells_a_signpost_is_told_the_right_name(lines: Folder) -> None:
    lines.replace("guidance/en-GB/waiting.md", "A wait", "{samaritan}: a wait")

    told = "nobody fills in {samaritan} in «waiting» (did you mean «samaritans»?)"
    assert f"content/guidance/en-GB/waiting.md:2: {told}" in lines.mistakes()


def test_the_lines_in_the_guide_for_editors_are_read(lines: Folder) -> None:
    guide = (CONTENT / "README.md").read_text(encoding="utf-8")
    example = re.search(r"^    checked_on: .*\n    checked_by: .*\n    review_by: .*\n", guide, re.MULTILINE)
    assert example
    known = "  checked_on: 2026-11-01\n  checked_by: Ms Ade\n  review_by: 2027-03-01\n"
    lines.replace(FILE, known, example[0].replace("    ", "  "))

    assert lines.load().signposts["breathing-space"].checked


def test_a_number_stands_in_a_text_once_it_is_read(lines: Folder) -> None:
    lines.write("strings/en-GB/card.yaml", "safety.card: Call {samaritans} or write to {samaritans_email}.\n")

    assert lines.load().text("safety.card", "en-GB") == "Call 116 123 or write to jo@samaritans.org."


# --- what ships


@pytest.mark.parametrize("gone", ["emergency", "samaritans", "shout", "lifeline", "nhs-111"])
def test_a_crisis_number_that_is_gone_stops_the_start(tmp_path: Path, gone: str) -> None:
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy)
    whole = (copy / FILE).read_text(encoding="utf-8")
    without = re.sub(rf"^{gone}:\n(?: .*\n)*", "", whole, flags=re.MULTILINE)
    (copy / FILE).write_text(without, encoding="utf-8")

    with pytest.raises(BadContent) as caught:
        load(copy)

    assert without != whole
    assert any("safety.yaml" in m.file and "there is no signpost" in m.reason for m in caught.value.mistakes)


def test_nothing_starts_without_the_helplines(tmp_path: Path) -> None:
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy)
    (copy / FILE).unlink()

    with pytest.raises(BadContent):
        load(copy)


def test_numbers_stand_once() -> None:
    numbers = {
        value for value in signposts.numbers(loading.read(CONTENT)).values() if re.search(r"\d", value)
    }
    elsewhere = {FILE, "sources.yaml", "README.md"}
    texts = {
        path: path.read_text(encoding="utf-8")
        for path in CONTENT.rglob("*")
        if path.suffix in (".md", ".yaml") and path.relative_to(CONTENT).as_posix() not in elsewhere
    }

    # «NHS 111» is a name, too.
    standing = re.compile(rf"(?<![\w-])(?<!NHS )(?:{'|'.join(map(re.escape, numbers))})(?![\w-])")
    assert {path.name: found for path, text in texts.items() if (found := standing.findall(text))} == {}


def test_every_urgent_signpost_that_ships_can_be_reached_and_has_a_provider() -> None:
    for post in load(CONTENT).signposts.values():
        assert post.source.startswith("https://")
        assert (post.review_by - post.checked_on).days <= 90
        if post.kind.urgent:
            assert post.hours is not None
            assert post.first(By.CALL, By.TEXT, By.WEB)


@pytest.mark.parametrize("nation", ["GB-ENG", "GB-SCT", "GB-WLS", "GB-NIR"])
def test_every_nation_of_the_uk_has_each_kind_of_help(nation: str) -> None:
    posts = load(CONTENT).signposts.values()

    for kind in (Kind.CRISIS, Kind.ABUSE, Kind.RIGHTS, Kind.EQUALITY, Kind.CAREERS, Kind.MONEY):
        assert [post for post in posts if post.kind is kind and nation in post.nations], kind


def test_the_lines_to_leave_out_until_they_are_checked_are_left_out() -> None:
    names = {post.name for post in load(CONTENT).signposts.values()}

    assert not names & {"SANEline", "Mind"}


def test_all_that_nobody_has_looked_at_is_on_the_list_before_launch() -> None:
    left = list(signposts.unchecked(loading.read(CONTENT)))

    assert len(left) == sum(not post.checked for post in load(CONTENT).signposts.values())


def test_no_list_of_who_a_line_is_for_names_one_that_is_gone() -> None:
    words = (CONTENT / "strings/en-GB/signposts.yaml").read_text(encoding="utf-8")
    named = set(re.findall(r"^signpost\.([a-z0-9-]+):", words, re.MULTILINE))

    assert named == {id_ for id_, post in load(CONTENT).signposts.items() if post.kind.urgent}
