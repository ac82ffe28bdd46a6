// Which messages have come into chats that were not on the screen.

const seen = new Map(); // chat → id of the newest message that was on the screen

/** The chat is on the screen now. */
export function saw(chat) {
  seen.set(chat.id, newest(chat));
}

/** How many messages have come since it was on the screen. A chat met for the first time counts as seen. */
export function unseen(chat) {
  if (!seen.has(chat.id)) saw(chat);
  return chat.messages.filter((message) => message.id > seen.get(chat.id) && !message.deleted).length;
}

/** Ids of those people whose private chat has something new. */
export function newsOf(state, people) {
  const fresh = state.chats.filter((chat) => unseen(chat) > 0).map((chat) => chat.id);
  return people.map((person) => person.id).filter((id) => fresh.includes(id));
}

function newest(chat) {
  return chat.messages.at(-1)?.id ?? 0;
}
