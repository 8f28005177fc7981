import { z } from "zod";
import { reason } from "@/lib/core/refusals/reason";
import { id, idParam, page, timestamp } from "@/lib/core/schemas";

export const apiTokenSchema = z
  .object({
    id,
    operator_id: id,
    name: z.string().meta({ example: "Nightly export" }),
    prefix: z.string().meta({ example: "crm_Ab12", description: "To tell tokens apart." }),
    created_at: timestamp,
    last_used_at: timestamp.nullable(),
  })
  .meta({ id: "ApiToken" });
export type ApiToken = z.infer<typeof apiTokenSchema>;

/** A made token; `token` is shown this once, only its hash is kept. */
export const createdApiTokenSchema = apiTokenSchema
  .extend({ token: z.string().meta({ example: "crm_Ab12…", description: "Shown this once." }) })
  .meta({ id: "CreatedApiToken" });
export type CreatedApiToken = z.infer<typeof createdApiTokenSchema>;

export const createApiTokenSchema = z.object({
  operator_id: id.optional().meta({ description: "Yourself, as when it is left out." }),
  name: z.string().trim().min(1, reason("token.name")).max(100),
});
export type CreateApiToken = z.input<typeof createApiTokenSchema>;

export const listApiTokensSchema = page.extend({ operator_id: idParam.optional() });
export type ListApiTokens = z.output<typeof listApiTokensSchema>;
