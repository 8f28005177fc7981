import { apiDocument } from "./document";

export const dynamic = "force-dynamic";

/** The OpenAPI 3.1 document of this API; open to everybody. */
export async function GET(): Promise<Response> {
  return Response.json(await apiDocument(), { headers: { "cache-control": "no-cache" } });
}
