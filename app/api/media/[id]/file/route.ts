import { downloadRoute } from "@/lib/http/download-route";
import { findMediaFile } from "@/lib/media/queries";

/** The file itself: a redirect to a short-lived S3 link, with a session, a token or a signed link. */
export const GET = downloadRoute(
  {
    summary: "Download a file of the library",
    description:
      "Leads to a short-lived link of the storage, for a session, a token or a signed link.",
  },
  "media",
  findMediaFile,
);
