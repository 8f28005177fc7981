import { z } from "zod";
import { takeBackPhone } from "@/lib/clients/contacts/take-back-phone";
import { clientSchema } from "@/lib/clients/schemas";
import { idParam } from "@/lib/core/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Remove the phone that a shared contact filled in",
    description: "The client's phone is emptied; 409 when it is not the contact's any more.",
    params: z.object({ id: idParam }),
    response: clientSchema,
    errors: [409],
  },
  (ctx, { params }) => takeBackPhone(ctx, params.id),
);
