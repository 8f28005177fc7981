import { readiness } from "@/lib/http/watch/readiness";

export const dynamic = "force-dynamic";

/** Readiness with each dependency: 503 while the database is away. */
export async function GET(): Promise<Response> {
  const state = await readiness();
  return Response.json(state, { status: state.status === "failed" ? 503 : 200 });
}
