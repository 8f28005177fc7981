import { z } from "zod";
import { reason } from "./refusals/reason";

/** Ids in paths and bodies: positive integers below 2^53. */
export const id = z.number().int().positive().max(Number.MAX_SAFE_INTEGER).meta({ example: 42 });

/** Ids in a query string or a path arrive as text. */
export const idParam = z
  .string()
  .regex(/^[1-9]\d{0,15}$/, reason("value.positiveInteger"))
  .transform(Number)
  .refine(Number.isSafeInteger, reason("value.positiveInteger"))
  .meta({ example: 42, override: { type: "integer", minimum: 1 } });

/** A failure by its code, for programs and for texts in other languages than English. */
export const failureSchema = z
  .object({
    reason: z.string().meta({
      description: "A stable code, by which texts are looked up.",
      example: "sending.fileGone",
    }),
    params: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .meta({ description: "The values that the text names." }),
  })
  .meta({ id: "Failure" });
export type Failure = z.infer<typeof failureSchema>;

/** RFC 3339 in UTC. */
export const timestamp = z.iso.datetime().meta({ example: "2026-11-23T09:30:00.000Z" });

/** A calendar day, YYYY-MM-DD, of this century. */
export const dayText = z.iso
  .date()
  .regex(/^20\d\d-/, reason("value.day"))
  .meta({ example: "2026-11-23" });

/** A time zone's IANA name; the days of a filter are days there. */
export const timeZoneText = z
  .string()
  .max(60)
  .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/, reason("department.timeZone"))
  .refine(isTimeZone, reason("department.timeZone"))
  .meta({ example: "Europe/Moscow", description: "IANA name; days are days there." });

/** Paging by key: `limit` 1–200 (default 50) and the `cursor` of the page before. */
export const page = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .meta({ description: "How many to answer, 1–200.", example: 50 }),
  cursor: z.string().max(500).optional().meta({ description: "`next_cursor` of the page before." }),
});

/** A page of a list. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    results: z.array(item),
    next_cursor: z.string().nullable().meta({ description: "Null on the last page." }),
  });
}

export type Page<T> = { results: T[]; next_cursor: string | null };

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
