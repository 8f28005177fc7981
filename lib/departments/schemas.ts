import { z } from "zod";
import { type Notice, notice, reason } from "@/lib/core/refusals/reason";
import { id, timestamp, timeZoneText } from "@/lib/core/schemas";
import { type HoursFault, hoursFaults, maxSpans, weekdays } from "./hours";

const span = z
  .tuple([
    z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, reason("department.timeFrom")),
    z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, reason("department.timeTo")),
  ])
  .meta({ example: ["09:00", "18:00"] });

/** Opening hours by ISO weekday ("1" is Monday); a day that is missing is closed. */
export const workingHoursSchema = z
  .object({
    time_zone: timeZoneText.meta({
      description: "IANA name; the hours are those of its clocks, also when these change.",
    }),
    days: z
      .partialRecord(
        z.enum(weekdays),
        z.union([span, z.array(span).max(maxSpans)], reason("department.span")),
      )
      .superRefine((days, ctx) => {
        for (const fault of hoursFaults(days)) {
          const path = Array.isArray(days[fault.day]?.[0]) ? [fault.day, fault.at] : [fault.day];
          const { reason: message, params } = faultNotice(fault);
          ctx.addIssue({ code: "custom", path, message, params });
        }
      })
      .meta({
        description:
          "By ISO weekday, `1` is Monday: a span `[from, to]`, or a list of up to six; a day that is " +
          "missing is closed. A span that ends before it begins lasts into the next day, `24:00` is " +
          "the day's end. No two overlap, over midnight and from Sunday to Monday neither. A day's " +
          "only span is answered as itself, several as a list by their beginning.",
        example: {
          "1": ["09:00", "18:00"],
          "2": [
            ["09:00", "13:00"],
            ["14:00", "18:00"],
          ],
          "5": ["18:00", "02:00"],
          "6": ["00:00", "24:00"],
        },
      }),
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
  name: z.string().trim().min(1, reason("value.name")).max(100),
  description: z.string().trim().max(1000).meta({ description: "What the department is for." }),
  manager_id: id.nullable(),
  is_default: z.boolean(),
  visibility: z.enum(["department", "own"]),
  masks_contacts: z.boolean(),
  default_capacity: z.number().int().min(0).max(1000),
  working_hours: workingHoursSchema.nullable(),
  start_code: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, reason("department.startCode"))
    .refine((code) => !/^(inv|auth)_/.test(code), reason("department.startCodeReserved"))
    .nullable(),
};

export const updateDepartmentSchema = z.object(fields).partial();
export type UpdateDepartment = z.output<typeof updateDepartmentSchema>;

export const createDepartmentSchema = updateDepartmentSchema.extend({ name: fields.name });
export type CreateDepartment = z.output<typeof createDepartmentSchema>;

function faultNotice(fault: HoursFault): Notice {
  const span = fault.span.join("–");
  if (fault.kind === "empty") return notice("department.emptySpan", { span });
  const other = fault.other.join("–");
  const code = fault.isOfDayBefore ? "department.overlapsDayBefore" : "department.overlaps";
  return notice(code, { span, other });
}
