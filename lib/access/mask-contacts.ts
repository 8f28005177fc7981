/** What a masked reader sees instead of a phone: the country's first digit and the last four. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  // Too short to hide anything while showing its end.
  if (digits.length < 8) return "•••";
  const start = phone.trim().startsWith("+") ? `+${digits[0]}` : digits[0];
  return `${start} ••• ••• ${digits.slice(-4, -2)} ${digits.slice(-2)}`;
}

/** What a masked reader sees instead of an email: its first letter and the end of its domain. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");
  if (at < 1) return "•••";
  const [first = ""] = email;
  const domain = email.slice(at + 1);
  const dot = domain.lastIndexOf(".");
  return `${first}•••@•••${dot > 0 ? domain.slice(dot) : ""}`;
}

/** The same client with phone and email masked, or as it is. */
export function maskContacts<T extends { phone: string | null; email: string | null }>(
  client: T,
  isMasked: boolean,
): T {
  if (!isMasked) return client;
  return {
    ...client,
    phone: client.phone && maskPhone(client.phone),
    email: client.email && maskEmail(client.email),
  };
}
