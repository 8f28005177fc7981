import { z } from "zod";

type Rules = {
  /** Whether the address may lead below its host; what is asked for comes after it. */
  hasPath?: boolean;
  hasQuery?: boolean;
};

/**
 * An http(s) address of a setting in one writing: no blanks around it, scheme and host in small
 * letters, no slash at its end, so that a path can follow. Refused with a reason when it could not work.
 */
export function address({ hasPath = false, hasQuery = false }: Rules = {}) {
  return z.string().transform((text, { issues }) => {
    const refuse = (message: string) => {
      issues.push({ code: "custom", message, input: text });
      return z.NEVER;
    };
    const trimmed = text.trim();
    const url = URL.canParse(trimmed) ? new URL(trimmed) : null;
    // `https:/host` and `https:host` are read as an address, but nobody means them.
    if (!url || !/^https?:\/\/[^/]/i.test(trimmed)) {
      return refuse("must be an address like https://example.com");
    }
    if (url.username || url.password) return refuse("must hold no user name and no password");
    if (url.hash || (url.search && !hasQuery)) return refuse("must end before ? and #");
    const path = url.pathname.replace(/\/+$/, "");
    if (path && !hasPath) return refuse(`must have no path: only ${url.origin}`);
    return `${url.origin}${path}${url.search}`;
  });
}

/**
 * Where Telegram delivers: as it was typed, with one slash at the end or none, since our route takes
 * both. A bare host means our route there.
 */
export const webhookAddress = z.string().transform((text, { issues }) => {
  const { data, error } = address({ hasPath: true, hasQuery: true }).safeParse(text);
  if (data === undefined) {
    for (const { message } of error?.issues ?? []) {
      issues.push({ code: "custom", message, input: text });
    }
    return z.NEVER;
  }
  const url = new URL(data);
  const endsInSlash = /\/\s*(?:\?|$)/.test(text);
  if (url.pathname === "/") url.pathname = "/api/telegram/webhook/";
  else if (endsInSlash) url.pathname += "/";
  return url.href;
});

/** A host's name alone, in small letters; scheme and port are settings of their own. */
export const hostName = z.string().transform((text, { issues }) => {
  const name = text.trim().replace(/\/+$/, "").toLowerCase();
  const url = URL.canParse(`http://${name}`) ? new URL(`http://${name}`) : null;
  // Only a name is the same after it was read as a host.
  if (url && /^[^/?#@\s]+$/.test(name) && !/:\d*$/.test(name.replace(/^\[.*\]/, ""))) {
    return url.hostname;
  }
  issues.push({
    code: "custom",
    message: "must be a host's name alone, such as push.example.com, without scheme, port and path",
    input: text,
  });
  return z.NEVER;
});

/** Postgres' address: no blanks around it, its scheme in small letters, no slash after the database. */
export const databaseAddress = z
  .string()
  .trim()
  .regex(/^postgres(ql)?:\/\//i, "must start with postgres://")
  .refine(
    (text) => URL.canParse(text),
    "must be an address like postgres://user:password@host/name",
  )
  .transform((text) =>
    text
      .replace(/^[^:]+/, (scheme) => scheme.toLowerCase())
      .replace(/^([^?]*?\/\/[^/?]*\/[^/?]+)\/+(?=\?|$)/, "$1"),
  );
