import { z } from "zod";
import { importClients } from "@/lib/clients/import-export/import-clients";
import { importClientsSchema, importResultSchema, previewParam } from "@/lib/clients/schemas";
import { route } from "@/lib/http/route";

export const POST = route(
  {
    summary: "Import clients of a CSV, all or none",
    description:
      "A row with an error refuses the whole file and is named, by its number as a spreadsheet shows it; with `preview` nothing is added.",
    query: z.object({ preview: previewParam }),
    body: importClientsSchema,
    response: importResultSchema,
    status: 200,
  },
  (ctx, { query, body, locale }) => importClients(ctx, body, { isPreview: query.preview, locale }),
);
