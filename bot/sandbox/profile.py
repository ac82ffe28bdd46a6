"""The bot's calls about itself: its name, what it says of itself, its commands, its webhook."""

from typing import Any

from bot.sandbox import limits, webhooks
from bot.sandbox.arguments import Arguments
from bot.sandbox.nouns import Chat, Json
from bot.sandbox.refusal import refuse
from bot.sandbox.stage import Stage


def get_me(stage: Stage, _: Arguments) -> Json:
    me = stage.bot.user()
    me.pop("language_code", None)
    return me | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_guest_queries": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
        "supports_join_request_queries": False,
    }


def set_my_commands(stage: Stage, call: Arguments) -> bool:
    limits.commands(call["commands"])
    stage.profile.commands[_scope(stage, call)] = call["commands"]
    stage.changed()
    return True


def get_my_commands(stage: Stage, call: Arguments) -> list[Json]:
    return stage.profile.commands.get(_scope(stage, call), [])


def delete_my_commands(stage: Stage, call: Arguments) -> bool:
    stage.profile.commands.pop(_scope(stage, call), None)
    stage.changed()
    return True


def commands_for(stage: Stage, chat: Chat, user: int, language: str) -> list[Json]:
    """The commands this user sees in this chat: the narrowest scope wins, the user's language before none."""
    for scope in _scopes(stage, chat, user):
        for code in (language, ""):
            if found := stage.profile.commands.get((scope, code)):
                return found
    return []


def set_my_name(stage: Stage, call: Arguments) -> bool:
    return _keep(stage, stage.profile.names, call, ("name", 64, "BOT_TITLE_INVALID"))


def set_my_description(stage: Stage, call: Arguments) -> bool:
    return _keep(stage, stage.profile.descriptions, call, ("description", 512, "BOT_DESCRIPTION_INVALID"))


def set_my_short_description(stage: Stage, call: Arguments) -> bool:
    limit = ("short_description", 120, "BOT_SHORT_DESCRIPTION_INVALID")
    return _keep(stage, stage.profile.short_descriptions, call, limit)


def get_my_name(stage: Stage, call: Arguments) -> Json:
    return {"name": _kept(stage.profile.names, call) or stage.bot.first_name}


def get_my_description(stage: Stage, call: Arguments) -> Json:
    return {"description": _kept(stage.profile.descriptions, call)}


def get_my_short_description(stage: Stage, call: Arguments) -> Json:
    return {"short_description": _kept(stage.profile.short_descriptions, call)}


def set_chat_menu_button(stage: Stage, call: Arguments) -> bool:
    button = call.get("menu_button", {"type": "default"})
    if "chat_id" in call:
        stage.known(call["chat_id"]).menu_button = button
    else:
        stage.profile.menu_button = button
    stage.changed()
    return True


def get_chat_menu_button(stage: Stage, call: Arguments) -> Json:
    own = stage.known(call["chat_id"]).menu_button if "chat_id" in call else None
    return own or stage.profile.menu_button


def set_webhook(stage: Stage, call: Arguments) -> bool:
    url = call["url"]
    if url:
        webhooks.check(url)
    if not 1 <= call.get("max_connections", 40) <= 100:
        refuse("max_connections must be 1-100")
    if "secret_token" in call:
        limits.secret(call["secret_token"])
    if call.get("drop_pending_updates"):
        stage.updates.drop()
    if "allowed_updates" in call:
        stage.updates.want(call["allowed_updates"])
    stage.profile.webhook = {name: value for name, value in call.items() if url and name != "certificate"}
    stage.changed()
    return True


def delete_webhook(stage: Stage, call: Arguments) -> bool:
    return set_webhook(stage, call | {"url": ""})


def get_webhook_info(stage: Stage, _: Arguments) -> Json:
    info: Json = {
        "url": stage.profile.webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(stage.updates),
    }
    if info["url"]:
        info["max_connections"] = stage.profile.webhook.get("max_connections", 40)
        info["allowed_updates"] = sorted(stage.updates.kinds)
    if error := stage.profile.webhook_error:
        info["last_error_date"] = int(error["at"].timestamp())
        info["last_error_message"] = error["message"]
    return info


def _keep(stage: Stage, where: dict[str, str], call: Arguments, limit: tuple[str, int, str]) -> bool:
    name, most, error = limit
    words = limits.at_most(call.get(name, ""), most, error)
    where[limits.language(call.get("language_code", ""))] = words
    stage.changed()
    return True


def _kept(where: dict[str, str], call: Arguments) -> str:
    return where.get(call.get("language_code", "")) or where.get("", "")


def _scope(stage: Stage, call: Arguments) -> tuple[str, str]:
    scope: dict[str, Any] = call.get("scope", {"type": "default"})
    if "chat_id" in scope:
        chat = stage.known(scope["chat_id"])
        if scope["type"] != "chat" and chat.person:
            refuse("can't change commands in a private chat for its members")
    parts = [scope["type"], *(str(scope[name]) for name in ("chat_id", "user_id") if name in scope)]
    return ":".join(parts), limits.language(call.get("language_code", ""))


def _scopes(stage: Stage, chat: Chat, user: int) -> list[str]:
    if chat.person:
        return [f"chat:{chat.id}", "all_private_chats", "default"]
    admin = stage.status(chat, user) in {"creator", "administrator"}
    return [
        f"chat_member:{chat.id}:{user}",
        *([f"chat_administrators:{chat.id}"] if admin else []),
        f"chat:{chat.id}",
        *(["all_chat_administrators"] if admin else []),
        "all_group_chats",
        "default",
    ]
