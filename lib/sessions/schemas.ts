import { z } from "zod";
import { id, timestamp } from "@/lib/core/schemas";

export const sessionSchema = z
  .object({
    id,
    browser: z.string().meta({ example: "Firefox 140", description: "Empty when unknown." }),
    system: z.string().meta({ example: "Linux" }),
    ip_address: z.string().nullable().meta({ example: "203.0.113.7" }),
    created_at: timestamp,
    last_seen_at: timestamp,
    is_current: z.boolean().meta({ description: "The one that asks." }),
  })
  .meta({ id: "Session" });
export type Session = z.infer<typeof sessionSchema>;
