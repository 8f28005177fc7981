import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { apiTokens, operators } from "@/db/schema";
import type { Context } from "@/lib/context";
import { notFound } from "@/lib/core/errors";
import { hashSecret, randomToken } from "@/lib/core/ids";
import { id } from "@/lib/core/schemas";
import { writeLog } from "@/lib/logs/write-log";
import { assertCan } from "@/lib/permissions";

export const createApiTokenSchema = z.object({
  operator_id: id,
  name: z.string().trim().min(1, "Give the token a name.").max(100),
});
export type CreateApiToken = z.input<typeof createApiTokenSchema>;

/** A made token; `token` is shown this once, only its hash is kept. */
export type CreatedApiToken = { id: number; operator_id: number; name: string; token: string };

/**
 * Makes a token for the REST API that acts with the operator's rights. Throws `forbidden`, and
 * `not_found` for an operator who is missing or deactivated.
 */
export async function createApiToken(
  ctx: Context,
  input: CreateApiToken,
): Promise<CreatedApiToken> {
  assertCan(ctx, "operators.create");
  const values = createApiTokenSchema.parse(input);
  const token = `crm_${randomToken()}`;
  return ctx.db.transaction(async (tx) => {
    const [operator] = await tx
      .select({ id: operators.id })
      .from(operators)
      .where(and(eq(operators.id, values.operator_id), operators.isActive))
      .for("share");
    if (!operator) throw notFound(`Active operator ${values.operator_id}`);
    const [row] = await tx
      .insert(apiTokens)
      .values({
        operatorId: operator.id,
        name: values.name,
        tokenHash: hashSecret(token),
        prefix: token.slice(0, 8),
      })
      .returning({ id: apiTokens.id });
    if (!row) throw new Error("an insert returned no row");
    await writeLog(tx, ctx, {
      action: "token_created",
      description: `API token ${row.id} was made for operator ${operator.id}`,
      details: { token_id: row.id, operator_id: operator.id },
    });
    return { id: row.id, operator_id: operator.id, name: values.name, token };
  });
}
