import { z } from "zod";
import { id, page, timestamp } from "@/lib/core/schemas";

export const roles = ["admin", "manager", "operator"] as const;
export const roleSchema = z.enum(roles).meta({
  description: "admin: everything; manager: own departments; operator: own department's clients.",
});

export const operatorSchema = z
  .object({
    id,
    name: z.string().meta({ example: "Мария Петрова" }),
    telegram_id: id,
    username: z.string().nullable(),
    role: roleSchema,
    department_id: id.nullable(),
    is_active: z.boolean(),
    is_on_duty: z.boolean(),
    capacity: z.number().int().nullable().meta({ description: "Null: the department's default." }),
    joined_at: timestamp,
    last_seen: timestamp.nullable(),
  })
  .meta({ id: "Operator" });
export type Operator = z.infer<typeof operatorSchema>;

export const listOperatorsSchema = page.extend({
  search: z.string().trim().max(200).optional(),
  role: roleSchema.optional(),
  is_active: z.enum(["true", "false"]).optional(),
});
export type ListOperators = z.output<typeof listOperatorsSchema>;

export const createInviteSchema = z.object({
  role: roleSchema,
  department_id: id.nullable(),
  name: z.string().trim().max(100).optional(),
});
export type CreateInvite = z.output<typeof createInviteSchema>;

/** A made invite: the link carries the token, which is shown this once. */
export const inviteSchema = z
  .object({
    id,
    role: roleSchema,
    department_id: id.nullable(),
    name: z.string().nullable(),
    link: z.url().meta({ example: "https://t.me/desk_bot?start=inv_Ab12" }),
    command: z
      .string()
      .meta({ example: "/start inv_Ab12", description: "For apps that drop the link's payload." }),
    expires_at: timestamp,
  })
  .meta({ id: "Invite" });
export type Invite = z.infer<typeof inviteSchema>;
