"""Markdown becomes what Telegram shows, and nothing that Telegram refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content import gaps, markdown
from bot.domain.text import Text, unmarked
from bot.sandbox import markup

SHOWN = [
    ("plain", "plain"),
    ("**bold** and *italic*", "<b>bold</b> and <i>italic</i>"),
    ("__bold__ and _italic_", "<b>bold</b> and <i>italic</i>"),
    ("~~gone~~", "<s>gone</s>"),
    ("***both***", "<i><b>both</b></i>"),
    ("`a < b`", "<code>a &lt; b</code>"),
    ("```\na < b\n  c\n```", "<pre>a &lt; b\n  c</pre>"),
    ("[words](https://example.org/?a=1&b=2)", '<a href="https://example.org/?a=1&amp;b=2">words</a>'),
    ("<https://example.org/x>", '<a href="https://example.org/x">https://example.org/x</a>'),
    ("one\ntwo", "one\ntwo"),
    ("one  \ntwo", "one\ntwo"),
    ("one\n\n\n\ntwo", "one\n\ntwo"),
    ("- a\n- b", "• a\n• b"),
    ("- a\n\n- b", "• a\n\n• b"),
    ("Like so:\n- a\n- b\n\nAnd then", "Like so:\n• a\n• b\n\nAnd then"),
    ("1. a\n2. b", "1. a\n2. b"),
    ("3. a\n4. b", "3. a\n4. b"),
    ("- a\n  - b\n- c", "• a\n  ◦ b\n• c"),
    ("- **a**\n  more", "• <b>a</b>\nmore"),
    ("> said\n> again", "<blockquote>said\nagain</blockquote>"),
    ("> [!more]\n> long\n>\n> story", "<blockquote expandable>long\n\nstory</blockquote>"),
    ("a\n\n> b\n\nc", "a\n\n<blockquote>b</blockquote>\n\nc"),
    ("<b>raw</b> & <script>", "&lt;b&gt;raw&lt;/b&gt; &amp; &lt;script&gt;"),
    ("<div>\nraw\n</div>", "&lt;div&gt;\nraw\n&lt;/div&gt;"),
    ("    not code", "not code"),
    ("2 * 3 * 4", "2 * 3 * 4"),
    ("\\*plain\\* \\{x\\} \\[\\[y\\]\\]", "*plain* {x} [[y]]"),
    ("**{employer|Acme}** {b_c_d|and *on*}", "<b>Acme</b> and *on*"),
    ("- [[item {missing}]]\n- b", "• b"),
    ("a\n\n[[\n- item {missing}\n]]\n\nb", "a\n\nb"),
    ("[[Dear {missing}, ]]hello", "hello"),
    ("A. [[B {missing}.]] C.", "A. C."),
    ("A [[at {missing}]].", "A."),
    ("A. [[B {missing}.]] [[C {missing}.]]\n\nD", "A.\n\nD"),
    ("A.\n[[B {missing}.]]\nC.", "A.\nC."),
    ("A.\n\n[[B {missing}.]]\n\n[[C {missing}.]]\n\nD.", "A.\n\nD."),
    ("> [[a {missing}]]\n>\n> b", "<blockquote>b</blockquote>"),
    ("> b\n>\n> [[a {missing}]]", "<blockquote>b</blockquote>"),
    ("Hello {missing|}, you", "Hello, you"),
]


def written(source: str) -> tuple[Text, int]:
    marked = gaps.mark(source)
    rendered, flaws = markdown.render(marked.words)
    text, split = gaps.text(rendered, marked)
    return text, len((*marked.flaws, *flaws, *split))


@pytest.mark.parametrize(("source", "shown"), SHOWN)
def test_markdown_becomes_what_telegram_shows(source: str, shown: str) -> None:
    text, flaws = written(source)

    assert (text.html(), flaws) == (shown, 0)
    markup.parse(shown)


def test_a_copied_message_keeps_its_signs_as_they_are() -> None:
    marked = gaps.mark("# 1 *not* <b>\n\n{my_name}\n\\{x\\}")
    rendered, flaws = markdown.preformatted(marked.words)
    text, _ = gaps.text(rendered, marked)

    assert text.html({"my_name": "Sam & Co"}) == "<pre># 1 *not* &lt;b&gt;\n\nSam &amp; Co\n{x}</pre>"
    assert not flaws


NUMBERS = {
    "ring": "116 123",
    "write": "a_b*c@d.org",
    "site": "https://help.org/a_b?c=1&d=2",
    "host": "help.org",
}
NUMBERED = [
    ("Ring **{ring}**.", "Ring <b>116 123</b>."),
    ("{ring|them} or {write}", "116 123 or a_b*c@d.org"),
    (
        "[there]({site}) or [here](https://{host}/x)",
        '<a href="https://help.org/a_b?c=1&amp;d=2">there</a> or <a href="https://help.org/x">here</a>',
    ),
    ("{site}", "https://help.org/a_b?c=1&amp;d=2"),
    ("`{ring}`", "<code>116 123</code>"),
    ("[[{ring} for {name}. ]]{rung|Else}", "Else"),
]


@pytest.mark.parametrize(("source", "shown"), NUMBERED)
def test_a_number_of_a_signpost_needs_no_value(source: str, shown: str) -> None:
    marked = gaps.mark(source, NUMBERS)
    rendered, flaws = markdown.render(marked.words)
    text, split = gaps.text(rendered, marked)

    assert (text.html(), text.needs, [*marked.flaws, *flaws, *split]) == (shown, frozenset(), [])
    markup.parse(shown)


def test_a_number_stands_in_a_message_to_copy_as_it_is() -> None:
    marked = gaps.mark("Write to {write} & wait.", NUMBERS)
    text, _ = gaps.text(markdown.preformatted(marked.words)[0], marked)

    assert text.parts == ("<pre>Write to a_b*c@d.org &amp; wait.</pre>",)


def test_only_what_may_be_missing_can_be_left_out() -> None:
    marked = gaps.mark("[[Ring {ring}]]", NUMBERS)

    assert [flaw.reason[:10] for flaw in marked.flaws] == ["«[[ … ]]» "]


SOURCES = st.text(alphabet="ab *_~`[](){}|<>&\\!#-+=1.:/\n\ue000h", max_size=60)


@given(SOURCES)
def test_what_is_found_in_order_is_taken_by_telegram(source: str) -> None:
    text, flaws = written(source)
    values = dict.fromkeys(text.names, "<b>&")

    if not flaws:
        shown = markup.parse(text.html(values))
        assert shown.text == unmarked(text.html(values))
        assert shown.text == text.plain(values)


@given(SOURCES)
def test_leaving_out_never_leaves_half_a_tag(source: str) -> None:
    text, flaws = written(source)

    if not flaws:
        markup.parse(text.html(dict.fromkeys(text.needs, "x")))


LINES = st.lists(
    st.sampled_from(
        ["", "- a", "  - b", "1. c", "> d", "> > e", "[[f {g}]]", "[[", "]]", "**h", "i**", "```", "{j|}"]
    )
)


@given(LINES)
def test_blocks_in_any_order_are_taken_or_refused(lines: list[str]) -> None:
    text, flaws = written("\n".join(lines))

    if not flaws:
        for value in ("x", ""):
            markup.parse(text.html(dict.fromkeys(text.names, value) | dict.fromkeys(text.needs, "x")))
