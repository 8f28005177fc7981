import type { TelegramUpdate, TelegramUser } from "@gramio/types";
import type { CallbackAnswer } from "./control-acts";
import { FileBytes } from "./store/file-bytes";
import type { QueuedUpdate } from "./store/records";
import { Store } from "./store/store";
import { LongPoll } from "./updates/long-poll";
import { UpdateQueue } from "./updates/update-queue";
import { WebhookSender } from "./updates/webhook-sender";
import { CallLog } from "./watch/call-log";
import { EventStream } from "./watch/event-stream";
import { FaultList } from "./watch/fault-list";
import { createJudge, type Judge } from "./watch/judge";
import { RateLimit } from "./watch/rate-limit";

/** What the simulator is started with. */
export interface SimulatorOptions {
  /** 0: any free port. */
  port: number;
  /** Where state is kept; without it, only in memory. */
  dir?: string;
  /** Plays a Bot API server with `--local`: getFile puts the file here, of any size, and answers its path. */
  localDir?: string;
  token: string;
  botUsername: string;
  botName: string;
  /** Multiplies the waits between webhook attempts; 1 is Telegram's own schedule. */
  retryScale: number;
  /** How long a webhook may take to answer, in milliseconds. */
  webhookTimeoutMs: number;
  /** Checks all traffic against Telegram's documentation. */
  strict: boolean;
}

/** The running simulator's parts, handed to every method and act. */
export interface Sim {
  options: SimulatorOptions;
  bot: TelegramUser;
  store: Store;
  bytes: FileBytes;
  queue: UpdateQueue;
  poll: LongPoll;
  sender: WebhookSender;
  events: EventStream;
  calls: CallLog;
  faults: FaultList;
  limit: RateLimit;
  judge: Judge | null;
  /** Pressed buttons by callback query id. */
  callbacks: Map<string, CallbackAnswer>;
}

/** Builds the parts over what the folder holds. `onReply` gets methods that a webhook named in its answer. */
export async function createSim(
  options: SimulatorOptions,
  onReply: (body: Record<string, unknown>) => void,
): Promise<Sim> {
  const store = new Store(options.dir);
  const queue = new UpdateQueue(store);
  const { retryScale, webhookTimeoutMs: timeoutMs } = options;
  return {
    options,
    bot: {
      id: Number(options.token.split(":")[0]),
      is_bot: true,
      first_name: store.settings().name ?? options.botName,
      username: options.botUsername,
    },
    store,
    bytes: new FileBytes(options.dir),
    queue,
    poll: new LongPoll(queue),
    sender: new WebhookSender(store, queue, { retryScale, timeoutMs, onReply }),
    events: new EventStream(),
    calls: new CallLog(),
    faults: new FaultList(),
    limit: new RateLimit(),
    judge: options.strict ? await createJudge() : null,
    callbacks: new Map(),
  };
}

/** Queues an update that the simulator made itself; null when the bot did not ask for its kind. */
export function emitUpdate(
  sim: Sim,
  payload: Omit<TelegramUpdate, "update_id">,
): QueuedUpdate | null {
  const queued = sim.queue.add(payload);
  if (queued) sim.judge?.update(queued.update);
  return queued;
}
