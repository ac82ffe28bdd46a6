"""Markdown, as much of it as Telegram can show, to Telegram's HTML."""

from __future__ import annotations

import html
import re
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.content.gaps import CLOSE, OPEN, is_gap
from bot.content.mistakes import Flaw

_READER = (
    MarkdownIt("commonmark", {"html": False})
    .enable(["table", "strikethrough"])
    .disable(["code", "html_block", "html_inline", "reference"])
)
_TAGS = {"strong": "b", "em": "i", "s": "s"}
_REFUSED = {
    "heading": "headings cannot be shown in Telegram; make the line **bold**",
    "table": "tables cannot be shown in Telegram; write a list",
    "hr": "a line across cannot be shown in Telegram; leave it out",
    "image": "pictures cannot be shown inside a message; leave it out",
}
MORE = "[!more]"
"""The first line of a quote that is folded until it is tapped."""


def render(source: str) -> tuple[str, tuple[Flaw, ...]]:
    """Telegram HTML, and what could not be shown. A line break stays a line break."""
    writing = _Writing(source)
    return writing.blocks(SyntaxTreeNode(_READER.parse(source)).children), tuple(writing.flaws)


def preformatted(source: str) -> tuple[str, tuple[Flaw, ...]]:
    """Plain words as one block that a tap copies; no Markdown in it."""
    words = _BACKSLASH.sub(r"\1", source.strip())
    return f"<pre>{_escape(words)}</pre>", tuple(_broken_sentences(source, 0))


_BACKSLASH = re.compile(r"\\([{}\[\]])")


class _Writing:
    """One pass over one source text."""

    def __init__(self, source: str) -> None:
        self._lines = source.split("\n")
        self._line = 0
        self.flaws: list[Flaw] = []

    def blocks(self, nodes: list[SyntaxTreeNode], depth: int = 0) -> str:
        written = ""
        for node in nodes:
            self._line = node.map[0] if node.map else self._line
            gap = self._gap(node) if written else ""
            written += gap + self._block(node, depth)
        return written

    def _gap(self, node: SyntaxTreeNode) -> str:
        above = self._lines[node.map[0] - 1] if node.map and node.map[0] else ""
        return "\n" if above.strip("> \t") else "\n\n"

    def _block(self, node: SyntaxTreeNode, depth: int) -> str:
        match node.type:
            case "paragraph":
                self._check_breaks(node)
                return "".join(self._inline(child, ()) for child in node.children[0].children)
            case "bullet_list" | "ordered_list":
                return self._list(node, depth)
            case "blockquote":
                return self._quote(node, depth)
            case "fence":
                return f"<pre>{_escape(node.content.rstrip())}</pre>"
        self._flaw(_REFUSED.get(node.type, f"Telegram cannot show this ({node.type})"))
        return ""

    def _list(self, node: SyntaxTreeNode, depth: int) -> str:
        first = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else None
        sign = "◦" if depth else "•"
        written = ""
        for nth, item in enumerate(node.children):
            mark = "  " * depth + (f"{sign} " if first is None else f"{first + nth}. ")
            self._line = item.map[0] if item.map else self._line
            gap = self._gap(item) if written else ""
            written += gap + self._item(
                mark, self.blocks(item.children, depth + 1), numbered=first is not None
            )
        return written

    def _item(self, mark: str, words: str, *, numbered: bool) -> str:
        whole = words.startswith(OPEN) and words.endswith(CLOSE) and words.count(OPEN) == 1
        if whole and numbered:
            self._flaw("a numbered item cannot be left out as a whole: the numbers would have a hole")
        # The dot goes when its item goes.
        return OPEN + mark + words[1:] if whole else mark + words

    def _quote(self, node: SyntaxTreeNode, depth: int) -> str:
        if depth or (node.parent and node.parent.type == "blockquote"):
            self._flaw("a quote cannot stand in a list or in another quote")
        first = self._line
        words = self.blocks(node.children)
        self._line = first
        if words.startswith(MORE):
            return f"<blockquote expandable>{words.removeprefix(MORE).lstrip()}</blockquote>"
        if found := re.match(r"\[![^\]]*\]", words):
            self._flaw(f"«{found[0]}» is unknown; a folded quote begins with «> {MORE}»")
        return f"<blockquote>{words}</blockquote>"

    def _inline(self, node: SyntaxTreeNode, around: tuple[str, ...]) -> str:
        match node.type:
            case "text":
                return self._words(node.content)
            case "softbreak" | "hardbreak":
                self._line += 1
                return "\n"
            case "code_inline":
                if around:
                    self._flaw("`code` cannot stand inside bold, italic, struck-out text or a link")
                return f"<code>{_escape(node.content)}</code>"
            case "link":
                return self._link(node, around)
            case "strong" | "em" | "s":
                return self._tagged(_TAGS[node.type], node, around)
        self._flaw(_REFUSED.get(node.type, f"Telegram cannot show this ({node.type})"))
        return ""

    def _tagged(self, tag: str, node: SyntaxTreeNode, around: tuple[str, ...], attribute: str = "") -> str:
        inside = "".join(self._inline(child, (*around, tag)) for child in node.children)
        return f"<{tag}{attribute}>{inside}</{tag}>"

    def _link(self, node: SyntaxTreeNode, around: tuple[str, ...]) -> str:
        address = str(node.attrs.get("href", ""))
        if any(is_gap(char) for char in unquote(address)):
            self._flaw("a link's address cannot have a placeholder or «[[ … ]]» in it")
        elif not _FOLLOWED.fullmatch(address):
            self._flaw(f"«{address}» is no address that Telegram follows; it begins with https://")
        return self._tagged("a", node, around, f' href="{html.escape(address)}"')

    def _words(self, words: str) -> str:
        if "](" in words:
            self._flaw("«](» here makes no link; a link is [words](https://address)")
        return _escape(words)

    def _check_breaks(self, node: SyntaxTreeNode) -> None:
        if node.map:
            first, after = node.map
            self.flaws.extend(_broken_sentences("\n".join(self._lines[first:after]), first))

    def _flaw(self, reason: str) -> None:
        self.flaws.append(Flaw(self._line, reason))


_FOLLOWED = re.compile(r"https?://[^\s/?#]+\.\S+|tg://\S+")
_WRAPPED = re.compile(
    # A line that long, without an end, goes on below: in small letters surely, in capitals very likely.
    r"^(?:.{60,}[\w,\ue000-\uf8ff]$\n(?=[ >]*[a-z])|.{80,}[\w,]$\n(?=[ >]*[A-Z]))",
    re.MULTILINE,
)


def _broken_sentences(source: str, first: int) -> list[Flaw]:
    reason = "this line breaks off in mid-sentence, and would in the chat; write a paragraph on one line"
    return [Flaw(first + source.count("\n", 0, found.start()), reason) for found in _WRAPPED.finditer(source)]


def _escape(words: str) -> str:
    return html.escape(words, quote=False)
