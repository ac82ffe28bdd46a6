"""What can be sent that is not text, and what somebody can be in a chat, in the shapes of the Bot API."""

import struct
import zlib
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from bot.sandbox.nouns import File, Json, Person

Keep = Callable[[str, str, bytes], File]

_SPOT = {"latitude": 51.5033, "longitude": -0.1195}
_POLL = {
    "id": "1",
    "question": "Shall we?",
    "options": [
        {"persistent_id": "0", "text": "Yes", "voter_count": 0},
        {"persistent_id": "1", "text": "No", "voter_count": 0},
    ],
    "total_voter_count": 0,
    "is_closed": False,
    "is_anonymous": True,
    "type": "regular",
    "allows_multiple_answers": False,
    "allows_revoting": False,
    "members_only": False,
}
_VENUE = {"location": _SPOT, "title": "Jobcentre", "address": "1 High Street"}
_PLAIN: dict[str, Json] = {
    "location": {"location": _SPOT},
    "venue": {"venue": _VENUE, "location": _SPOT},
    "dice": {"dice": {"emoji": "🎲", "value": 4}},
    "poll": {"poll": _POLL},
}
_SIZE: dict[str, Any] = {"width": 320, "height": 240}
_MEDIA: dict[str, Json] = {
    "sticker": _SIZE | {"type": "regular", "is_animated": False, "is_video": False, "emoji": "👍"},
    "voice": {"duration": 3, "mime_type": "audio/ogg"},
    "video": _SIZE | {"duration": 3, "mime_type": "video/mp4"},
    "audio": {"duration": 3, "mime_type": "audio/mpeg", "title": "Memo"},
    "animation": _SIZE | {"duration": 3, "mime_type": "video/mp4"},
    "video_note": {"length": 240, "duration": 3},
}
KINDS = frozenset({"photo", "document", *_PLAIN, *_MEDIA})
_RIGHTS = (
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_HELD = frozenset({"can_manage_chat", "can_delete_messages", "can_restrict_members", "can_invite_users"})


def thing(kind: str, keep: Keep) -> Json:
    """One of `KINDS` as the fields of a Message."""
    if kind in _PLAIN:
        return deepcopy(_PLAIN[kind])
    if kind == "photo":
        return photo(keep("photo.png", "image/png", png(64, 48)), 64, 48)
    if kind == "document":
        return document(keep("notes.txt", "text/plain", b"notes"))
    return _media(kind, keep)


def photo(file: File, width: int, height: int) -> Json:
    """A picture as the fields of a Message: Telegram lists the sizes it made, the largest last."""
    whole = _file(file) | {"width": width, "height": height, "file_size": len(file.data)}
    small = {**whole, "file_unique_id": f"{file.unique}s", "width": min(width, 90), "height": min(height, 90)}
    return {"photo": [small, whole]}


def document(file: File) -> Json:
    """A file as the fields of a Message."""
    described = {"file_name": file.name, "mime_type": file.mime, "file_size": len(file.data)}
    return {"document": _file(file) | described}


def membership(status: str, person: Person) -> Json:
    """Somebody's place in a chat as the Bot API's ChatMember."""
    member: Json = {"status": status, "user": person.user()}
    match status:
        case "creator":
            return member | {"is_anonymous": False}
        case "administrator":
            return member | {right: right in _HELD for right in _RIGHTS}
        case "kicked":
            return member | {"until_date": 0}
        case _:
            return member


def png(width: int, height: int) -> bytes:
    """A white picture."""
    rows = (b"\0" + b"\xff" * width * 3) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _file(file: File) -> Json:
    return {"file_id": file.id, "file_unique_id": file.unique}


def _media(kind: str, keep: Keep) -> Json:
    file = keep(f"{kind}.bin", "application/octet-stream", kind.encode())
    content: Json = {kind: _file(file) | _MEDIA[kind]}
    if kind == "animation":
        content["document"] = _file(file) | {"file_name": "animation.mp4", "mime_type": "video/mp4"}
    return content
