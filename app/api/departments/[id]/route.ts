import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { deleteDepartment } from "@/lib/departments/delete-department";
import { getDepartment } from "@/lib/departments/queries";
import { departmentSchema, updateDepartmentSchema } from "@/lib/departments/schemas";
import { updateDepartment } from "@/lib/departments/update-department";
import { route } from "@/lib/http/route";

const params = z.object({ id: idParam });

export const GET = route(
  {
    summary: "Get a department",
    description: "A department with its hours and rules.",
    params,
    response: departmentSchema,
  },
  (ctx, { params }) => getDepartment(ctx, params.id),
);

export const PATCH = route(
  {
    summary: "Change a department",
    description: "Changes only what is given; a new default takes the place of the old one.",
    params,
    body: updateDepartmentSchema,
    response: departmentSchema,
  },
  (ctx, { params, body }) => updateDepartment(ctx, params.id, body),
);

export const DELETE = route(
  {
    summary: "Delete an empty department",
    description:
      "Refused with the reason while it is the default or has clients, people or pending invites.",
    params,
  },
  (ctx, { params }) => deleteDepartment(ctx, params.id),
);
