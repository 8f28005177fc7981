import { isDeepStrictEqual } from "node:util";
import { asc, eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import {
  attachments,
  type MessageEntity,
  type Moment,
  type messages,
  messageVersions,
} from "@/db/schema";
import { versionPlace } from "@/lib/messages/version-place";
import type { IncomingAttachment, IncomingMessage } from "./ingest-message";

type MessageRow = typeof messages.$inferSelect;

/** What a version says, beside its files. */
export type Content = {
  content: string;
  entities: MessageEntity[] | null;
  kind: string;
  payload: Record<string, unknown> | null;
};

/** A version of a message; the one shown now has no id. */
export type Version = Content & {
  id: number | null;
  place: number;
  moments: Moment[];
  /** Telegram's own ids of its files. */
  files: string[];
};

const fileKinds = new Set(
  "photo document animation voice audio video video_note sticker live_photo".split(" "),
);

/** All versions of a message, oldest first, the one shown now last. */
export async function readVersions(tx: Tx, message: MessageRow): Promise<Version[]> {
  const rows = await tx
    .select({ row: messageVersions, place: versionPlace })
    .from(messageVersions)
    .where(eq(messageVersions.messageId, message.id))
    .orderBy(asc(versionPlace), asc(messageVersions.id));
  const files = await tx
    .select({ versionId: attachments.versionId, uniqueId: attachments.telegramFileUniqueId })
    .from(attachments)
    .where(eq(attachments.messageId, message.id))
    .orderBy(asc(attachments.id));
  const filesOf = (id: number | null) =>
    files.filter((file) => file.versionId === id).map((file) => file.uniqueId ?? "");
  const sent: Moment = [seconds(message.createdAt), 0];
  const edited: Moment = message.editedAt ? [seconds(message.editedAt), 0] : sent;
  const versions = [
    ...rows.map(({ row, place }) => ({ ...row, place, moments: row.writtenAt ?? [sent] })),
    {
      ...message,
      id: null,
      place: Number.POSITIVE_INFINITY,
      moments: message.writtenAt ?? [edited],
    },
  ];
  let later: string[] = [];
  return versions
    .reverse()
    .map((one): Version => {
      const own = filesOf(one.id);
      const kind = one.kind ?? message.kind;
      // A version keeps the files that the next one no longer has.
      const hasSame = own.length === 0 && one.id !== null && fileKinds.has(kind);
      later = hasSame ? later : own;
      const { id, content, entities, payload, place, moments } = one;
      return { id, content, entities, kind, payload, place, moments, files: later };
    })
    .reverse();
}

/** Whether a version says what came. */
export function isSame(version: Version, incoming: IncomingMessage): boolean {
  const { content, entities, kind, payload } = incoming.message;
  return (
    version.content === content &&
    version.kind === kind &&
    isDeepStrictEqual(version.entities, entities) &&
    isDeepStrictEqual(essence(version.payload), essence(payload)) &&
    isDeepStrictEqual(
      version.files,
      incoming.attachments.map((file) => file.file_unique_id),
    )
  );
}

/** Names of fields that differ between two deliveries of the same content. */
const fleeting = new Set(["file_id", "edit_date", "from", "chat"]);

/** A payload without what says nothing about the content. */
function essence(payload: unknown): unknown {
  return JSON.parse(
    JSON.stringify(payload, (key, value: unknown) => (fleeting.has(key) ? undefined : value)),
  );
}

/** Keeps an earlier version, after all others or at `place`. Returns its id. */
export async function addVersion(
  tx: Tx,
  messageId: number,
  { content, entities, kind, payload }: Content,
  when: { writtenAt: Moment[]; place?: number; replacedAt?: Date },
): Promise<number> {
  const [version] = await tx
    .insert(messageVersions)
    .values({ messageId, content, entities, kind, payload, ...when })
    .returning({ id: messageVersions.id });
  if (!version) throw new Error("the version was not kept");
  return version.id;
}

/** Files that came with a version (null: the one shown now). Returns those to be downloaded. */
export async function addFiles(
  tx: Tx,
  messageId: number,
  versionId: number | null,
  files: IncomingAttachment[],
): Promise<number[]> {
  if (files.length === 0) return [];
  const rows = await tx
    .insert(attachments)
    .values(
      files.map((file) => ({
        messageId,
        versionId,
        kind: file.kind,
        name: file.name,
        mimeType: file.mime_type,
        size: file.size,
        width: file.width,
        height: file.height,
        duration: file.duration,
        status: file.status,
        telegramFileId: file.file_id,
        telegramFileUniqueId: file.file_unique_id,
      })),
    )
    .returning({ id: attachments.id, status: attachments.status });
  return rows.filter((row) => row.status === "pending").map((row) => row.id);
}

const seconds = (time: Date) => Math.floor(time.getTime() / 1000);
