import { page, pageOf } from "@/lib/core/schemas";
import { createDepartment } from "@/lib/departments/create-department";
import { listDepartments } from "@/lib/departments/queries";
import { createDepartmentSchema, departmentSchema } from "@/lib/departments/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  {
    summary: "List departments",
    description: "All departments by name.",
    query: page,
    response: pageOf(departmentSchema),
  },
  (ctx, { query }) => listDepartments(ctx, query),
);

export const POST = route(
  {
    summary: "Make a department",
    description: "The first department becomes the default for new clients.",
    body: createDepartmentSchema,
    response: departmentSchema,
    status: 201,
  },
  (ctx, { body }) => createDepartment(ctx, body),
);
