import { openDownload } from "@/lib/http/open-download";
import { findMediaFile } from "@/lib/media/queries";

/** The file itself: a redirect to a short-lived S3 link, with a session, a token or a signed link. */
export async function GET(
  request: Request,
  next: { params: Promise<{ id: string }> },
): Promise<Response> {
  return openDownload(request, (await next.params).id, "media", findMediaFile);
}
