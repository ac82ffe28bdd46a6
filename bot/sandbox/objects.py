"""The objects a bot may hand over inside a call, with their fields, as the official description has them."""

from collections.abc import Mapping

from bot.sandbox.fields import Field, fields

OBJECTS: Mapping[str, Mapping[str, Field]] = {
    "InlineKeyboardMarkup": fields("inline_keyboard* Array of Array of InlineKeyboardButton"),
    "InlineKeyboardButton": fields(
        "text* String, icon_custom_emoji_id String, style String, url String, "
        "callback_data String, web_app WebAppInfo, login_url LoginUrl, switch_inline_query String, "
        "switch_inline_query_current_chat String, "
        "switch_inline_query_chosen_chat SwitchInlineQueryChosenChat, copy_text CopyTextButton, "
        "callback_game CallbackGame, pay Boolean"
    ),
    "CopyTextButton": fields("text* String"),
    "ReplyKeyboardMarkup": fields(
        "keyboard* Array of Array of KeyboardButton, is_persistent Boolean, "
        "resize_keyboard Boolean, one_time_keyboard Boolean, input_field_placeholder String, "
        "selective Boolean"
    ),
    "KeyboardButton": fields(
        "text* String, icon_custom_emoji_id String, style String, "
        "request_users KeyboardButtonRequestUsers, request_chat KeyboardButtonRequestChat, "
        "request_managed_bot KeyboardButtonRequestManagedBot, request_contact Boolean, "
        "request_location Boolean, request_poll KeyboardButtonPollType, web_app WebAppInfo"
    ),
    "ReplyKeyboardRemove": fields("remove_keyboard* Boolean, selective Boolean"),
    "ForceReply": fields("force_reply* Boolean, input_field_placeholder String, selective Boolean"),
    "LinkPreviewOptions": fields(
        "is_disabled Boolean, url String, prefer_small_media Boolean, prefer_large_media Boolean, "
        "show_above_text Boolean"
    ),
    "ReplyParameters": fields(
        "message_id* Integer, chat_id Integer|String, allow_sending_without_reply Boolean, "
        "quote String, quote_parse_mode String, quote_entities Array of MessageEntity, "
        "quote_position Integer, checklist_task_id Integer, poll_option_id String"
    ),
    "MessageEntity": fields(
        "type* String, offset* Integer, length* Integer, url String, user User, language String, "
        "custom_emoji_id String, unix_time Integer, date_time_format String"
    ),
    "User": fields(
        "id* Integer, is_bot* Boolean, first_name* String, last_name String, username String, "
        "language_code String, is_premium Boolean, added_to_attachment_menu Boolean, "
        "can_join_groups Boolean, can_read_all_group_messages Boolean, "
        "supports_guest_queries Boolean, supports_inline_queries Boolean, "
        "can_connect_to_business Boolean, has_main_web_app Boolean, has_topics_enabled Boolean, "
        "allows_users_to_create_topics Boolean, can_manage_bots Boolean, "
        "supports_join_request_queries Boolean"
    ),
    "BotCommand": fields("command* String, description* String"),
    "BotCommandScopeDefault": fields("type* String"),
    "BotCommandScopeAllPrivateChats": fields("type* String"),
    "BotCommandScopeAllGroupChats": fields("type* String"),
    "BotCommandScopeAllChatAdministrators": fields("type* String"),
    "BotCommandScopeChat": fields("type* String, chat_id* Integer|String"),
    "BotCommandScopeChatAdministrators": fields("type* String, chat_id* Integer|String"),
    "BotCommandScopeChatMember": fields("type* String, chat_id* Integer|String, user_id* Integer"),
    "MenuButtonCommands": fields("type* String"),
    "MenuButtonWebApp": fields("type* String, text* String, web_app* WebAppInfo"),
    "MenuButtonDefault": fields("type* String"),
    "WebAppInfo": fields("url* String"),
    "ReactionTypeEmoji": fields("type* String, emoji* String"),
    "ReactionTypeCustomEmoji": fields("type* String, custom_emoji_id* String"),
    "ReactionTypePaid": fields("type* String"),
}

# Which object is meant is told by its "type".
KINDS: Mapping[str, Mapping[str, str]] = {
    "BotCommandScope": {
        "default": "BotCommandScopeDefault",
        "all_private_chats": "BotCommandScopeAllPrivateChats",
        "all_group_chats": "BotCommandScopeAllGroupChats",
        "all_chat_administrators": "BotCommandScopeAllChatAdministrators",
        "chat": "BotCommandScopeChat",
        "chat_administrators": "BotCommandScopeChatAdministrators",
        "chat_member": "BotCommandScopeChatMember",
    },
    "MenuButton": {
        "commands": "MenuButtonCommands",
        "web_app": "MenuButtonWebApp",
        "default": "MenuButtonDefault",
    },
    "ReactionType": {
        "emoji": "ReactionTypeEmoji",
        "custom_emoji": "ReactionTypeCustomEmoji",
        "paid": "ReactionTypePaid",
    },
}
