import { findDownload } from "@/lib/attachments/find-download";
import { openDownload } from "@/lib/http/open-download";

/** A file: a redirect to a short-lived S3 link, with a session, a token or a signed link of ours. */
export async function GET(
  request: Request,
  next: { params: Promise<{ id: string }> },
): Promise<Response> {
  return openDownload(request, (await next.params).id, "attachments", findDownload);
}
