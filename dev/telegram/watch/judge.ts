import type { Violation } from "../control-types";

/** Checks what passes by against Telegram's documentation and remembers what does not fit. */
export interface Judge {
  violations: Violation[];
  request(
    method: string,
    fields: Record<string, unknown>,
    fileNames: string[],
    isForm: boolean,
  ): void;
  result(method: string, result: unknown): void;
  update(update: unknown): void;
}

/** A judge by the schema of the installed Bot API types, which is built on first use (about 2 s). */
export async function createJudge(): Promise<Judge> {
  const { checkObject, checkParams, checkResult, decodeForm } = await import("../schema/check");
  const violations: Violation[] = [];
  const note = (where: Violation["where"], what: string, problem: string | null) => {
    if (problem) violations.push({ at: Date.now(), where, what, problem });
  };
  return {
    violations,
    request(method, fields, fileNames, isForm) {
      const decoded = isForm ? decodeForm(method, fields) : fields;
      // Files named in `attach://` are no parameters of their own.
      const text = JSON.stringify(decoded);
      const direct = fileNames.filter((name) => !text.includes(`attach://${name}`));
      const files = Object.fromEntries(direct.map((name) => [name, { $file: true }]));
      note("request", method, checkParams(method, { ...decoded, ...files }));
    },
    result: (method, result) => note("result", method, checkResult(method, result)),
    update(update) {
      const kind = Object.keys(update ?? {}).find((key) => key !== "update_id") ?? "?";
      note("update", kind, checkObject("Update", update));
    },
  };
}
