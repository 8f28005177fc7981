import { z } from "zod";
import { id, timestamp } from "@/lib/core/schemas";

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time like 09:00");

/** Opening hours by ISO weekday ("1" is Monday); a day that is missing is closed. */
export const workingHoursSchema = z
  .object({
    time_zone: z
      .string()
      .max(64)
      .refine(isTimeZone, "is not a time zone like Europe/Moscow")
      .meta({ example: "Europe/Moscow" }),
    days: z
      .partialRecord(
        z.enum(["1", "2", "3", "4", "5", "6", "7"]),
        z
          .tuple([clock, clock])
          .refine(([from, to]) => from < to, "must close later than it opens")
          .meta({ example: ["09:00", "18:00"] }),
      )
      .meta({ description: "By ISO weekday, `1` is Monday; a day that is missing is closed." }),
  })
  .meta({ id: "WorkingHours" });
export type WorkingHours = z.infer<typeof workingHoursSchema>;

export const departmentSchema = z
  .object({
    id,
    name: z.string().meta({ example: "Поддержка" }),
    description: z.string().meta({ description: "What the department is for." }),
    manager_id: id.nullable(),
    is_default: z.boolean().meta({ description: "New clients come here." }),
    visibility: z.enum(["department", "own"]).meta({
      description: "What its operators see: the department's clients or only their own.",
    }),
    masks_contacts: z.boolean().meta({
      description: "Its operators see phones and emails masked.",
    }),
    default_capacity: z.number().int().meta({
      description: "Open conversations at once for people without a capacity of their own.",
    }),
    working_hours: workingHoursSchema.nullable().meta({ description: "Null: always open." }),
    start_code: z.string().nullable().meta({
      example: "sales",
      description: "A new client who opens the bot with this `/start` payload comes here.",
    }),
    created_at: timestamp,
    updated_at: timestamp,
  })
  .meta({ id: "Department" });
export type Department = z.infer<typeof departmentSchema>;

const fields = {
  name: z.string().trim().min(1, "Give a name.").max(100),
  description: z.string().trim().max(1000).meta({ description: "What the department is for." }),
  manager_id: id.nullable(),
  is_default: z.boolean(),
  visibility: z.enum(["department", "own"]),
  masks_contacts: z.boolean(),
  default_capacity: z.number().int().min(0).max(1000),
  working_hours: workingHoursSchema.nullable(),
  start_code: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, "only letters, digits, - and _, at most 64")
    .refine((code) => !/^(inv|auth)_/.test(code), "may not begin with inv_ or auth_")
    .nullable(),
};

export const updateDepartmentSchema = z.object(fields).partial();
export type UpdateDepartment = z.output<typeof updateDepartmentSchema>;

export const createDepartmentSchema = updateDepartmentSchema.extend({ name: fields.name });
export type CreateDepartment = z.output<typeof createDepartmentSchema>;

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
