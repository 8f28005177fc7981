import { z } from "zod";
import { reason } from "@/lib/core/refusals/reason";
import { id, idParam, page, timestamp } from "@/lib/core/schemas";
import { roles } from "./terms";

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
    is_active: z.boolean().meta({ description: "Whether the person may sign in." }),
    is_on_duty: z.boolean(),
    capacity: z.number().int().nullable().meta({ description: "Null: the department's default." }),
    joined_at: timestamp,
    last_seen: timestamp.nullable(),
  })
  .meta({ id: "Operator" });
export type Operator = z.infer<typeof operatorSchema>;

export const updateOperatorSchema = z
  .object({
    name: z.string().trim().min(1, reason("value.name")).max(100),
    role: roleSchema,
    department_id: id.nullable(),
    is_active: z.boolean().meta({
      description: "False ends every sign-in and token at once and gives their clients to others.",
    }),
    capacity: z
      .number()
      .int()
      .min(0)
      .max(1000)
      .nullable()
      .meta({ description: "Open conversations at once; null: the department's default." }),
  })
  .partial();
export type UpdateOperator = z.output<typeof updateOperatorSchema>;

export const listOperatorsSchema = page.extend({
  search: z.string().trim().max(200).optional(),
  role: roleSchema.optional(),
  is_active: z.enum(["true", "false"]).optional(),
  department_id: idParam.optional(),
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
    link: z.url().meta({
      description: "Opens the bot with the invite.",
      example: "https://t.me/desk_bot?start=inv_Ab12",
    }),
    command: z
      .string()
      .meta({ example: "/start inv_Ab12", description: "For apps that drop the link's payload." }),
    expires_at: timestamp,
  })
  .meta({ id: "Invite" });
export type Invite = z.infer<typeof inviteSchema>;

/** An invite that waits to be accepted; its link is not kept, only its hash. */
export const pendingInviteSchema = z
  .object({
    id,
    role: roleSchema,
    department_id: id.nullable(),
    name: z.string().nullable(),
    created_by_operator_id: id.nullable(),
    created_at: timestamp,
    expires_at: timestamp,
  })
  .meta({ id: "PendingInvite" });
export type PendingInvite = z.infer<typeof pendingInviteSchema>;
