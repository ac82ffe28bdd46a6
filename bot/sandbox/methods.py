"""Every method the bot may call, with its parameters, as the official description of the Bot API has them."""

from collections.abc import Mapping

from bot.sandbox.fields import Field, fields

METHODS: Mapping[str, Mapping[str, Field]] = {
    "getMe": fields(""),
    "getUpdates": fields("offset Integer, limit Integer, timeout Integer, allowed_updates Array of String"),
    "setWebhook": fields(
        "url* String, certificate InputFile, ip_address String, max_connections Integer, "
        "allowed_updates Array of String, drop_pending_updates Boolean, secret_token String"
    ),
    "deleteWebhook": fields("drop_pending_updates Boolean"),
    "getWebhookInfo": fields(""),
    "sendMessage": fields(
        "business_connection_id String, chat_id* Integer|String, message_thread_id Integer, "
        "direct_messages_topic_id Integer, text* String, parse_mode String, "
        "entities Array of MessageEntity, link_preview_options LinkPreviewOptions, "
        "disable_notification Boolean, protect_content Boolean, allow_paid_broadcast Boolean, "
        "message_effect_id String, suggested_post_parameters SuggestedPostParameters, "
        "reply_parameters ReplyParameters, "
        "reply_markup InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply"
    ),
    "sendPhoto": fields(
        "business_connection_id String, chat_id* Integer|String, message_thread_id Integer, "
        "direct_messages_topic_id Integer, photo* InputFile|String, caption String, "
        "parse_mode String, caption_entities Array of MessageEntity, "
        "show_caption_above_media Boolean, has_spoiler Boolean, disable_notification Boolean, "
        "protect_content Boolean, allow_paid_broadcast Boolean, message_effect_id String, "
        "suggested_post_parameters SuggestedPostParameters, reply_parameters ReplyParameters, "
        "reply_markup InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply"
    ),
    "sendDocument": fields(
        "business_connection_id String, chat_id* Integer|String, message_thread_id Integer, "
        "direct_messages_topic_id Integer, document* InputFile|String, thumbnail InputFile|String, "
        "caption String, parse_mode String, caption_entities Array of MessageEntity, "
        "disable_content_type_detection Boolean, disable_notification Boolean, "
        "protect_content Boolean, allow_paid_broadcast Boolean, message_effect_id String, "
        "suggested_post_parameters SuggestedPostParameters, reply_parameters ReplyParameters, "
        "reply_markup InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply"
    ),
    "sendChatAction": fields(
        "business_connection_id String, chat_id* Integer|String, message_thread_id Integer, action* String"
    ),
    "editMessageText": fields(
        "business_connection_id String, chat_id Integer|String, message_id Integer, "
        "inline_message_id String, text String, parse_mode String, "
        "entities Array of MessageEntity, link_preview_options LinkPreviewOptions, "
        "rich_message InputRichMessage, reply_markup InlineKeyboardMarkup"
    ),
    "editMessageCaption": fields(
        "business_connection_id String, chat_id Integer|String, message_id Integer, "
        "inline_message_id String, caption String, parse_mode String, "
        "caption_entities Array of MessageEntity, show_caption_above_media Boolean, "
        "reply_markup InlineKeyboardMarkup"
    ),
    "editMessageReplyMarkup": fields(
        "business_connection_id String, chat_id Integer|String, message_id Integer, "
        "inline_message_id String, reply_markup InlineKeyboardMarkup"
    ),
    "deleteMessage": fields("chat_id* Integer|String, message_id* Integer"),
    "setMessageReaction": fields(
        "chat_id* Integer|String, message_id* Integer, reaction Array of ReactionType, is_big Boolean"
    ),
    "pinChatMessage": fields(
        "business_connection_id String, chat_id* Integer|String, message_id* Integer, "
        "disable_notification Boolean"
    ),
    "unpinChatMessage": fields("business_connection_id String, chat_id* Integer|String, message_id Integer"),
    "answerCallbackQuery": fields(
        "callback_query_id* String, text String, show_alert Boolean, url String, cache_time Integer"
    ),
    "setMyCommands": fields("commands* Array of BotCommand, scope BotCommandScope, language_code String"),
    "getMyCommands": fields("scope BotCommandScope, language_code String"),
    "deleteMyCommands": fields("scope BotCommandScope, language_code String"),
    "setMyName": fields("name String, language_code String"),
    "getMyName": fields("language_code String"),
    "setMyDescription": fields("description String, language_code String"),
    "getMyDescription": fields("language_code String"),
    "setMyShortDescription": fields("short_description String, language_code String"),
    "getMyShortDescription": fields("language_code String"),
    "setChatMenuButton": fields("chat_id Integer, menu_button MenuButton"),
    "getChatMenuButton": fields("chat_id Integer"),
    "getChat": fields("chat_id* Integer|String"),
    "getChatMember": fields("chat_id* Integer|String, user_id* Integer"),
    "getChatMemberCount": fields("chat_id* Integer|String"),
    "getChatAdministrators": fields("chat_id* Integer|String, return_bots Boolean"),
    "leaveChat": fields("chat_id* Integer|String"),
    "createForumTopic": fields(
        "chat_id* Integer|String, name* String, icon_color Integer, icon_custom_emoji_id String"
    ),
    "editForumTopic": fields(
        "chat_id* Integer|String, message_thread_id* Integer, name String, icon_custom_emoji_id String"
    ),
    "closeForumTopic": fields("chat_id* Integer|String, message_thread_id* Integer"),
    "reopenForumTopic": fields("chat_id* Integer|String, message_thread_id* Integer"),
    "deleteForumTopic": fields("chat_id* Integer|String, message_thread_id* Integer"),
    "getFile": fields("file_id* String"),
}

# Parts of Telegram that no one needs here. Saying so beats pretending that they worked.
ABSENT = frozenset(
    {
        "business_connection_id",
        "direct_messages_topic_id",
        "inline_message_id",
        "rich_message",
        "suggested_post_parameters",
    }
)
