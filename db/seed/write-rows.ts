import { eq } from "drizzle-orm";
import type { Tx } from "@/db/client";
import * as schema from "@/db/schema";
import { hour, minute } from "@/lib/core/time";
import { tags } from "./library";
import { departments, operators } from "./people";
import type { Story, StoryLine } from "./tell-stories";
import { writeLibrary } from "./write-library";

/** A line's file as it lies in S3. */
export type SeedFile = {
  storageKey: string;
  name: string;
  mimeType: string;
  size: number;
  width: number | null;
  height: number | null;
  /** Seconds. */
  duration: number | null;
};

export type SeedRows = {
  stories: Story[];
  files: Map<StoryLine, SeedFile>;
  /** The library's files, as they lie in S3. */
  library: SeedFile[];
  /** Telegram's message id of each line that reached Telegram. */
  messageIds: Map<StoryLine, number>;
  botId: number;
};

type Team = { departmentIds: number[]; operatorIds: number[] };

/** Writes the whole demo in the given transaction, each row as the product itself would leave it. */
export async function writeRows(tx: Tx, rows: SeedRows): Promise<void> {
  const team = await writeTeam(tx);
  await writeLibrary(tx, rows.library, team);
  const tagIds = ids(
    await tx
      .insert(schema.tags)
      .values(tags.map(({ name, color }) => ({ name, color })))
      .returning({ id: schema.tags.id }),
  );
  for (const [index, story] of rows.stories.entries()) {
    const clientId = await writeStory(tx, rows, team, story);
    const values = tags.flatMap(({ isOn }, at) => {
      const tagId = tagIds[at];
      return tagId !== undefined && isOn(index) ? [{ clientId, tagId }] : [];
    });
    if (values.length > 0) await tx.insert(schema.clientTags).values(values);
  }
}

async function writeTeam(tx: Tx): Promise<Team> {
  const departmentIds = ids(
    await tx
      .insert(schema.departments)
      .values(departments)
      .returning({ id: schema.departments.id }),
  );
  const operatorIds = ids(
    await tx
      .insert(schema.operators)
      .values(
        operators.map(({ department, ...one }, index) => ({
          ...one,
          lastSeen: index === 0 ? null : new Date(Date.now() - index ** 3 * 7 * minute),
          departmentId: departmentIds[department] ?? null,
        })),
      )
      .returning({ id: schema.operators.id }),
  );
  for (const [department, manager] of [1, 1, 2].entries()) {
    await tx
      .update(schema.departments)
      .set({ managerId: operatorIds[manager] ?? null })
      .where(eq(schema.departments.id, departmentIds[department] ?? 0));
  }
  return { departmentIds, operatorIds };
}

async function writeStory(tx: Tx, rows: SeedRows, team: Team, story: Story): Promise<number> {
  const { client, lines } = story;
  const first = lines[0]?.at ?? new Date();
  const last = lines.at(-1);
  const operatorId = story.assigned === null ? null : (team.operatorIds[story.assigned] ?? null);
  const clientId = only(
    await tx
      .insert(schema.clients)
      .values({
        telegramId: client.telegramId,
        firstName: client.firstName,
        lastName: client.lastName,
        username: client.username,
        languageCode: client.language,
        phone: story.phone,
        email: story.email,
        status: statusOf(story),
        assignedOperatorId: operatorId,
        departmentId: team.departmentIds[story.department] ?? null,
        blockedAt: story.isBlocked ? (last?.at ?? null) : null,
        createdAt: first,
      })
      .returning({ id: schema.clients.id }),
  );
  const incoming = lines.filter((line) => line.from === "c").length;
  const answered = lines.findLastIndex((line) => line.from === "o");
  const unanswered = story.end === "open" ? lines.slice(answered + 1) : [];
  const telegramIds = lines.map((line) => rows.messageIds.get(line) ?? 0);
  const conversationId = only(
    await tx
      .insert(schema.conversations)
      .values({
        clientId,
        chatId: client.telegramId,
        seq: lines.length,
        workState: workStates[story.end],
        waitingSince: unanswered[0]?.at ?? null,
        snoozedUntil: story.end === "snoozed" ? new Date(Date.now() + 20 * hour) : null,
        incomingCount: incoming,
        unansweredCount: unanswered.length,
        lastMessageAt: last?.at ?? null,
        lastTelegramMessageId: Math.max(0, ...telegramIds),
        createdAt: first,
      })
      .returning({ id: schema.conversations.id }),
  );
  const caseIds = await writeCases(tx, team, story, conversationId);
  const messageIds = await writeMessages(tx, rows, team, story, {
    clientId,
    conversationId,
    caseIds,
  });
  const lastMessageId = messageIds.at(-1) ?? null;
  await tx
    .update(schema.conversations)
    .set({ lastMessageId })
    .where(eq(schema.conversations.id, conversationId));
  if (operatorId !== null) {
    await tx.insert(schema.conversationReads).values({
      conversationId,
      operatorId,
      incomingRead: incoming - unanswered.length,
    });
  }
  await writeLogs(tx, team, story, clientId, operatorId);
  return clientId;
}

async function writeCases(tx: Tx, team: Team, story: Story, conversationId: number) {
  const count = (story.lines.at(-1)?.case ?? -1) + 1;
  const values = Array.from({ length: count }, (_, index) => {
    const lines = story.lines.filter((line) => line.case === index);
    const answer = lines.find((line) => line.from === "o");
    const isClosed = index < count - 1 || story.end === "done";
    const closer = answer?.operator ?? story.assigned;
    const by = (at: number | null | undefined) =>
      at === null || at === undefined ? null : (team.operatorIds[at] ?? null);
    return {
      conversationId,
      openedAt: lines[0]?.at ?? new Date(),
      firstResponseAt: answer?.at ?? null,
      firstResponseOperatorId: by(answer?.operator),
      closedAt: isClosed ? new Date(+(lines.at(-1)?.at ?? 0) + 10 * minute) : null,
      closedByOperatorId: isClosed ? by(closer) : null,
    };
  });
  if (values.length === 0) return [];
  return ids(await tx.insert(schema.cases).values(values).returning({ id: schema.cases.id }));
}

async function writeMessages(
  tx: Tx,
  rows: SeedRows,
  team: Team,
  story: Story,
  place: { clientId: number; conversationId: number; caseIds: number[] },
): Promise<number[]> {
  let highest = 0;
  const values = story.lines.map((line, index) => {
    const telegramMessageId = rows.messageIds.get(line) ?? null;
    highest = Math.max(highest, telegramMessageId ?? 0);
    const reason =
      story.client.language === "ru" ? "Клиент заблокировал бота." : "Blocked the bot.";
    return {
      conversationId: place.conversationId,
      clientId: place.clientId,
      caseId: place.caseIds[line.case] ?? null,
      senderType: line.from === "c" ? ("client" as const) : ("operator" as const),
      operatorId: line.operator === null ? null : (team.operatorIds[line.operator] ?? null),
      messageType: messageType(line),
      kind: line.file ?? "text",
      content: line.text,
      botId: rows.botId,
      chatId: story.client.telegramId,
      telegramMessageId,
      deliveryStatus: line.delivery,
      failureReason: line.delivery === "failed" ? reason : null,
      attempts: line.from === "o" ? 1 : 0,
      sentAt: line.delivery === "sent" ? line.at : null,
      position: telegramMessageId ?? highest,
      seq: index + 1,
      createdAt: line.at,
    };
  });
  if (values.length === 0) return [];
  const messageIds = ids(
    await tx.insert(schema.messages).values(values).returning({ id: schema.messages.id }),
  );
  const attachments = story.lines.flatMap((line, index) => {
    const file = rows.files.get(line);
    if (!file || !line.file) return [];
    const messageId = messageIds[index] ?? null;
    const operatorId = values[index]?.operatorId ?? null;
    const status = "stored" as const;
    return [{ ...file, messageId, operatorId, kind: line.file, status, createdAt: line.at }];
  });
  if (attachments.length > 0) await tx.insert(schema.attachments).values(attachments);
  return messageIds;
}

async function writeLogs(
  tx: Tx,
  team: Team,
  story: Story,
  clientId: number,
  operatorId: number | null,
) {
  const assigned = {
    operatorId: null,
    action: "client_assigned",
    description: `Operator none → ${operatorId}: new_client`,
    details: { operator_id: operatorId, reason: "new_client" },
    clientId,
    timestamp: story.lines[0]?.at ?? new Date(),
  };
  const sent = story.lines.flatMap((line) =>
    line.operator === null
      ? []
      : [
          {
            operatorId: team.operatorIds[line.operator] ?? null,
            action: "message_sent",
            description: `Message to client ${clientId}`,
            clientId,
            timestamp: line.at,
          },
        ],
  );
  const values = operatorId === null ? sent : [assigned, ...sent];
  if (values.length > 0) await tx.insert(schema.operatorLogs).values(values);
}

const workStates = {
  open: "needs_reply",
  waiting: "waiting_client",
  done: "done",
  snoozed: "snoozed",
} as const;

function statusOf(story: Story): "lead" | "active" | "inactive" | "closed" {
  if (story.isBlocked) return "inactive";
  if ((story.lines.at(-1)?.case ?? 0) === 0) return "lead";
  return story.end === "done" ? "closed" : "active";
}

function messageType(line: StoryLine): "text" | "image" | "file" {
  if (!line.file) return "text";
  return line.file === "photo" ? "image" : "file";
}

const ids = (rows: { id: number }[]): number[] => rows.map((row) => row.id);

function only(rows: { id: number }[]): number {
  const [row] = rows;
  if (!row) throw new Error("an insert returned no row");
  return row.id;
}
