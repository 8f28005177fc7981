import { downloadRoute } from "@/lib/http/download-route";
import { findMediaFile } from "@/lib/media/queries";

/** The file itself: a redirect to a short-lived S3 link, with a session, a token or a signed link. */
export const GET = downloadRoute("Download a file of the library", "media", findMediaFile);
