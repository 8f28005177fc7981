import { z } from "zod";
import type { Locale } from "@/i18n/locales";
import type { OperatorActor } from "@/lib/context";
import type { Delimiter } from "./defuse-cell";

const signs = { comma: ",", semicolon: ";", tab: "\t", ",": ",", ";": ";" } as const;

export const delimiterParam = z.enum(["comma", "semicolon", "tab", ",", ";"]).optional().meta({
  description:
    "What separates the cells. Absent: for a token a comma; for a browser what its spreadsheet expects, in Russian a semicolon (then numbers have a decimal comma, too).",
  example: "semicolon",
});

/** The delimiter that was asked for, or the one that opens in columns where the reader is. */
export function chooseDelimiter(
  wanted: z.output<typeof delimiterParam>,
  reader: { actor: Pick<OperatorActor, "via">; locale: Locale },
): Delimiter {
  if (wanted) return signs[wanted];
  return reader.actor.via === "session" && reader.locale === "ru" ? ";" : ",";
}
