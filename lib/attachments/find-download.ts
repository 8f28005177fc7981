import { and, eq, or } from "drizzle-orm";
import type { Db } from "@/db/client";
import { attachments, clients, messages } from "@/db/schema";
import { visibleClients } from "@/lib/access/visible-clients";
import type { OperatorActor } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import { presignDownload } from "@/lib/storage/presign";
import { safeResponse } from "./safe-types";

/**
 * An S3 link (60 s) for a file of a visible client, one's own upload, or with a signed link of ours.
 * Anything else is `not_found`.
 */
export async function findDownload(
  db: Db,
  id: number,
  access: { actor: OperatorActor | null; isSigned: boolean; wantsDownload: boolean },
): Promise<string> {
  const [file] = await db
    .select({ name: attachments.name, mimeType: attachments.mimeType, key: attachments.storageKey })
    .from(attachments)
    .leftJoin(messages, eq(messages.id, attachments.messageId))
    .leftJoin(clients, eq(clients.id, messages.clientId))
    .where(and(eq(attachments.id, id), eq(attachments.status, "stored"), mayRead(access)));
  if (!file?.key) throw notFound("file");
  return presignDownload(file.key, safeResponse(file, access.wantsDownload));
}

function mayRead({ actor, isSigned }: { actor: OperatorActor | null; isSigned: boolean }) {
  if (isSigned) return undefined;
  if (!actor) throw notFound("file");
  const scope = visibleClients(actor);
  const ownUpload = eq(attachments.operatorId, actor.operatorId);
  return scope ? or(ownUpload, scope) : undefined;
}
