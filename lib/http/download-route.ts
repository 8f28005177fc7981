import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/db/client";
import { db } from "@/db/client";
import { actorFromRequest } from "@/lib/auth/actor-from-request";
import type { OperatorActor } from "@/lib/context";
import { AppError } from "@/lib/core/errors";
import { idParam } from "@/lib/core/schemas";
import { isSignedLink } from "@/lib/storage/signed-link";
import { declare } from "./declare";
import { localeOf } from "./locale-of";
import { problem, toAppError } from "./problem";
import { countRequest } from "./rate-limit";
import { storable } from "./read-input";

type Find = (
  db: Db,
  id: number,
  access: { actor: OperatorActor | null; isSigned: boolean; wantsDownload: boolean },
) => Promise<string>;

const params = z.object({ id: idParam });
const query = z.object({
  download: z.string().optional().meta({ description: "`1`: save the file, do not show it." }),
});

/**
 * A route of a file: returns 302 to a presigned S3 link, for a session, a token or a signed link of
 * ours; else problem+json: 401 for nobody, 404 for what is not theirs.
 */
export function downloadRoute(
  words: { summary: string; description: string },
  kind: "attachments" | "media",
  find: Find,
) {
  return declare(
    { ...words, params, query, status: 302 },
    async (request: Request, next: { params: Promise<{ id: string }> }): Promise<Response> => {
      const requestId = randomUUID();
      let limits: Record<string, string> = {};
      try {
        const { id } = params.parse(storable(await next.params));
        const search = new URL(request.url).searchParams;
        const isSigned = isSignedLink(kind, id, search);
        const actor = isSigned ? null : await actorFromRequest(request);
        if (!isSigned && !actor) throw new AppError("unauthenticated", "request.signInOrLink");
        limits = actor ? await countRequest(actor) : {};
        const wantsDownload = search.has("download");
        const location = await find(db(), id, { actor, isSigned, wantsDownload });
        // The S3 link lives 60 s, so a browser may follow the redirect again for a little less.
        const headers = {
          ...limits,
          location,
          "cache-control": "private, max-age=45",
          "x-request-id": requestId,
        };
        return new Response(null, { status: 302, headers });
      } catch (error) {
        const reader = { locale: localeOf(request), headers: limits };
        return problem(toAppError(error, requestId), requestId, reader);
      }
    },
  );
}
