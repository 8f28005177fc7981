import { pageOf } from "@/lib/core/schemas";
import { listDepartments } from "@/lib/departments/queries";
import { departmentSchema } from "@/lib/departments/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  { summary: "List departments", response: pageOf(departmentSchema) },
  (ctx) => listDepartments(ctx),
);
