import { sql } from "drizzle-orm";
import type { Db, Tx } from "@/db/client";
import { advisoryLocks, takeLock } from "../advisory-locks";
import { largeNames, largePhrases } from "./large-words";

/** From here on count the Telegram ids of the large set: beyond 32 bits, beyond the demo's. */
export const largeIds = { clients: 7_100_000_000, operators: 7_000_000_000 };

export type LargeSize = {
  clients: number;
  messages: number;
  /** Messages of the longest thread, the first client's. */
  longest: number;
  operators: number;
};

export const fullSize: LargeSize = {
  clients: 100_000,
  messages: 1_000_000,
  longest: 10_000,
  operators: 120,
};

/** Clients whose messages are written by one statement. */
const chunk = 10_000;

/**
 * Adds a year of a busy desk to a database with a team, a department and tags: the same rows for the
 * same size, each as the product would have left it, in a few statements. All or nothing; returns
 * false when a large set is there already. `tell` gets a line for each step.
 */
export async function writeLarge(
  db: Db,
  size: LargeSize,
  botId: number,
  tell: (words: string) => void,
): Promise<boolean> {
  const isNew = await db.transaction(async (tx) => {
    await takeLock(tx, advisoryLocks.seed);
    const [taken] = await tx.execute(
      sql`select 1 from clients where telegram_id > ${largeIds.clients}::bigint limit 1`,
    );
    if (taken) return false;
    await writeOperators(tx, size);
    await plan(tx, size);
    tell(`${size.clients} clients…`);
    await writeClients(tx);
    for (let from = 1; from <= size.clients; from += chunk) {
      await writeMessages(tx, botId, from, from + chunk - 1);
      tell(`messages of ${Math.min(from + chunk - 1, size.clients)} of ${size.clients} clients`);
    }
    tell("reads, tags, log…");
    await writeTraces(tx);
    return true;
  });
  // What autovacuum does within minutes: statistics, and the search indexes' unsorted entries put in order.
  if (isNew) await db.execute(sql`vacuum analyze`);
  return isNew;
}

async function writeOperators(tx: Tx, size: LargeSize) {
  await tx.execute(sql`
    insert into operators (telegram_id, name, role, department_id, language, capacity, joined_at)
    select ${largeIds.operators}::bigint + n, (${names("first")})[1 + n % 20] || ' ' || (${names("last")})[1 + n * 7 % 20],
      'operator', places.ids[1 + n % cardinality(places.ids)], 'ru', 150, now() - interval '400 days'
    from generate_series(1, ${size.operators}::int) n,
      (select array_agg(id order by id) as ids from departments) places`);
}

/**
 * One row for each client: how many messages, whose, since when, and how it stands. Of the clients
 * after the first, each even one has as many messages more as the odd one beside it has fewer.
 */
async function plan(tx: Tx, size: LargeSize) {
  const others = Math.max(1, size.clients - 1);
  const rest = size.messages - size.longest;
  const usual = Math.floor(rest / others);
  await tx.execute(sql`
    create temporary table large_plan on commit drop as
    with team as (
      select department_id, array_agg(id order by id) as ids from operators
      where telegram_id > ${largeIds.operators}::bigint and telegram_id <= ${largeIds.operators}::bigint + ${size.operators}::int
      group by department_id
    ), places as (select array_agg(department_id order by department_id) as ids from team),
    counted as (
      select n, case when n = 1 then ${size.longest}::int else ${usual}::int
          + case when n - 1 <= ${rest % others}::int then 1 else 0 end
          + case when n = ${size.clients}::int and n % 2 = 0 then 0 when n % 2 = 0 then 1 else -1 end * (n / 2 % ${usual}::int)
        end as count, places.ids[1 + n % cardinality(places.ids)] as department_id
      from generate_series(1, ${size.clients}::int) n, places
    ), stated as (
      select *, case when n = 1 or n % 33 = 0 then 'needs_reply' when count = 1 then 'done'
        when n % 21 = 0 then 'waiting_client' when n % 97 = 0 then 'snoozed' else 'done' end as state
      from counted
    )
    select n, count, department_id, state, n % 3 = 2 as is_english,
      ${largeIds.clients}::bigint + n as telegram_id,
      case when state = 'needs_reply' and n % 5 = 0 then null else team.ids[1 + n * 13 % cardinality(team.ids)] end as operator_id,
      team.ids[1 + n * 13 % cardinality(team.ids)] as answers_id,
      case when state = 'done' then now() - n * 7919 % 31000000 * interval '1 second'
        else now() - n * 7919 % 250000 * interval '1 second' end as last_at,
      -- The last message of who waits is a client's, of the others an operator's; the first is a client's.
      case when state = 'needs_reply' then count / 2 + 1 else (count + 1) / 2 end as incoming,
      case when state <> 'needs_reply' then 0 when count = 2 then 2 else 1 end as unanswered,
      case when (count % 2 = 0) = (state = 'needs_reply') then 3 else 2 end as answered_by
    from stated join team using (department_id)`);
}

async function writeClients(tx: Tx) {
  await tx.execute(sql`
    insert into clients (telegram_id, first_name, last_name, username, language_code, phone, status,
      assigned_operator_id, last_operator_id, department_id, board_order, created_at, updated_at)
    select telegram_id,
      case when is_english then (${names("firstEnglish")})[1 + n % 20] else (${names("first")})[1 + n % 20] end,
      case when is_english then (${names("lastEnglish")})[1 + n / 20 % 20] else (${names("last")})[1 + n / 20 % 20] end
        || case when n > 400 then ' ' || n else '' end,
      case when n % 3 > 0 then 'client_' || n end, case when is_english then 'en' else 'ru' end,
      case when n % 4 = 0 then '+79' || lpad((n * 7919 % 1000000000)::text, 9, '0') end,
      (array['lead', 'active', 'active', 'inactive', 'closed'])[1 + n % 5]::client_status,
      operator_id, answers_id, department_id, extract(epoch from last_at), ${openedAt}, last_at
    from large_plan order by n`);
  await tx.execute(sql`
    insert into conversations (client_id, chat_id, seq, work_state, waiting_since, snoozed_until, incoming_count,
      unanswered_count, last_message_at, last_telegram_message_id, created_at, updated_at)
    select c.id, telegram_id, count, state::work_state,
      case when state = 'needs_reply' then ${messageAt(sql`case when count = 2 then 1 else count end`)} end,
      case when state = 'snoozed' then now() + interval '20 hours' end, incoming, unanswered, last_at, count,
      ${openedAt}, last_at
    from large_plan join clients c using (telegram_id) order by n`);
  await tx.execute(sql`
    insert into cases (conversation_id, opened_at, first_response_at, first_response_operator_id, closed_at, closed_by_operator_id)
    select v.id, ${openedAt}, ${ifAnswered(messageAt(sql`answered_by`))}, ${ifAnswered(sql`answers_id`)},
      case when state = 'done' then last_at + interval '10 minutes' end, case when state = 'done' then answers_id end
    from large_plan join conversations v on v.chat_id = telegram_id order by n`);
}

async function writeMessages(tx: Tx, botId: number, from: number, to: number) {
  await tx.execute(sql`
    with line as (
      select p.*, i, i = 1 or (count - i) % 2 = case when state = 'needs_reply' then 0 else 1 end as is_client
      from large_plan p, generate_series(1, count) i where n between ${from}::int and ${to}::int
    ), told as (
      select *, not is_client and i < count and (n * 31 + i) % 4001 = 0 as is_failed from line
    )
    insert into messages (conversation_id, client_id, case_id, sender_type, operator_id, message_type, kind, content,
      bot_id, chat_id, telegram_message_id, delivery_status, failure_reason, attempts, sent_at, position, seq,
      created_at, updated_at)
    select v.id, v.client_id, e.id, case when is_client then 'client' else 'operator' end::sender_type,
      case when is_client then null else answers_id end, 'text', 'text',
      case when is_english then (${phrases("english")})[1 + (n * 7 + i * 3) % 12] else (${phrases("russian")})[1 + (n * 7 + i * 3) % 12] end
        || ' ' || (n * 31 + i * 17) % 99991,
      ${botId}::bigint, telegram_id, case when is_failed then null else i end,
      case when is_client then 'received' when is_failed then 'failed' else 'sent' end::delivery_status,
      case when is_failed then 'Bad Request: chat not found' end, case when is_client then 0 else 1 end,
      case when is_client or is_failed then null else ${messageAt(sql`i`)} end, i, i, ${messageAt(sql`i`)}, ${messageAt(sql`i`)}
    from told join conversations v on v.chat_id = telegram_id join cases e on e.conversation_id = v.id
    order by ${messageAt(sql`i`)}`);
  await tx.execute(sql`
    update conversations v set last_message_id = m.id
    from large_plan p, messages m
    where p.n between ${from}::int and ${to}::int and v.chat_id = p.telegram_id
      and m.conversation_id = v.id and m.position = p.count`);
}

async function writeTraces(tx: Tx) {
  await tx.execute(sql`
    insert into conversation_reads (conversation_id, operator_id, incoming_read)
    select v.id, operator_id, incoming - unanswered from large_plan
    join conversations v on v.chat_id = telegram_id where operator_id is not null`);
  await tx.execute(sql`
    insert into client_tags (client_id, tag_id)
    select c.id, t.id from large_plan join clients c using (telegram_id)
    join (select id, row_number() over (order by id) as place from tags) t on n % (5 + t.place * 4) = 0`);
  await tx.execute(sql`
    insert into operator_logs (operator_id, action, description, client_id, details, timestamp)
    select null, 'client_assigned', 'Operator none → ' || answers_id || ': new_client', c.id,
      jsonb_build_object('operator_id', answers_id, 'reason', 'new_client'), ${openedAt}
    from large_plan join clients c using (telegram_id)
    union all
    select m.operator_id, 'message_sent', 'Message to client ' || m.client_id, m.client_id, null, m.created_at
    from messages m join large_plan on m.chat_id = telegram_id
    where m.sender_type = 'operator' and m.id % 5 = 0`);
}

/** When a client's message number `i` came: seven minutes after the one before. */
const messageAt = (i: ReturnType<typeof sql>) =>
  sql`(last_at - (count - ${i}) * interval '7 minutes')`;
const openedAt = messageAt(sql`1`);
// The first answer is the second message, or the third where the first two are the client's.
const ifAnswered = (value: ReturnType<typeof sql>) =>
  sql`case when answered_by <= count then ${value} end`;

function names(kind: keyof typeof largeNames) {
  return sql`array[${sql.join(
    largeNames[kind].map((name) => sql`${name}::text`),
    sql`, `,
  )}]`;
}

function phrases(language: keyof typeof largePhrases) {
  return sql`array[${sql.join(
    largePhrases[language].map((words) => sql`${words}::text`),
    sql`, `,
  )}]`;
}
