import { and, eq, isNull } from "drizzle-orm";
import type { Tx } from "@/db/client";
import {
  attachments,
  conversations,
  type MessageEntity,
  type Moment,
  messages,
  messageVersions,
} from "@/db/schema";
import { announce, type ChangeTx } from "@/lib/effects/change";
import { touchConversation } from "@/lib/thread/touch-conversation";
import type { IncomingMessage } from "./ingest-message";
import { type Place, placeOf } from "./place-of";
import type { Applied } from "./record-update";
import { addFiles, addVersion, isSame, readVersions, type Version } from "./versions";

/** An edit by Telegram's clock, or the original that comes after its own edits. */
export type EditMoment = { botId: number; updateId: number; editedAt: number | null };

/**
 * One version of a client's message: text, file, place or anything else. Whatever the order in which they
 * come, the last one is shown and the earlier ones are kept with their files; the same content changes
 * nothing.
 */
export async function applyEdit(
  tx: ChangeTx,
  incoming: IncomingMessage,
  { botId, updateId, editedAt }: EditMoment,
): Promise<Applied<null>> {
  const message = await lockMessage(tx, botId, incoming);
  if (!message) return { ignored: "edit_of_unknown_message" };
  // "/start" and the like are lines of the thread, without a text that could change.
  if (message.senderType !== "client") return { ignored: "edit_of_command" };
  if (editedAt === null) {
    if (!message.awaitsOriginal) return { ignored: "duplicate_message" };
    await tx.update(messages).set({ awaitsOriginal: false }).where(eq(messages.id, message.id));
  }
  const versions = await readVersions(tx, message);
  const moment: Moment = editedAt === null ? [incoming.message.date, 0] : [editedAt, updateId];
  const place = placeOf(versions, moment, (at) => isSame(versions[at] as Version, incoming));
  if (place.act === "nothing") return { ignored: "edit_changes_nothing" };
  if (place.act === "repeats") return repeat(tx, message, versions, place);
  const { seq } = await touchConversation(tx, message.conversationId);
  const isNewest = place.at === versions.length - 1 && !place.split;
  const attachmentIds = isNewest
    ? await replace(tx, message.id, versions, incoming, moment)
    : await insertEarlier(tx, message.id, versions, incoming, moment, place);
  await tx.update(messages).set({ seq }).where(eq(messages.id, message.id));
  for (const id of attachmentIds) announce(tx, { name: "file.awaited", attachmentId: id });
  return { value: null };
}

/** The message under its conversation's lock, so that two edits never keep the same version. */
async function lockMessage(tx: Tx, botId: number, { client, message }: IncomingMessage) {
  const which = and(
    eq(messages.botId, botId),
    eq(messages.chatId, client.telegram_id),
    eq(messages.telegramMessageId, message.message_id),
  );
  const [found] = await tx
    .select({ conversationId: messages.conversationId })
    .from(messages)
    .where(which);
  if (!found) return undefined;
  await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.id, found.conversationId))
    .for("no key update");
  const [row] = await tx.select().from(messages).where(which);
  return row;
}

/** The same text again: only when it was written may change, and is shown when it is the present text's. */
async function repeat(
  tx: ChangeTx,
  message: typeof messages.$inferSelect,
  versions: Version[],
  { at, moments: writtenAt }: Extract<Place, { act: "repeats" }>,
): Promise<Applied<null>> {
  const { id } = versions[at] as Version;
  if (id !== null) {
    await tx.update(messageVersions).set({ writtenAt }).where(eq(messageVersions.id, id));
    return { ignored: "edit_changes_nothing" };
  }
  const editedAt = editedAtOf(writtenAt);
  await tx.update(messages).set({ writtenAt, editedAt }).where(eq(messages.id, message.id));
  if (editedAt?.getTime() === message.editedAt?.getTime())
    return { ignored: "edit_changes_nothing" };
  const { seq } = await touchConversation(tx, message.conversationId);
  await tx.update(messages).set({ seq }).where(eq(messages.id, message.id));
  return { value: null };
}

/** The usual case: what is shown becomes the last of the earlier versions. */
async function replace(
  tx: Tx,
  messageId: number,
  versions: Version[],
  incoming: IncomingMessage,
  moment: Moment,
): Promise<number[]> {
  const shown = versions.at(-1) as Version;
  const versionId = await addVersion(tx, messageId, shown, { writtenAt: shown.moments });
  const { content, kind, payload, message_type: messageType } = incoming.message;
  const entities = incoming.message.entities as MessageEntity[] | null;
  const written = { writtenAt: [moment], editedAt: editedAtOf([moment]) };
  await tx
    .update(messages)
    .set({ content, entities, kind, payload, messageType, ...written })
    .where(eq(messages.id, messageId));
  if (hasFilesOf(shown, incoming)) return [];
  await tx
    .update(attachments)
    .set({ versionId })
    .where(and(eq(attachments.messageId, messageId), isNull(attachments.versionId)));
  return addFiles(tx, messageId, null, incoming.attachments);
}

/** A version that comes late, between others; one that was written before and after it stands on both sides. */
async function insertEarlier(
  tx: Tx,
  messageId: number,
  versions: Version[],
  incoming: IncomingMessage,
  moment: Moment,
  { at, split }: Extract<Place, { act: "follows" }>,
): Promise<number[]> {
  const before = versions[at];
  const next = (split ? before : versions[at + 1]) as Version;
  const end = versions[at + 1]?.place ?? Number.POSITIVE_INFINITY;
  const places = placesBetween(before?.place, end);
  const replacedAt = new Date((split?.after[0] ?? next.moments[0] ?? moment)[0] * 1000);
  const entities = incoming.message.entities as MessageEntity[] | null;
  let place = places[0];
  if (before && split && before.id === null) {
    await addVersion(tx, messageId, before, { writtenAt: split.before });
    const { after: writtenAt } = split;
    const written = { writtenAt, editedAt: editedAtOf(writtenAt) };
    await tx.update(messages).set(written).where(eq(messages.id, messageId));
    place = undefined;
  }
  const versionId = await addVersion(
    tx,
    messageId,
    { ...incoming.message, entities },
    { writtenAt: [moment], replacedAt, ...(place === undefined ? {} : { place }) },
  );
  if (before && split && before.id !== null) {
    const ownId = before.id;
    const again = await addVersion(tx, messageId, before, {
      writtenAt: split.after,
      ...(places[1] === undefined ? {} : { place: places[1] }),
    });
    await tx
      .update(messageVersions)
      .set({ writtenAt: split.before })
      .where(eq(messageVersions.id, ownId));
    await tx.update(attachments).set({ versionId: again }).where(eq(attachments.versionId, ownId));
  }
  return hasFilesOf(next, incoming) ? [] : addFiles(tx, messageId, versionId, incoming.attachments);
}

/** Two places between neighbours; after the last of the earlier versions a new id is place enough. */
function placesBetween(from: number | undefined, to: number): (number | undefined)[] {
  if (to === Number.POSITIVE_INFINITY) return [];
  const start = from ?? to - 3;
  return [start + (to - start) / 3, start + ((to - start) * 2) / 3];
}

function hasFilesOf(version: Version, { attachments: files }: IncomingMessage): boolean {
  return files.map((file) => file.file_unique_id).join() === version.files.join();
}

/** When a text was first written by an edit; null: it is the message's own. */
function editedAtOf([first]: Moment[]): Date | null {
  return first && first[1] !== 0 ? new Date(first[0] * 1000) : null;
}
