import { z } from "zod";
import { id, idParam, page, timestamp } from "@/lib/core/schemas";

export const clientStatuses = ["lead", "active", "inactive", "closed"] as const;
export const clientStatusSchema = z.enum(clientStatuses).meta({
  description: "The relationship: lead, active, inactive or closed.",
});
export type ClientStatus = z.infer<typeof clientStatusSchema>;

export const clientSchema = z
  .object({
    id,
    telegram_id: id.nullable().meta({ description: "Null until the client writes to the bot." }),
    first_name: z.string().meta({ example: "Анна" }),
    last_name: z.string().meta({ example: "Смирнова" }),
    username: z.string().nullable().meta({ example: "anna_s", description: "Without the @." }),
    phone: z.string().nullable().meta({ example: "+79161234567" }),
    email: z.string().nullable().meta({ example: "anna@example.com" }),
    status: clientStatusSchema,
    assigned_operator_id: id.nullable(),
    department_id: id.nullable(),
    language_code: z.string().nullable().meta({ example: "ru" }),
    source: z.string().nullable().meta({ description: "The /start payload the client came with." }),
    blocked_at: timestamp.nullable().meta({ description: "Since when the client blocks the bot." }),
    contacts_masked: z.boolean().meta({
      description: "Phone and email are masked for you by the department's setting.",
    }),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: "Client" });
export type Client = z.infer<typeof clientSchema>;

export const listClientsSchema = page.extend({
  search: z.string().trim().max(200).optional().meta({ description: "Name, username or phone." }),
  status: clientStatusSchema.optional(),
  department_id: idParam.optional(),
  assigned_operator_id: idParam.optional(),
});
export type ListClients = z.output<typeof listClientsSchema>;

export const updateClientSchema = z
  .object({
    first_name: z.string().trim().max(200),
    last_name: z.string().trim().max(200),
    phone: z.string().trim().max(50).nullable(),
    email: z.union([z.email().max(200), z.null()]),
    status: clientStatusSchema,
    assigned_operator_id: id.nullable(),
    department_id: id.nullable(),
  })
  .partial();
export type UpdateClient = z.output<typeof updateClientSchema>;
