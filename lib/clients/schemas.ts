import { z } from "zod";
import { isEmail } from "@/lib/clients/contacts/is-email";
import { reason } from "@/lib/core/refusals/reason";
import { id, idParam, page, timestamp } from "@/lib/core/schemas";
import { tagSchema } from "@/lib/tags/schemas";
import {
  clientSorts,
  clientStatuses,
  importFields,
  maxClientCount,
  maxImportColumns,
} from "./terms";

export const clientStatusSchema = z.enum(clientStatuses).meta({
  description: "The relationship: lead, active, inactive or closed.",
});

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
    tags: z.array(tagSchema).meta({ description: "By name." }),
    board_order: z.number().meta({ description: "Place in the board's column, highest on top." }),
    last_message_at: timestamp.nullable(),
    last_message: z
      .object({
        kind: z.string().meta({ example: "text" }),
        sender_type: z.enum(["client", "operator", "system"]),
        preview: z.string().meta({ description: "The first 120 characters." }),
      })
      .nullable(),
    waiting_since: timestamp
      .nullable()
      .meta({ description: "Since when the client waits for an answer." }),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: "Client" });
export type Client = z.infer<typeof clientSchema>;

/** What a list is narrowed by; the same for pages, counters, exports and bulk changes. */
export const clientFilterSchema = z.object({
  search: z.string().trim().max(200).optional().meta({
    description: "Names, username, phone, email, message texts; typos in names are forgiven.",
  }),
  status: clientStatusSchema.optional(),
  department_id: idParam.optional(),
  assigned_operator_id: z
    .union([idParam, z.literal("none")])
    .optional()
    .meta({ description: "An operator, or `none`." }),
  tag_id: idParam.optional(),
  ids: z
    .string()
    .regex(/^[1-9]\d{0,14}(,[1-9]\d{0,14}){0,199}$/)
    .optional()
    .meta({ description: "Only these, comma separated, up to 200." }),
});
export type ClientFilter = z.output<typeof clientFilterSchema>;

export const listClientsSchema = clientFilterSchema.extend({
  ...page.shape,
  sort: z.enum(clientSorts).default("-created_at").meta({
    description: "A field, with `-` descending; `board`: as in the board's column.",
  }),
});
export type ListClients = z.output<typeof listClientsSchema>;

export const clientCountsSchema = z
  .object({
    total: z.number().int(),
    lead: z.number().int(),
    active: z.number().int(),
    inactive: z.number().int(),
    closed: z.number().int(),
  })
  .meta({ id: "ClientCounts", description: "How many match, each up to 10000." });
export type ClientCounts = z.infer<typeof clientCountsSchema>;

const name = z.string().trim().max(200);
const phone = z
  .string()
  .trim()
  .max(50)
  .refine((text) => text === "" || /\p{Nd}/u.test(text), reason("client.phoneWithoutDigits"))
  .nullable();
const email = z
  .union([
    z
      .string()
      .trim()
      .max(200)
      .refine(isEmail, reason("client.email"))
      .meta({ format: "idn-email", example: "anna@example.com" }),
    z.null(),
  ])
  .meta({ description: "The address, the domain in any script; null: not known." });

export const updateClientSchema = z
  .object({
    first_name: name,
    last_name: name,
    phone,
    email,
    status: clientStatusSchema,
    assigned_operator_id: id.nullable(),
    department_id: id.nullable(),
  })
  .partial();
export type UpdateClient = z.output<typeof updateClientSchema>;

/** Telegram's own rule for usernames, without the @. */
const username = z
  .string()
  .trim()
  .transform((text) => text.replace(/^@/, ""))
  .pipe(z.string().regex(/^[A-Za-z0-9_]{1,32}$/, reason("client.username")))
  .meta({ example: "anna_s" });

export const createClientSchema = z
  .object({
    telegram_id: id
      .max(2 ** 52)
      .nullable()
      .meta({
        description:
          "For admins only. Without a department the account's first message decides where it comes to.",
      }),
    first_name: name,
    last_name: name,
    username: username.nullable(),
    phone,
    email,
    status: clientStatusSchema,
    assigned_operator_id: id.nullable(),
    department_id: id.nullable(),
    tag_ids: z.array(id).max(50),
  })
  .partial();
export type CreateClient = z.input<typeof createClientSchema>;

/** One client's change in bulk: only what is given. */
export const clientChangeSchema = z.object({
  status: clientStatusSchema.optional(),
  assigned_operator_id: id.nullable().optional(),
  add_tag_ids: z.array(id).max(50).optional(),
  remove_tag_ids: z.array(id).max(50).optional(),
});
export type ClientChange = z.output<typeof clientChangeSchema>;

const clientChangeItemSchema = clientChangeSchema.extend({ id });
export type ClientChangeItem = z.output<typeof clientChangeItemSchema>;

/** A filter as it comes in JSON: numbers are numbers. */
const bodyFilterSchema = z.object({
  search: z.string().trim().max(200).optional().meta({ description: "As in the list of clients." }),
  status: clientStatusSchema.optional(),
  department_id: id.optional(),
  assigned_operator_id: z.union([id, z.literal("none")]).optional(),
  tag_id: id.optional().meta({ description: "Only clients with this tag." }),
});

/** One change for many clients (by ids or by a filter), or a change of each one's own (an undo). */
export const bulkUpdateClientsSchema = z
  .union([
    z.strictObject({
      ids: z.array(id).min(1).max(1000).meta({ description: "Which clients." }),
      change: clientChangeSchema,
    }),
    z.strictObject({
      filter: bodyFilterSchema.meta({ description: "All clients that it finds, up to 10,000." }),
      change: clientChangeSchema,
    }),
    z.strictObject({
      items: z.array(clientChangeItemSchema).min(1).max(maxClientCount).meta({
        description: "A change of its own for each client, as an answer's `undo` has them.",
      }),
    }),
  ])
  .meta({ description: "`ids` and `change`, `filter` and `change`, or `items` of an undo." });
export type BulkUpdateClients = z.output<typeof bulkUpdateClientsSchema>;

export const bulkResultSchema = z
  .object({
    changed: z.number().int().meta({ description: "How many clients are different now." }),
    undo: z
      .array(clientChangeItemSchema)
      .meta({ description: "Sent back as `items`, it restores what was." }),
  })
  .meta({ id: "ClientBulkResult" });
export type BulkResult = z.infer<typeof bulkResultSchema>;

export const moveClientSchema = z
  .object({
    status: clientStatusSchema,
    before_id: id.optional().meta({ description: "The card that it lies directly above." }),
    after_id: id.optional().meta({ description: "The card that it lies directly below." }),
  })
  .refine((move) => move.before_id === undefined || move.after_id === undefined, {
    path: ["after_id"],
    message: reason("client.oneNeighbour"),
  });
export type MoveClient = z.output<typeof moveClientSchema>;

export const mergeClientsSchema = z
  .object({
    keep_id: id.meta({ description: "The client that stays." }),
    merge_id: id.meta({ description: "The client that goes into it and disappears." }),
  })
  .refine((pair) => pair.keep_id !== pair.merge_id, {
    path: ["merge_id"],
    message: reason("client.mergeWithItself"),
  });
export type MergeClients = z.output<typeof mergeClientsSchema>;

export const previewParam = z
  .enum(["0", "1", "true", "false"])
  .optional()
  .transform((value) => value === "1" || value === "true")
  .meta({
    description: "1: only tell what would happen.",
    override: { type: "string", enum: ["0", "1", "true", "false"] },
  });

export const mergeResultSchema = z
  .object({
    client: clientSchema.meta({ description: "The kept client as it is, or would be." }),
    moved: z
      .object({
        messages: z.number().int().meta({ description: "How many messages." }),
        files: z.number().int().meta({ description: "How many files." }),
        notes: z.number().int().meta({ description: "How many notes of the team." }),
        tags: z.number().int().meta({ description: "How many tags." }),
      })
      .meta({ description: "What moves to the kept client." }),
  })
  .meta({ id: "ClientMerge" });
export type MergeResult = z.infer<typeof mergeResultSchema>;

export const eraseClientSchema = z.object({
  confirm: z.string().max(500).optional().meta({
    description: "The client's name exactly as the desk shows it; when given, it must be that.",
    example: "Анна Смирнова",
  }),
});
export type EraseClient = z.output<typeof eraseClientSchema>;

export const importClientsSchema = z.object({
  csv: z.string().min(1).max(1_000_000).meta({
    description:
      "The file's text as a spreadsheet saves it: a heading, then a client a line; comma, semicolon or tab, a first line `sep=;`, any line ends, blank lines.",
    example: "Имя;Телефон\nАнна;+79161234567",
  }),
  mapping: z
    .record(z.string().max(10_000), z.enum(importFields).nullable())
    .refine((columns) => Object.keys(columns).length <= maxImportColumns, {
      message: reason("import.mappingTooLong"),
      params: { max: maxImportColumns },
    })
    .optional()
    .meta({ description: "Which field each column is; null: left out. Absent: guessed." }),
});
export type ImportClients = z.output<typeof importClientsSchema>;

export const importResultSchema = z
  .object({
    columns: z.array(z.string()).meta({
      description:
        "The file's columns, in its order; one without a heading is called by its letter, or left out when it is empty.",
    }),
    mapping: z
      .record(z.string(), z.enum(importFields).nullable())
      .meta({ description: "Which field each column was taken for; null: left out." }),
    rows: z.number().int().meta({ description: "Lines with a client." }),
    created: z.number().int().meta({ description: "0 in a preview." }),
    error_count: z.number().int().meta({ description: "Values that are not valid." }),
    errors: z
      .array(
        z.object({
          row: z.number().int().meta({ description: "The row as a spreadsheet numbers it." }),
          field: z.string().meta({ description: "The client's field." }),
          message: z.string().meta({ description: "What is wrong with the value." }),
        }),
      )
      .meta({ description: "The first 200; `row` 2 is the line below the header." }),
    sample: z.array(z.record(z.string(), z.string())).meta({ description: "The first 5 rows." }),
  })
  .meta({ id: "ClientImport" });
export type ImportResult = z.infer<typeof importResultSchema>;

export const exportClientsSchema = clientFilterSchema.extend({
  sort: z.enum(clientSorts).default("-created_at"),
});
export type ExportClients = z.output<typeof exportClientsSchema>;
