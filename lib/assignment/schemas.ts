import { z } from "zod";
import { reason } from "@/lib/core/refusals/reason";
import { id } from "@/lib/core/schemas";

export const assignClientSchema = z.object({ operator_id: id });
export type AssignClient = z.output<typeof assignClientSchema>;

export const transferClientSchema = z
  .object({
    operator_id: id.optional(),
    department_id: id.optional(),
    note: z.string().trim().max(4000).default("").meta({
      description: "For the next one to read; an internal line in the thread.",
      example: "Wants a refund, order 1042.",
    }),
  })
  .refine(
    ({ operator_id, department_id }) =>
      (operator_id === undefined) !== (department_id === undefined),
    {
      message: reason("client.operatorOrDepartment"),
      path: ["operator_id"],
    },
  );
export type TransferClient = z.input<typeof transferClientSchema>;

export const setDutySchema = z.object({ is_on_duty: z.boolean() });
export type SetDuty = z.output<typeof setDutySchema>;
