"""Which function answers which method. Only getUpdates is missing: it waits, so the poll answers it."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox import changing, places, profile, speaking
from bot.sandbox.arguments import Arguments
from bot.sandbox.stage import Stage

CALLS: Mapping[str, Callable[[Stage, Arguments], Any]] = {
    "getMe": profile.get_me,
    "setWebhook": profile.set_webhook,
    "deleteWebhook": profile.delete_webhook,
    "getWebhookInfo": profile.get_webhook_info,
    "sendMessage": speaking.send_message,
    "sendPhoto": speaking.send_photo,
    "sendDocument": speaking.send_document,
    "sendChatAction": speaking.send_chat_action,
    "editMessageText": changing.edit_message_text,
    "editMessageCaption": changing.edit_message_caption,
    "editMessageReplyMarkup": changing.edit_message_reply_markup,
    "deleteMessage": changing.delete_message,
    "setMessageReaction": changing.set_message_reaction,
    "pinChatMessage": changing.pin_chat_message,
    "unpinChatMessage": changing.unpin_chat_message,
    "answerCallbackQuery": changing.answer_callback_query,
    "setMyCommands": profile.set_my_commands,
    "getMyCommands": profile.get_my_commands,
    "deleteMyCommands": profile.delete_my_commands,
    "setMyName": profile.set_my_name,
    "getMyName": profile.get_my_name,
    "setMyDescription": profile.set_my_description,
    "getMyDescription": profile.get_my_description,
    "setMyShortDescription": profile.set_my_short_description,
    "getMyShortDescription": profile.get_my_short_description,
    "setChatMenuButton": profile.set_chat_menu_button,
    "getChatMenuButton": profile.get_chat_menu_button,
    "getChat": places.get_chat,
    "getChatMember": places.get_chat_member,
    "getChatMemberCount": places.get_chat_member_count,
    "getChatAdministrators": places.get_chat_administrators,
    "leaveChat": places.leave_chat,
    "createForumTopic": places.forum_topic,
    "editForumTopic": places.forum_topic,
    "closeForumTopic": places.forum_topic,
    "reopenForumTopic": places.forum_topic,
    "deleteForumTopic": places.forum_topic,
    "getFile": places.get_file,
}
