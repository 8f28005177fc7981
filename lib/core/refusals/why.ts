import { type Notice, notice, type Params, type Reason } from "./reason";
import { refusalText } from "./refusal-text";

/** Why something that is kept failed: in English for programs, by code for people; without a code: the text of another service. */
export type Why = { reason: string; notice?: Notice };

export function why(reason: Reason, params: Params = {}): Why {
  const said = notice(reason, params);
  return { reason: refusalText(said), notice: said };
}

/** The columns of a row that failed. */
export function failed({ reason, notice: said }: Why) {
  return { failureReason: reason, failureNotice: said ?? null };
}

/** The columns of a row that did not, or not any more. */
export const notFailed = { failureReason: null, failureNotice: null };
