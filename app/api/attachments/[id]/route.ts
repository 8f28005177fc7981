import { findDownload } from "@/lib/attachments/find-download";
import { downloadRoute } from "@/lib/http/download-route";

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
