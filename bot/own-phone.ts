import type { Message } from "grammy/types";

/** E.164: at most 15 digits with the country's; fewer than 7 are no subscriber's. */
const number = /^\+?(\d{7,15})$/;
/** What people put between digits: a contact may come from an address book. */
const between = /[\s().\p{Pd}\p{Cf}\u2212]/gu;
/** A Russian number as it is dialled within the country: no country's code begins with 83 or 89. */
const national = /^8(?=[39]\d{9}$)/;

/**
 * The phone number that the sender gave as their own: a contact with their own id, not forwarded and not
 * by way of another bot. Null for anybody else's.
 */
export function ownPhone(message: Message): string | null {
  const { contact, from, chat } = message;
  if (!contact || !from || from.is_bot || contact.user_id !== from.id || from.id !== chat.id)
    return null;
  if (message.forward_origin || message.via_bot || message.sender_chat) return null;
  const [, digits] = number.exec(String(contact.phone_number).replace(between, "")) ?? [];
  return digits ? `+${digits.replace(national, "7")}` : null;
}
