import type { Call, CallFilter } from "../control-types";

const kept = 50_000;

/** The newest Bot API calls, in memory: what tests ask about. */
export class CallLog {
  #calls: Call[] = [];
  #seq = 0;

  add(call: Omit<Call, "seq">): Call {
    const entry = { seq: ++this.#seq, ...call };
    this.#calls.push(entry);
    if (this.#calls.length > kept * 1.1) this.#calls = this.#calls.slice(-kept);
    return entry;
  }

  find(filter: CallFilter): Call[] {
    const found = this.#calls.filter(
      (call) =>
        (filter.method === undefined || call.method === filter.method) &&
        (filter.chat_id === undefined || call.chat_id === filter.chat_id) &&
        (filter.text === undefined || textOf(call.params).includes(filter.text)) &&
        (filter.accepted === undefined || call.accepted === filter.accepted) &&
        (filter.after === undefined || call.seq > filter.after),
    );
    return filter.limit ? found.slice(-filter.limit) : found;
  }

  clear(): void {
    this.#calls = [];
  }
}

/** Text or caption of a call's parameters. */
export function textOf(params: Record<string, unknown>): string {
  const text = params.text ?? params.caption;
  return typeof text === "string" ? text : "";
}
