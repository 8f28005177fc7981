import { maskEmail, maskPhone } from "@/lib/clients/mask-contacts";

type Payload = Record<string, unknown>;

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
  return payload !== null && /"(?:phone_number|email|vcard)":/.test(JSON.stringify(payload));
}

function maskValue(key: string, value: unknown): unknown {
  if (typeof value === "string") {
    if (key === "phone_number") return maskPhone(value);
    return key === "email" ? maskEmail(value) : value;
  }
  if (Array.isArray(value)) return value.map((one) => maskValue(key, one));
  return typeof value === "object" && value !== null ? maskPayload(value as Payload) : value;
}
