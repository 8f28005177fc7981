/** What `createInvite` makes; whoever reads a live one may join with its role. */
const invite = /\binv_[\w-]{16,}/g;
/** A sign-in code behind its command or in a deep link, also mistyped: words of a sentence stay. */
const code =
  /(\/auth(?:@\w+)?\s+|\bauth_)(?:[A-Z0-9]{1,8}[\s-]+[A-Z0-9]{1,8}(?![^\s"\\])|[A-Z0-9-]{4,16}(?![^\s"\\]))/gi;

/** A text without invites and sign-in codes; what stands for them is refused where they are asked for. */
export function hideSecrets(text: string): string {
  return text.replace(invite, "inv_hidden").replace(code, "$1XXXXXXXX");
}

/** A text without invites, as long as before: styles count its characters. */
export function coverInvites(text: string): string {
  return text.replace(invite, (token) => `inv_${"•".repeat(token.length - 4)}`);
}

/** A copy of a cleaned update as it is stored: nobody who reads it later can use a code or an invite in it. */
export function withoutSecrets<T extends object>(update: T): T {
  return /inv_|auth/i.test(JSON.stringify(update)) ? (hidden(update) as T) : update;
}

function hidden(value: unknown): unknown {
  if (typeof value === "string") return hideSecrets(value);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(hidden);
  // Not by assignment: a key may be `__proto__`.
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, hidden(one)]));
}
