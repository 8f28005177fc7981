import { randomUUID } from "node:crypto";
import { notFound } from "@/lib/core/errors";
import { problem } from "@/lib/http/problem";

function answer(): Response {
  return problem(notFound("address"), randomUUID());
}

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
