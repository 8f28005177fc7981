import type { Fault, FaultInput } from "../control-types";
import { textOf } from "./call-log";

/** Faults in the order they were injected; each call meets at most one. */
export class FaultList {
  #faults: Fault[] = [];
  #next = 1;
  #hanging = new Set<() => void>();

  add(input: FaultInput): Fault {
    const fault = { ...input, id: this.#next++, times: input.times ?? 1, hits: 0 };
    this.#faults.push(fault);
    return fault;
  }

  all(): Fault[] {
    return [...this.#faults];
  }

  /** The fault that this call meets, counted down. */
  meet(method: string, chatId: number | undefined, params: Record<string, unknown>): Fault | null {
    const found = this.#faults.find(
      (fault) =>
        (fault.method === "*" ? method !== "file" : same(fault.method, method)) &&
        (fault.chat_id === undefined || fault.chat_id === chatId) &&
        (fault.text === undefined || textOf(params).includes(fault.text)),
    );
    if (!found) return null;
    found.hits++;
    found.times--;
    if (found.times <= 0) this.#faults = this.#faults.filter((fault) => fault !== found);
    return found;
  }

  /** Remembers how to end a call that hangs, until it ends by itself. */
  hang(end: () => void): () => void {
    this.#hanging.add(end);
    return () => this.#hanging.delete(end);
  }

  clear(): void {
    this.#faults = [];
    for (const end of this.#hanging) end();
    this.#hanging.clear();
  }
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
