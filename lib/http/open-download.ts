import { randomUUID } from "node:crypto";
import type { Db } from "@/db/client";
import { db } from "@/db/client";
import { actorFromRequest } from "@/lib/auth/actor-from-request";
import type { OperatorActor } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { idParam } from "@/lib/core/schemas";
import { isSignedLink } from "@/lib/storage/signed-link";
import { problem, toAppError } from "./problem";

type Find = (
  db: Db,
  id: number,
  access: { actor: OperatorActor | null; isSigned: boolean; wantsDownload: boolean },
) => Promise<string>;

/** Answers 302 to a presigned S3 link, or problem+json: 401 for nobody, 404 for what is not theirs. */
export async function openDownload(
  request: Request,
  idText: string,
  kind: "attachments" | "media",
  find: Find,
): Promise<Response> {
  const requestId = randomUUID();
  try {
    const id = idParam.parse(idText);
    const query = new URL(request.url).searchParams;
    const isSigned = isSignedLink(kind, id, query);
    const actor = isSigned ? null : await actorFromRequest(request);
    if (!isSigned && !actor) throw new AppError("unauthenticated", "Sign in, or use a fresh link.");
    const location = await find(db(), id, {
      actor,
      isSigned,
      wantsDownload: query.has("download"),
    });
    // The S3 link lives 60 s, so a browser may follow the redirect again for a little less.
    return new Response(null, {
      status: 302,
      headers: { location, "cache-control": "private, max-age=45" },
    });
  } catch (error) {
    return problem(toAppError(error, requestId), requestId);
  }
}
