import { expect, it } from "vitest";
import { hasContacts, maskPayload } from "./hide-contacts";

const contact = {
  first_name: "Анна",
  phone_number: "+79161234567",
  vcard: "BEGIN:VCARD\nTEL:+79161234567",
};

it("masks phones and emails at any depth and drops the card file", () => {
  const payload = {
    contact,
    external_reply: { contact },
    raw: { orders: [{ email: "anna@example.com", name: "Анна" }] },
  };
  const masked = { first_name: "Анна", phone_number: "+7 ••• ••• 45 67" };
  expect(maskPayload(payload)).toEqual({
    contact: masked,
    external_reply: { contact: masked },
    raw: { orders: [{ email: "a•••@•••.com", name: "Анна" }] },
  });
});

it("masks by any name that speaks of a phone or an email, numbers too", () => {
  expect(
    maskPayload({ raw: { userPhone: 79_161_234_567, emails: ["anna@example.com"], count: 3 } }),
  ).toEqual({ raw: { userPhone: "7 ••• ••• 45 67", emails: ["a•••@•••.com"], count: 3 } });
  expect(hasContacts({ raw: { userPhone: 79_161_234_567 } })).toBe(true);
});

it("leaves everything else as it is, and recognises what holds contacts", () => {
  const payload = { location: { latitude: 1, longitude: 2 }, quote: "email: да", list: [null, 1] };
  expect(maskPayload(payload)).toEqual(payload);
  expect(hasContacts(payload)).toBe(false);
  expect(hasContacts(null)).toBe(false);
  expect(hasContacts({ contact })).toBe(true);
});
