import { z } from "zod";
import { id, timestamp } from "@/lib/core/schemas";

export const departmentSchema = z
  .object({
    id,
    name: z.string().meta({ example: "Поддержка" }),
    description: z.string(),
    manager_id: id.nullable(),
    is_default: z.boolean().meta({ description: "New clients come here." }),
    visibility: z.enum(["department", "own"]).meta({
      description: "What its operators see: the department's clients or only their own.",
    }),
    masks_contacts: z.boolean(),
    default_capacity: z.number().int(),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: "Department" });
export type Department = z.infer<typeof departmentSchema>;
