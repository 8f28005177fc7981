import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { notFound } from "@/lib/core/errors";
import { problem } from "@/lib/http/problem";

const types: Record<string, string> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  "favicon-32x32.png": "image/png",
};

// The bearer is kept for as long as the page is open: earlier versions left it in the browser.
const start = `localStorage.removeItem("authorized");
SwaggerUIBundle({
  url: "/api/schema/",
  dom_id: "#swagger",
  deepLinking: true,
  persistAuthorization: false,
  validatorUrl: null,
});
`;

/** Swagger UI's files, from the package that next.config.ts traces into the build. */
export async function GET(
  _: Request,
  next: { params: Promise<{ file: string }> },
): Promise<Response> {
  const { file } = await next.params;
  if (file === "start.js") return answer(start, "text/javascript; charset=utf-8");
  const type = types[file];
  if (!type) return problem(notFound("thisFile"), randomUUID());
  const path = join(process.cwd(), "node_modules", "swagger-ui-dist", file);
  return answer(new Uint8Array(await readFile(path)), type);
}

function answer(body: string | Uint8Array<ArrayBuffer>, type: string): Response {
  const headers = { "content-type": type, "cache-control": "public, max-age=3600" };
  return new Response(body, { headers });
}
