import { randomUUID } from "node:crypto";
import { db } from "@/db/client";
import { isSignedLink } from "@/lib/attachments/attachment-url";
import { findDownload } from "@/lib/attachments/find-download";
import { actorFromRequest } from "@/lib/auth/actor-from-request";
import { AppError } from "@/lib/core/errors";
import { idParam } from "@/lib/core/schemas";
import { problem, toAppError } from "./problem";

/** Answers 302 to a presigned S3 link, or problem+json: 401 for nobody, 404 for what is not theirs. */
export async function openDownload(request: Request, idText: string): Promise<Response> {
  const requestId = randomUUID();
  try {
    const id = idParam.parse(idText);
    const query = new URL(request.url).searchParams;
    const isSigned = isSignedLink(id, query);
    const actor = isSigned ? null : await actorFromRequest(request);
    if (!isSigned && !actor) throw new AppError("unauthenticated", "Sign in, or use a fresh link.");
    const wantsDownload = query.has("download");
    const location = await findDownload(db(), id, { actor, isSigned, wantsDownload });
    // The S3 link lives 60 s, so a browser may follow the redirect again for a little less.
    return new Response(null, {
      status: 302,
      headers: { location, "cache-control": "private, max-age=45" },
    });
  } catch (error) {
    return problem(toAppError(error, requestId), requestId);
  }
}
