import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { OperatorContext } from "@/lib/context";
import { announce, change, together } from "@/lib/effects/change";
import type { ChangeEvent, EventName, EventOf } from "@/lib/effects/events";
import { holdInto } from "@/lib/effects/hold";
import { jobs } from "@/lib/queue/jobs";
import { hintsSent } from "@/lib/realtime/publish";
import { heardChannels } from "@/lib/realtime/realtime-config";
import { startLiveServer } from "@/live/server";
import { testDatabase } from "./database";
import { liveSocket } from "./network/live-socket";
import { teamMaker } from "./team";
import { startTriggerApi } from "./trigger/trigger-api";

type Engine = "embedded" | "trigger";
type Listener = "admin" | "owner" | "colleague" | "stranger";
type Told = Partial<Record<Listener, string[]>>;

/** What follows: the pushes that each person's window gets, whose sockets are cut, and the jobs by their keys. */
type Expected<N extends EventName> = {
  event: EventOf<N>;
  pushes?: Told;
  cuts?: Listener[];
  jobs?: string[];
};

/** Every event of the product, its listeners and its jobs, on one of the engines. */
export async function effectsSuite(engine: Engine): Promise<void> {
  const pusher = await startLiveServer({
    port: 0,
    app: { id: "app", key: "key", secret: "secret" },
  });
  const api = await startTriggerApi();
  const database = await testDatabase({
    PUSHER_PORT: String(pusher.port),
    JOBS_ENGINE: engine,
    TRIGGER_SECRET_KEY: "tr_prod_test",
    TRIGGER_API_URL: api.url,
  });
  const { db, sql } = database;
  const make = teamMaker(db, sql);

  const people = {} as Record<Listener, OperatorContext>;
  const sockets = {} as Record<Listener, Awaited<ReturnType<typeof liveSocket>>>;
  /** Signed in, and so cut with the person's others; those that only listen stay. */
  const signedIn = {} as typeof sockets;
  let webhookId: number;
  let crowdedId: number;
  let conversation: {
    conversationId: number;
    clientId: number;
    seq: number;
    departmentId: number;
    assignedOperatorId: number;
  };

  beforeAll(async () => {
    const departmentId = await make.department("Продажи");
    const elsewhere = await make.department("Склад");
    const waiting = await make.conversation(await make.client(elsewhere));
    await sql`update conversations set work_state = 'needs_reply', incoming_count = 1
      where id = ${waiting}`;
    crowdedId = elsewhere;
    people.admin = await make.as(await make.person("admin", null));
    people.owner = await make.as(await make.person("operator", departmentId));
    people.colleague = await make.as(await make.person("operator", departmentId));
    people.stranger = await make.as(await make.person("operator", elsewhere));
    const assignedOperatorId = people.owner.actor.operatorId;
    const clientId = await make.client(departmentId);
    const conversationId = await make.conversation(clientId);
    await sql`update clients set assigned_operator_id = ${assignedOperatorId} where id = ${clientId}`;
    conversation = { conversationId, clientId, seq: 7, departmentId, assignedOperatorId };
    const [webhook] = await sql`insert into webhooks (url, secret, events)
      values ('https://example.com/', 'x', '{message.created}') returning id`;
    webhookId = Number(webhook?.id);
    for (const [name, ctx] of Object.entries(people) as [Listener, OperatorContext][]) {
      sockets[name] = await liveSocket(pusher.port);
      for (const channel of (await heardChannels(ctx)).channels) {
        await sockets[name].join(ctx, channel);
      }
      await signInAgain(name);
    }
  });
  async function signInAgain(name: Listener) {
    signedIn[name] = await liveSocket(pusher.port);
    await signedIn[name].signIn(people[name]);
  }
  beforeEach(async () => {
    api.runs.length = 0;
    await sql`select graphile_worker.remove_job(key)
      from graphile_worker.jobs where key is not null`;
  });
  afterAll(async () => {
    for (const socket of [sockets, signedIn].flatMap(Object.values)) socket.close();
    await database.close();
    await Promise.all([pusher.close(), api.close()]);
  });

  const idOf = (who: Listener) => people[who].actor.operatorId;
  const everybody = (name: string): Told => ({
    admin: [name],
    owner: [name],
    colleague: [name],
    stranger: [name],
  });

  // A new event does not compile before it has a line here.
  const expected: { [N in EventName]: () => Expected<N> } = {
    "conversation.changed": () => ({
      event: { name: "conversation.changed", ...conversation },
      pushes: {
        admin: ["conversation.changed"],
        // By the department's channel and by their own; the browser asks once.
        owner: ["conversation.changed", "conversation.changed"],
        colleague: ["conversation.changed"],
      },
    }),
    "conversation.read": () => ({
      event: {
        name: "conversation.read",
        operatorId: idOf("colleague"),
        conversationId: conversation.conversationId,
        clientId: conversation.clientId,
        seq: 7,
      },
      pushes: { colleague: ["conversation.changed"] },
    }),
    "note.mentioned": () => ({
      event: {
        name: "note.mentioned",
        operatorIds: [idOf("colleague"), idOf("admin")],
        conversationId: conversation.conversationId,
        clientId: conversation.clientId,
        seq: 7,
      },
      pushes: { admin: ["note.mentioned"], colleague: ["note.mentioned"] },
    }),
    "client.leftWaiting": () => ({
      event: { name: "client.leftWaiting", departmentId: crowdedId },
      // Whom the bot tells besides is in queue-alert.test.ts.
      pushes: everybody("team.changed"),
    }),
    "placement.postponed": () => ({
      event: { name: "placement.postponed" },
      jobs: ["fill-places"],
    }),
    "team.changed": () => ({
      event: { name: "team.changed", operatorId: idOf("owner") },
      pushes: everybody("team.changed"),
    }),
    "account.changed": () => ({
      event: { name: "account.changed", operatorId: idOf("owner") },
      pushes: { owner: ["account.changed"] },
      cuts: ["owner"],
    }),
    "session.ended": () => ({
      event: { name: "session.ended", operatorId: idOf("owner") },
      cuts: ["owner"],
    }),
    "report.changed": () => ({
      event: { name: "report.changed", operatorId: idOf("owner"), reportId: 3, progress: 40 },
      pushes: { owner: ["report.changed"] },
    }),
    "report.requested": () => ({
      event: { name: "report.requested", reportId: 3, operatorId: idOf("owner") },
      jobs: ["report-3"],
    }),
    "message.queued": () => ({
      event: { name: "message.queued", conversationId: 5 },
      jobs: ["chat-5"],
    }),
    "file.awaited": () => ({
      event: { name: "file.awaited", attachmentId: 9 },
      jobs: ["download-9"],
    }),
    "objects.condemned": () => ({
      event: { name: "objects.condemned" },
      jobs: ["remove-objects"],
    }),
    "webhook.due": () => ({ event: { name: "webhook.due", webhookId }, jobs: [keyOf()] }),
  };
  const keyOf = () => `webhook-${webhookId}`;

  /** The jobs of an engine, in the order in which they were queued where it has one. */
  const queued = async (of = engine): Promise<string[]> => {
    if (of === "trigger")
      return api.runs.map(({ task, payload }) => keyOfRun(task, payload)).sort();
    const rows = await sql<{ key: string }[]>`select key from graphile_worker.jobs order by id`;
    return rows.map(({ key }) => key);
  };
  const other = engine === "trigger" ? "embedded" : "trigger";

  async function heard(): Promise<Told> {
    await hintsSent();
    const told: Told = {};
    for (const [name, socket] of Object.entries(sockets) as [Listener, typeof sockets.admin][]) {
      const frames = await socket.heard();
      for (const { event, data } of frames) expectNumbers(event, data);
      if (frames.length > 0) told[name] = frames.map(({ event }) => event).sort();
    }
    return told;
  }

  /** Whose signed-in socket is gone; they sign in again. */
  async function cut(): Promise<Listener[]> {
    await hintsSent();
    const found: Listener[] = [];
    for (const name of Object.keys(signedIn) as Listener[]) {
      if (!(await signedIn[name].isCut())) continue;
      found.push(name);
      await signInAgain(name);
    }
    return found;
  }

  describe(`with the ${engine} engine`, () => {
    it.each(Object.keys(expected) as EventName[])(
      "%s reaches its listeners and its job once, though it is announced twice",
      async (name) => {
        const { event, pushes = {}, cuts = [], jobs: keys = [] } = expected[name]();
        await change({ db }, async (tx) =>
          announce(tx, event as ChangeEvent, event as ChangeEvent),
        );
        expect(await heard()).toEqual(pushes);
        expect(await cut()).toEqual(cuts);
        expect(await queued()).toEqual(keys);
        expect(await queued(other)).toEqual([]);
      },
    );

    it("each of several events reaches its own listeners and has its own job", async () => {
      const { conversationId } = conversation;
      await change({ db }, async (tx) =>
        announce(
          tx,
          { name: "conversation.changed", ...conversation },
          {
            name: "conversation.changed",
            ...conversation,
            conversationId: conversationId + 1,
            departmentId: crowdedId,
            assignedOperatorId: null,
          },
          { name: "account.changed", operatorId: idOf("owner") },
          { name: "account.changed", operatorId: idOf("colleague") },
          { name: "message.queued", conversationId: 9 },
          { name: "message.queued", conversationId: 10 },
        ),
      );
      expect(await heard()).toEqual({
        admin: ["conversation.changed", "conversation.changed"],
        owner: ["account.changed", "conversation.changed", "conversation.changed"],
        colleague: ["account.changed", "conversation.changed"],
        stranger: ["conversation.changed"],
      });
      expect(await cut()).toEqual(["owner", "colleague"]);
      // By key, not as announced: two changes with the same jobs never wait for each other.
      expect(await queued()).toEqual(["chat-10", "chat-9"]);
    });

    it("webhooks with a noted event are woken when a conversation changes", async () => {
      await change({ db }, async (tx) => {
        const { conversationId, clientId } = conversation;
        // The row's own trigger notes the event (note-webhook-event.sql).
        await tx.execute(`insert into messages (conversation_id, client_id, chat_id, sender_type, kind,
            message_type, content, delivery_status, position, seq)
          select id, ${clientId}, chat_id, 'client', 'text', 'text', 'Где заказ?', 'received', 1, 8
          from conversations where id = ${conversationId}`);
        announce(tx, { name: "conversation.changed", ...conversation });
      });
      expect(await queued()).toEqual([keyOf()]);
      await sql`delete from webhook_deliveries`;
      await heard();
    });

    it("nothing follows from what is rolled back, nor from a rolled-back savepoint", async () => {
      const back = new Error("back");
      const failing = change({ db }, async (tx) => {
        announce(tx, { name: "message.queued", conversationId: 5 });
        throw back;
      });
      await expect(failing).rejects.toBe(back);
      await change({ db }, async (tx) => {
        const inner = change({ db: tx }, async (savepoint) => {
          announce(savepoint, { name: "team.changed", operatorId: 1 });
          announce(savepoint, { name: "message.queued", conversationId: 6 });
          throw back;
        });
        await expect(inner).rejects.toBe(back);
        await change({ db: tx }, async (savepoint) =>
          announce(savepoint, { name: "message.queued", conversationId: 7 }),
        );
      });
      expect(await heard()).toEqual({});
      expect(await queued()).toEqual(["chat-7"]);
    });

    it("nothing follows when the commit fails", async () => {
      await sql`create table late_checks
        (id bigint references operators deferrable initially deferred)`;
      const failing = change({ db }, async (tx) => {
        announce(tx, { name: "team.changed", operatorId: 1 });
        announce(tx, { name: "message.queued", conversationId: 5 });
        await tx.execute("insert into late_checks values (-1)");
      });
      await expect(failing).rejects.toThrow();
      expect(await heard()).toEqual({});
      expect(await queued()).toEqual([]);
    });

    it.runIf(engine === "embedded")("jobs are committed with the change itself", async () => {
      const written = await change({ db }, async (tx) => {
        announce(tx, { name: "message.queued", conversationId: 5 });
        const [row] = await tx.execute("select pg_current_xact_id()::xid::text as id");
        return row?.id;
      });
      const [job] = await sql`select xmin::text as id from graphile_worker._private_jobs`;
      expect(job?.id).toBe(written);
    });

    it("a change inside a transaction that keeps no events is refused", async () => {
      const inside = db.transaction((tx) => change({ db: tx }, async () => undefined));
      await expect(inside).rejects.toThrow("keeps no events");
    });

    it("events that are held back are delivered by nobody but their holder", async () => {
      const held: ChangeEvent[] = [];
      const event: ChangeEvent = { name: "team.changed", operatorId: idOf("owner") };
      await holdInto(held, () => change({ db }, async (tx) => announce(tx, event)));
      expect(held).toEqual([event]);
      expect(await heard()).toEqual({});
    });

    it("changes made together are delivered at the end, also when a later one fails", async () => {
      const back = new Error("back");
      const failing = together({ db }, async () => {
        await change({ db }, async (tx) => announce(tx, { name: "team.changed", operatorId: 1 }));
        expect(await heard()).toEqual({});
        throw back;
      });
      await expect(failing).rejects.toBe(back);
      expect(await heard()).toEqual(everybody("team.changed"));
    });

    // On the embedded engine no follow-up of an event can fail.
    it.runIf(engine === "trigger")("a change stands when a follow-up fails", async () => {
      await sql`alter table webhook_deliveries rename to missing_deliveries`;
      try {
        await change({ db }, async (tx) => {
          announce(tx, { name: "conversation.changed", ...conversation });
          announce(tx, { name: "team.changed", operatorId: 1 });
        });
      } finally {
        await sql`alter table missing_deliveries rename to webhook_deliveries`;
      }
      expect((await heard()).stranger).toEqual(["team.changed"]);
    });
  });

  /** A push carries ids and sequence numbers, nothing else (promise 17). */
  function expectNumbers(event: string, data: string) {
    const others = Object.entries(JSON.parse(data)).filter(([, value]) => !Number.isInteger(value));
    expect(others, event).toEqual([]);
  }

  /** What a run of Trigger.dev is called in the embedded queue. */
  function keyOfRun(task: string, payload: unknown): string {
    const job = Object.values(jobs).find(({ id }) => id === task);
    return job?.key(payload as never) ?? task;
  }
}
