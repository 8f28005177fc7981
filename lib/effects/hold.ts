import { AsyncLocalStorage } from "node:async_hooks";
import type { ChangeEvent } from "./events";

// A server's bundles may hold this module twice: what is held is one and the same.
const holder = globalThis as typeof globalThis & {
  crmHeldEvents?: AsyncLocalStorage<ChangeEvent[]>;
};
holder.crmHeldEvents ??= new AsyncLocalStorage();
const held = holder.crmHeldEvents;

/** Runs `run` while whatever its changes announce is added to `events` instead of being delivered. */
export const holdInto = <T>(events: ChangeEvent[], run: () => Promise<T>): Promise<T> =>
  held.run(events, run);

/** The list of whoever holds back the events of this call, if anybody does. */
export const heldEvents = (): ChangeEvent[] | undefined => held.getStore();
