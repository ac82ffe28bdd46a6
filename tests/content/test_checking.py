"""What `bounceback check` finds in words that could be sent and should not be, with line and reason."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from subprocess import run

import pytest

from bot import routes
from bot.app import NAMED
from bot.content import load
from bot.content.checking import Review, review
from bot.settings import CONTENT
from tests.content.shelves import ACTIONS, Folder

SEED = Path(__file__).parent.parent.parent.parent / "shared" / "seed"
TODAY = date(2026, 12, 1)

WAITING = "guidance/en-GB/waiting.md"
GOT = "guidance/en-GB/got-the-job.md"
WARM_UP = "exercises/en-GB/warm-up.md"
REFRAME = "reframes/en-GB/reframe-ghosted.md"
THANKS = "templates/en-GB/thank-you.md"
NUDGE = "nudges/en-GB/result-check.md"
LOG = "strings/en-GB/log.yaml"
LABELS = "strings/en-GB/buttons.yaml"
JOURNEY = "journeys/result-check.yaml"
STYLE = "style.yaml"

LONG = "We " + "are here and " * 9
HARD = "Organisational considerations notwithstanding, remuneration negotiations necessitate sensitivity."
STEPS = "steps:\n"
ENDS = "until: outcome\n"
FROM = "    from: decision-day\n"
AFTER = 'after: {working_days: 1}, at: "10:00"'


@pytest.fixture
def proofs(folder: Folder) -> Folder:
    """A small folder in order, with the style that ships."""
    folder.write(STYLE, (CONTENT / STYLE).read_text(encoding="utf-8"))
    return folder


def reviewed(folder: Folder, against: Path | None = None) -> Review:
    """All that there is to say about a folder."""
    return review(folder.root, TODAY, actions=ACTIONS, ids_used=frozenset({"log.no"}), against=against)


PLANTED = [
    # words that are avoided
    (
        WAITING,
        "Do one small",
        "Don't worry. Do one small",
        ":15: «Don't worry»: say what is known, or what to do",
    ),
    (WAITING, "A wait", "Cheer\u2000up. A wait", ":17: «Cheer up»: name what is hard first"),
    (GOT, "You have a day", "Don\u2019t worry. You have a day", ":16: «Don\u2019t worry»: say what is known"),
    (LOG, "Thank you.", "Thanks for REACHING out.", ":6: «REACHING out»: say «writing to»"),
    (LOG, "  [[On {when}]]", "  No leverage\n  [[On {when}]]", ":4: «leverage»: say «use»"),
    (
        THANKS,
        "Thank you for your time",
        "Touch base for your time",
        ":7: «Touch base»: say «talk» or «write»",
    ),
    (NUDGE, "Have you heard", "{x|Loser}, have you heard", ":5: «Loser»: leave it out"),
    (WAITING, "title: Getting through", "title: Stay positive in", ":3: «Stay positive»: leave it out"),
    (WAITING, "short: What to do", "short: Circle back,", ":4: «Circle back»: say «ask again»"),
    (WARM_UP, "Breathe out.", "You should have rested.", ":6: «You should have»: say what can be done now"),
    (WARM_UP, "Breathe out.", "You failed that.", ":6: «You failed»: this blames the reader; say what"),
    (
        WARM_UP,
        "Breathe out.",
        "Just breathe out.",
        ":6: «Just breathe»: leave out «Just»; it may not be easy",
    ),
    (WARM_UP, "Breathe out.", "Sit and simply write.", ":6: «and simply write»: leave out «simply»"),
    (WARM_UP, "Breathe out.", "Breathe OUTWARDS.", ":6: «OUTWARDS» shouts; write it small, or add it to"),
    # spelling
    (WARM_UP, "Breathe out.", "Organize it.", ":6: «Organize»: American; in Britain organise"),
    (LOG, "- Thanks!", "- Thanks for the color!", ":7: «color»: American; in Britain colour"),
    (LABELS, "Read more", "Read your resume", ":2: «your resume»: American; in Britain your CV"),
    # how plain it is
    (
        WARM_UP,
        "Breathe out.",
        f"{LONG}so on.",
        ":6: a sentence has 30 words, 25 at most: «We are here and are …»",
    ),
    (LOG, "Thank you.", f"{LONG}so on.", ":6: a sentence has 30 words, 25 at most"),
    (
        WARM_UP,
        "Breathe out.",
        "It is a " * 5 + "day.",
        ":6: sentences have 16.0 words on average, 15 at most",
    ),
    (WARM_UP, "Breathe out.", "One. Two. Three. Four.", ":6: a paragraph has 4 sentences; divide it, 3 fit"),
    (WARM_UP, "Breathe out.", "- a\n- b\n- c\n- d\n- e\n- f", ":10: a list has 6 items, 4 at most"),
    (WARM_UP, "Breathe out.", "Do:\n\n" + "1. a\n" * 7, ":14: a list has 7 items, 6 at most"),
    (
        WARM_UP,
        "Breathe out.",
        "Here we go.\n\n" * 31,
        ":6: this is 93 words long, 90 at most; what can go below",
    ),
    (WARM_UP, "Breathe out.", HARD, ":6: reads at grade "),
    (WARM_UP, "Breathe out.", f"Hi.\n\n@Wales {HARD}", ":6: for Wales reads at grade "),
    (WARM_UP, "Breathe out.", "**One**.\n\n**Two**.", ":8: this has 2 bold phrases; one is enough"),
    (WAITING, "Waiting is", "[See](https://example.org/a). It is", ":15: this has 2 links; one is enough"),
    # emoji
    (GOT, "writing. 🎉", "writing. 🎉 Rest now.", ":14: «🎉»: an emoji stands at the end, after the words"),
    (GOT, "🎉", "🎉🎉", ":14: «🎉»: one emoji is enough"),
    (GOT, "🎉", "\n\n🎉", ":16: «🎉»: an emoji never stands alone"),
    (WARM_UP, "Breathe out.", "Breathe out. 🙂", ":6: «🙂»: where an emoji may stand, the page says"),
    (THANKS, "Thank you for your time", "Thank you 🙂", ":7: «🙂»: "),
    (LOG, "- Thanks!", "- Thanks! 🙂", ":7: «🙂»: only what «emoji» in style.yaml names may have one"),
    (LABELS, "Got it", "👍", ":1: «👍»: "),
    # buttons
    (
        LABELS,
        "Read more",
        "The page",
        ":2: the button «The page» begins with no verb that style.yaml knows; say",
    ),
    (
        NUDGE,
        "buttons: [got-it]",
        f"buttons: [{'got-it, ' * 4}got-it]",
        ":3: «result-check» has 5 buttons; 4 fit",
    ),
    # numbers
    (WARM_UP, "Breathe out.", "Ring 0161 496 0000.", ":6: «0161 496 0000» looks like a telephone number"),
    # reminders and messages
    (
        NUDGE,
        "Have you heard",
        "You were rejected. Have you",
        ":5: «rejected» in the first line: others may read",
    ),
    (
        NUDGE,
        "{job|your interview}",
        "{employer}",
        ":5: {employer} may be unknown; write {employer|other words}",
    ),
    (THANKS, "{contact_name|hiring team}", "{contact_name}", ":5: {contact_name} may be unknown"),
    # repeats
    (
        WARM_UP,
        "Breathe out.",
        "Ask for the offer in writing.",
        ":6: «Ask for the offer in writing.» stands in",
    ),
    # journeys
    (JOURNEY, ENDS, "", ":3: nothing ends «ask»: it needs an «until»"),
    (
        JOURNEY,
        FROM,
        "    from: outcome:rejected\n",
        ":4: «outcome» holds before «ask» could come (from: outcome:re",
    ),
    (JOURNEY, ENDS, "until: decision-day\n", ":4: «decision-day» holds before «ask» could come"),
    (JOURNEY, ENDS, "until: interview-past\n", ":4: «interview-past» holds before «ask» could come"),
    (JOURNEY, FROM, f"{FROM}    unless: decision-day\n", ":8: «decision-day» holds before «ask» could come"),
    (
        JOURNEY,
        FROM,
        "    from: mark:offr\n",
        ":7: nothing starts this: no button notes down «offr» (did you mean",
    ),
    (
        JOURNEY,
        FROM,
        "    from: sent:result-check/ask\n",
        ":7: nothing starts this: «sent:result-check/ask» waits",
    ),
    (
        JOURNEY,
        FROM,
        f"{FROM}    opt_in: offr\n",
        ":8: no button notes down «offr», so nobody can ask for this",
    ),
    (JOURNEY, FROM, "    from: last-contact\n    again: true\n", ":8: «ask» can come again and again: give"),
    (
        JOURNEY,
        FROM,
        f'{FROM}    repeat: {{every: {{weeks: 1}}, at: "10:00", times: 6}}\n',
        ":8: «ask» comes 7 times, 6 at most",
    ),
    (
        JOURNEY,
        STEPS,
        f"{STEPS}  - {{id: too, say: result-check, why: log.no, because: x, from: decision-day, {AFTER}}}\n",
        ":8: «ask» comes at the same moment as «too»",
    ),
    # the list of words itself
    (STYLE, "avoid:", "avoyd:", "«avoyd» means nothing here (did you mean «avoid»?)"),
    (STYLE, "chin up: name what is hard first", "chin up: []", "here «avoid» has no words"),
]


@pytest.mark.parametrize(("name", "old", "new", "told"), PLANTED)
def test_what_should_not_be_sent_is_named_with_its_line(
    proofs: Folder, name: str, old: str, new: str, told: str
) -> None:
    proofs.replace(name, old, new)

    mend = [str(mistake) for mistake in reviewed(proofs).mend]

    if told.startswith(":"):
        assert [line for line in mend if line.startswith(f"content/{name}{told}")], "\n".join(mend)
    else:
        assert [line for line in mend if line.startswith(f"content/{name}:") and told in line], "\n".join(
            mend
        )


def test_a_folder_in_order_has_nothing_to_mend(proofs: Folder) -> None:
    assert reviewed(proofs) == Review((), (), ())


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        (
            WARM_UP,
            "Breathe out.",
            "A candidate breathes out.",
            ":6: «candidate»: say «you», if the reader is",
        ),
        (WARM_UP, "Breathe out.", "You should rest.", ":6: «should»: advice is «can» or «could»"),
        (WAITING, "kind: guidance\n", "kind: wellbeing\n", ":15: «1 in 4»: whoever feels low is no number"),
        (
            JOURNEY,
            ENDS,
            "until: [outcome, mark:offr]\n",
            ":2: no button notes down «offr» (did you mean «offer»?)",
        ),
    ],
)
def test_what_may_be_right_is_only_to_be_looked_at(
    proofs: Folder, name: str, old: str, new: str, told: str
) -> None:
    proofs.replace(WAITING, "Do one small thing", "Do one small thing, as 1 in 4 do,")
    proofs.replace(name, old, new)

    found = reviewed(proofs)

    assert not found.mend
    assert [str(line) for line in found.look if str(line).startswith(f"content/{name}{told}")], found.look


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (WARM_UP, "Breathe out.", "You just got a no. Just one more breath."),
        (WARM_UP, "Breathe out.", "Some are just better known."),
        (WARM_UP, "Breathe out.", "A computer program reads them."),
        (WARM_UP, "Breathe out.", "Use the STAR way, see GOV.UK, or ask the NHS."),
        (WARM_UP, "Breathe out.", "It's 2026. You have 30,000 things to do by 10:30 on 3 May."),
        (WARM_UP, "Breathe out.", "Such as 07700 900123."),
        (WARM_UP, "Breathe out.", "Breathe out.\n---variant---\nBreathe out, and then breathe in.\n"),
        (GOT, "You have a day to think.", "You have a day to think. Ask for it."),
        (GOT, "writing. 🎉", "writing. 🎉\n\nThen rest."),
        (NUDGE, "{job|your interview}", "your interview[[ at {employer}]]"),
        (LABELS, "Got it", "I\u2019ve got it"),
        (LABELS, "Got it", '"{what}"'),
        (JOURNEY, "until: outcome\n", "until: mark:offer\n"),
        (JOURNEY, FROM, "    from: [decision-day, interview-day]\n    until: decision-day\n"),
    ],
)
def test_what_is_in_order_is_let_be(proofs: Folder, name: str, old: str, new: str) -> None:
    proofs.replace(name, old, new)

    assert reviewed(proofs).mend == ()


def test_a_page_to_which_no_other_leads_is_to_be_looked_at(proofs: Folder) -> None:
    proofs.replace(WAITING, "[thank-you, got-the-job]", "[thank-you, warm-up]")

    (doubt,) = reviewed(proofs).look

    assert str(doubt) == f"content/{GOT}:2: no other page leads to «got-the-job»"


def test_the_name_of_a_page_has_to_fit_on_a_button(proofs: Folder) -> None:
    name = "what-to-do-on-a-rainy-morning"
    proofs.write(f"guidance/en-GB/{name}.md", proofs.read(WAITING).replace("id: waiting", f"id: {name}"))

    told = f"content/guidance/en-GB/{name}.md:2: the name «{name}» is too long for Telegram's buttons"
    assert told in [str(mistake) for mistake in reviewed(proofs).mend]


@pytest.mark.parametrize("kind", ["wellbeing", "crisis"])
def test_an_emoji_never_stands_where_somebody_is_hurt(proofs: Folder, kind: str) -> None:
    proofs.replace(GOT, "emoji: true", f"emoji: true\nkind: {kind}")

    (mistake,) = reviewed(proofs).mend

    assert str(mistake) == f"content/{GOT}:15: «🎉»: no emoji here; the reader may be hurt or in trouble"


def test_a_number_that_is_written_out_is_named_with_its_placeholder(proofs: Folder) -> None:
    proofs.write(
        "signposts.yaml",
        "samaritans: {name: Samaritans, kind: crisis, nations: [UK], ways: [{call: 116 123}], hours: always,"
        ' source: "https://example.org/", checked_on: 2026-11-01, checked_by: Jo, review_by: 2027-02-01}\n',
    )
    proofs.write("strings/en-GB/lines.yaml", "signpost.samaritans: For anybody\n")
    proofs.replace(WARM_UP, "Breathe out.", "Ring {samaritans}. Or ring 116 123.")

    (mistake,) = reviewed(proofs).mend

    told = "«116 123»: write {samaritans}, so that it changes with signposts.yaml"
    assert str(mistake) == f"content/{WARM_UP}:6: {told}"


def test_two_journeys_at_the_same_moment_are_to_be_looked_at(proofs: Folder) -> None:
    proofs.write("journeys/twice.yaml", proofs.read(JOURNEY).replace("    say", "    why: log.no\n    say"))

    (doubt,) = reviewed(proofs).look

    assert str(doubt) == "content/journeys/twice.yaml:8: «result-check/ask» comes at the same moment"


def test_what_many_nations_read_alike_is_told_once(proofs: Folder) -> None:
    proofs.replace(WARM_UP, "Breathe out.", f"@Great-Britain {HARD}\n@elsewhere Breathe out. Don't worry.")

    told = [str(mistake) for mistake in reviewed(proofs).mend]

    assert len(told) == 2
    assert "for England reads at grade" in told[0]
    assert "«Don't worry»" in told[1]


def test_every_finding_is_told_at_once_in_order(proofs: Folder) -> None:
    proofs.replace(WAITING, "Waiting is", "# Cheer up. Waiting is")
    proofs.replace(LOG, "- Thanks!", "- Reach out {")
    proofs.replace(JOURNEY, ENDS, "")

    assert [str(mistake).split(": ")[0] for mistake in reviewed(proofs).mend] == [
        f"content/{WAITING}:13",
        f"content/{WAITING}:13",
        f"content/{JOURNEY}:3",
        f"content/{LOG}:7",
        f"content/{LOG}:7",
    ]


@pytest.mark.parametrize(
    "rubbish", [b"", b"\xff\xfe", b"{", b"- a\n", b"---\n", b"---\nid: x\n---\n", b"a: [b\n"]
)
def test_half_broken_files_are_reviewed_as_far_as_they_go(proofs: Folder, rubbish: bytes) -> None:
    for path in sorted(path for path in proofs.root.rglob("*") if path.is_file()):
        before = path.read_bytes()
        path.write_bytes(rubbish)
        assert isinstance(reviewed(proofs), Review), path
        path.write_bytes(before)
    assert reviewed(proofs) == Review((), (), ())


def test_what_is_only_unkind_or_long_winded_stops_no_start(proofs: Folder) -> None:
    for name, words in (
        (WARM_UP, "Don't worry."),
        (NUDGE, "You were rejected?"),
    ):
        proofs.write(name, proofs.read(name).rstrip().rsplit("\n", 1)[0] + f"\n{words}\n")

    assert load(proofs.root, actions=ACTIONS).knows("warm-up")
    assert len(reviewed(proofs).mend) == 2


def test_a_start_loads_nothing_of_this() -> None:
    asked = "import sys, bot.cli; print(*sys.modules)"

    loaded = run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout.split()

    assert "bot.content.loading" in loaded
    assert not {"bot.commands.proofread", "bot.content.checking", "bot.content.style"}.intersection(loaded)


def test_the_words_that_ship_have_nothing_to_mend() -> None:
    against = SEED if SEED.is_dir() else None

    found = review(CONTENT, TODAY, actions=routes.ACTIONS, ids_used=routes.TEXTS | NAMED, against=against)

    assert [str(mistake) for mistake in found.mend] == []
