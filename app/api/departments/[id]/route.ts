import { z } from "zod";
import { idParam } from "@/lib/core/schemas";
import { getDepartment } from "@/lib/departments/queries";
import { departmentSchema } from "@/lib/departments/schemas";
import { route } from "@/lib/http/route";

export const GET = route(
  { summary: "Get a department", params: z.object({ id: idParam }), response: departmentSchema },
  (ctx, { params }) => getDepartment(ctx, params.id),
);
