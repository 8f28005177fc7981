import type { Sim } from "../sim";
import type { Params } from "./params";

/** A Bot API method: returns its result or throws an ApiError. */
export type Method = (sim: Sim, params: Params, signal: AbortSignal) => unknown;

/** A result with the sentence that Telegram adds to some of them. */
export class Described {
  constructor(
    readonly result: unknown,
    readonly description: string,
  ) {}
}
