import { webhookInfo } from "../bot-api/methods/updates";
import type { Act } from "../control-acts";
import { ControlError } from "../control-error";
import type {
  CallFilter,
  ChatSummary,
  FaultInput,
  HistoryLine,
  Limits,
  PersonInput,
  RawUpdate,
  SimulatorState,
} from "../control-types";
import { addFile } from "../media/add-file";
import { addHistory } from "../people/add-history";
import { doAct } from "../people/do-act";
import { createGroup, getPerson, migrateGroup, savePerson } from "../people/people";
import type { Sim } from "../sim";
import { sampleNames } from "../store/file-bytes";

/** A control API request, read. */
export interface ControlRequest {
  query: URLSearchParams;
  /** Decoded JSON; empty object without a body. */
  body: unknown;
  bytes: Buffer;
  headers: Record<string, string | string[] | undefined>;
  params: string[];
}

type Handler = (sim: Sim, request: ControlRequest) => unknown;

const handlers: [method: string, path: RegExp, handler: Handler][] = [
  ["GET", /^state$/, (sim) => state(sim)],
  ["POST", /^reset$/, reset],
  ["GET", /^people$/, (sim) => sim.store.people.values()],
  ["POST", /^people$/, (sim, { body }) => savePerson(sim, body as PersonInput)],
  ["GET", /^people\/(\d+)$/, (sim, { params }) => getPerson(sim, Number(params[0]))],
  ["POST", /^groups$/, (sim, { body }) => createGroup(sim, body as { title: string })],
  [
    "POST",
    /^groups\/(-\d+)\/migrate$/,
    (sim, { params }) => sim.store.transaction(() => migrateGroup(sim, Number(params[0]))),
  ],
  ["GET", /^chats$/, (sim) => chats(sim)],
  [
    "GET",
    /^chats\/(-?\d+)\/messages$/,
    (sim, { params }) => sim.store.messages.of(Number(params[0])),
  ],
  [
    "POST",
    /^act$/,
    (sim, { body }) =>
      Array.isArray(body) ? body.map((act: Act) => doAct(sim, act)) : doAct(sim, body as Act),
  ],
  [
    "POST",
    /^history$/,
    (sim, { body }) => sim.store.transaction(() => addHistory(sim, body as HistoryLine[])),
  ],
  ["POST", /^files$/, upload],
  ["GET", /^samples$/, () => sampleNames()],
  ["GET", /^callbacks\/(\w+)$/, callback],
  [
    "POST",
    /^updates$/,
    (sim, { body }) => ({ update_id: sim.queue.addAlways(body as RawUpdate).update_id }),
  ],
  ["POST", /^updates\/(\d+)\/redeliver$/, redeliver],
  ["GET", /^deliveries$/, deliveries],
  ["GET", /^calls$/, (sim, { query }) => sim.calls.find(callFilter(query))],
  ["GET", /^faults$/, (sim) => sim.faults.all()],
  ["POST", /^faults$/, (sim, { body }) => addFault(sim, body as FaultInput)],
  ["DELETE", /^faults$/, clearFaults],
  ["POST", /^limits$/, setLimits],
  ["GET", /^violations$/, (sim) => sim.judge?.violations ?? []],
];

/** Runs a control request. Throws a ControlError. */
export function runControl(
  sim: Sim,
  method: string,
  path: string,
  request: Omit<ControlRequest, "params">,
): unknown {
  for (const [verb, pattern, handler] of handlers) {
    const match = verb === method ? pattern.exec(path) : null;
    if (match) return handler(sim, { ...request, params: match.slice(1) });
  }
  throw new ControlError(404, `there is no ${method} /_sim/${path}`);
}

function state(sim: Sim): SimulatorState {
  const { id, username = "", first_name } = sim.bot;
  const settings = sim.store.settings();
  return {
    bot: { id, username, first_name, description: settings.description },
    commands: settings.commands,
    webhook: webhookInfo(sim),
    next_update_id: (sim.store.counters.get("update") ?? 0) + 1,
    people: sim.store.people.values(),
    groups: sim.store.groups.values(),
    faults: sim.faults.all(),
    limits: sim.limit.limits,
    violations: sim.judge?.violations.length ?? 0,
  };
}

function reset(sim: Sim): true {
  sim.store.clear();
  sim.bytes.clear();
  sim.queue.clear();
  sim.calls.clear();
  sim.faults.clear();
  sim.limit.set(null);
  sim.callbacks.clear();
  sim.sender.deliveries.length = 0;
  sim.judge?.violations.splice(0);
  sim.bot.first_name = sim.options.botName;
  sim.poll.interrupt("reset");
  sim.sender.restart();
  sim.events.send({ type: "reset" });
  return true;
}

function chats(sim: Sim): ChatSummary[] {
  const rows = [
    ...sim.store.people.values().map((person) => ({
      chat_id: person.id,
      title: [person.first_name, person.last_name].filter(Boolean).join(" "),
      type: "private" as const,
      read: person.read_up_to,
    })),
    ...sim.store.groups.values().map((group) => ({
      chat_id: group.id,
      title: group.title,
      type: group.type,
      read: Number.POSITIVE_INFINITY,
    })),
  ];
  return rows.map(({ read, ...row }) => {
    const messages = sim.store.messages.of(row.chat_id).filter((m) => !m.is_deleted);
    return {
      ...row,
      message_count: messages.length,
      unread: messages.filter((m) => m.from_bot && m.message_id > read).length,
      last_message: messages.at(-1) ?? null,
    };
  });
}

function upload(sim: Sim, { bytes, headers }: ControlRequest): { file_id: string } {
  const name = headers["x-file-name"];
  const file = addFile(sim, "upload", {
    data: bytes,
    file_name: typeof name === "string" ? decodeURIComponent(name) : undefined,
    mime_type: headers["content-type"] as string | undefined,
  });
  // The type the sender gave decides for documents; an upload is not yet one.
  const given = headers["content-type"];
  if (typeof given === "string" && given !== "application/octet-stream") {
    sim.store.files.set(file.file_id, { ...file, mime_type: given });
  }
  return { file_id: file.file_id };
}

function callback(sim: Sim, { params }: ControlRequest) {
  const found = sim.callbacks.get(params[0] ?? "");
  if (!found) throw new ControlError(404, "there is no such callback query");
  return found;
}

function redeliver(sim: Sim, { params, body }: ControlRequest) {
  const update = sim.queue.find(Number(params[0]));
  if (!update) throw new ControlError(404, `there is no update ${params[0]}`);
  if (!sim.store.settings().webhook_url) throw new ControlError(409, "no webhook is set");
  return sim.sender.redeliver(update, (body as { times?: number }).times ?? 1);
}

function deliveries(sim: Sim, { query }: ControlRequest) {
  const id = query.get("update_id");
  const all = sim.sender.deliveries;
  return id === null ? all : all.filter((delivery) => delivery.update_id === Number(id));
}

function callFilter(query: URLSearchParams): CallFilter {
  const text = (name: "method" | "text") => query.get(name);
  const number = (name: "chat_id" | "after" | "limit") => query.get(name);
  const accepted = query.get("accepted");
  return {
    ...(text("method") ? { method: text("method") ?? "" } : {}),
    ...(text("text") ? { text: text("text") ?? "" } : {}),
    ...(number("chat_id") ? { chat_id: Number(number("chat_id")) } : {}),
    ...(number("after") ? { after: Number(number("after")) } : {}),
    ...(number("limit") ? { limit: Number(number("limit")) } : {}),
    ...(accepted ? { accepted: accepted === "true" } : {}),
  };
}

function addFault(sim: Sim, input: FaultInput) {
  if (!input.method || !input.effect) {
    throw new ControlError(400, "a fault needs a method and an effect");
  }
  const fault = sim.faults.add(input);
  sim.events.send({ type: "faults" });
  return fault;
}

function clearFaults(sim: Sim): true {
  sim.faults.clear();
  sim.events.send({ type: "faults" });
  return true;
}

function setLimits(sim: Sim, { body }: ControlRequest): true {
  sim.limit.set((body as { limits: Limits | null }).limits);
  return true;
}
