import { maskEmail, maskPhone } from "@/lib/access/mask-contacts";
import { masksContactsFor } from "@/lib/access/masks-contacts-for";
import type { Context } from "@/lib/context";

type Payload = Record<string, unknown>;

/**
 * Rows whose JSON (`field`) may hold contacts, as this reader may see them. Every object with such
 * JSON passes here on its way out: messages, what they were before an edit, lines of the log.
 */
export async function hideContacts<F extends string, T extends Record<F, Payload | null>>(
  ctx: Context,
  rows: T[],
  field: F,
): Promise<T[]> {
  // Few hold any: only then it is asked whether the reader may see them.
  if (!rows.some((row) => hasContacts(row[field]))) return rows;
  if (!(await masksContactsFor(ctx))) return rows;
  return rows.map((row) => {
    const payload = row[field];
    return payload ? { ...row, [field]: maskPayload(payload) } : row;
  });
}

/**
 * A message's own data for a reader whose department hides contacts: phones and emails masked
 * wherever Telegram put them (a shared contact, an order, a quoted contact), the card file left out.
 */
export function maskPayload(payload: Payload): Payload {
  return Object.fromEntries(
    Object.entries(payload).flatMap(([key, value]) =>
      key === "vcard" ? [] : [[key, maskValue(key, value)]],
    ),
  );
}

/** Whether there is anything to hide in it. */
export function hasContacts(payload: Payload | null): boolean {
  return payload !== null && /"[^"]*(?:phone|email|vcard)[^"]*":/i.test(JSON.stringify(payload));
}

// Also by names that Telegram has not used so far: an unknown kind is kept with its whole JSON.
function maskValue(key: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => maskValue(key, one));
  if (typeof value === "object" && value !== null) return maskPayload(value as Payload);
  if (typeof value !== "string" && typeof value !== "number") return value;
  if (/email/i.test(key)) return maskEmail(String(value));
  return /phone/i.test(key) ? maskPhone(String(value)) : value;
}
