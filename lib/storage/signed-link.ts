import { createHmac } from "node:crypto";
import { env } from "@/lib/core/env";
import { secretsEqual } from "@/lib/core/ids";

/** Seconds a link lives; the S3 link behind it lives 60 more, together at most five minutes. */
const lifetime = 240;

/** Which of our routes the link is for. */
type Kind = "attachments" | "media";

/** A signed link to one file, good without a session for 4 minutes. */
export function signedLink(kind: Kind, id: number): string {
  const expires = Math.floor(Date.now() / 1000) + lifetime;
  const path = kind === "attachments" ? `attachments/${id}` : `media/${id}/file`;
  return `${env().APP_URL}/api/${path}/?expires=${expires}&signature=${signature(kind, id, expires)}`;
}

/** Whether `expires` and `signature` are ours for this file and not over. */
export function isSignedLink(kind: Kind, id: number, query: URLSearchParams): boolean {
  const expires = Number(query.get("expires"));
  if (!(expires > Date.now() / 1000)) return false;
  return secretsEqual(signature(kind, id, expires), query.get("signature") ?? "");
}

function signature(kind: Kind, id: number, expires: number): string {
  return createHmac("sha256", env().AUTH_SECRET)
    .update(`${kind}:${id}:${expires}`)
    .digest("base64url");
}
