import { z } from "zod";
import { findDownload } from "@/lib/attachments/find-download";
import { removeUpload } from "@/lib/attachments/remove-upload";
import { idParam } from "@/lib/core/schemas";
import { downloadRoute } from "@/lib/http/download-route";
import { route } from "@/lib/http/route";

/** A file: a redirect to a short-lived S3 link, with a session, a token or a signed link of ours. */
export const GET = downloadRoute(
  {
    summary: "Download an attachment",
    description:
      "Leads to a short-lived link of the storage, for a session, a token or a signed link.",
  },
  "attachments",
  findDownload,
);

export const DELETE = route(
  {
    summary: "Remove an unsent upload",
    description: "Takes back a file of your own that no message has yet; 409 once it was sent.",
    params: z.object({ id: idParam }),
  },
  (ctx, { params }) => removeUpload(ctx, params.id),
);
