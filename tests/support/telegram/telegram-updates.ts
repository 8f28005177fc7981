let nextId = 1000;

/** Updates as Telegram makes them, from one person to the bot; message ids rise with each. */
export function updatesFrom(personId: number) {
  const person = { id: personId, is_bot: false, first_name: "Анна", language_code: "ru" };
  const chat = { id: personId, type: "private" as const, first_name: "Анна" };
  const now = () => Math.floor(Date.now() / 1000);

  const message = (content: object) => {
    const id = nextId++;
    return {
      update_id: id,
      message: { message_id: id, date: now(), chat, from: person, ...content },
    };
  };
  return {
    person,
    chat,
    message,
    text: (text: string) => message({ text }),
    command(text: string, more: object = {}) {
      const entities = [
        { type: "bot_command", offset: 0, length: text.split(" ")[0]?.length ?? 0 },
      ];
      return message({ text, entities, ...more });
    },
    /** An edit of an earlier message, which `content` replaces. */
    edit: (messageId: number, content: object, editedAt = now()) => ({
      update_id: nextId++,
      edited_message: {
        message_id: messageId,
        date: now(),
        edit_date: editedAt,
        chat,
        from: person,
        ...content,
      },
    }),
    reaction: (messageId: number, emoji: string[]) => ({
      update_id: nextId++,
      message_reaction: {
        chat,
        user: person,
        message_id: messageId,
        date: now(),
        old_reaction: [],
        new_reaction: emoji.map((one) => ({ type: "emoji", emoji: one })),
      },
    }),
    /** The person blocks the bot ("kicked") or comes back ("member") at `date`, Unix seconds. */
    membership: (status: "kicked" | "member", date = now()) => ({
      update_id: nextId++,
      my_chat_member: {
        chat,
        from: person,
        date,
        old_chat_member: { status: status === "member" ? "kicked" : "member" },
        new_chat_member: { status },
      },
    }),
    /** Any other kind. */
    other: (kind: string, body: unknown) => ({ update_id: nextId++, [kind]: body }),
  };
}
