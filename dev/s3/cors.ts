import type { IncomingMessage, ServerResponse } from "node:http";
import { unescapeXml } from "./errors";

export type CorsRule = { origins: string[]; methods: string[]; expose: string[]; maxAge: number };

/** Reads a PutBucketCors body. */
export function parseCors(xml: string): CorsRule[] {
  return [...xml.matchAll(/<CORSRule>([\s\S]*?)<\/CORSRule>/g)].map(([, rule = ""]) => ({
    origins: values(rule, "AllowedOrigin"),
    methods: values(rule, "AllowedMethod"),
    expose: values(rule, "ExposeHeader"),
    maxAge: Number(values(rule, "MaxAgeSeconds")[0] ?? 0),
  }));
}

function values(xml: string, tag: string): string[] {
  return [...xml.matchAll(new RegExp(`<${tag}>([^<]*)</${tag}>`, "g"))].map(([, text = ""]) =>
    unescapeXml(text),
  );
}

/** Adds the headers that a rule grants to this origin and method; false when none does. */
export function allowOrigin(
  rules: CorsRule[],
  request: IncomingMessage,
  response: ServerResponse,
  method: string,
): boolean {
  const { origin } = request.headers;
  if (!origin) return false;
  const rule = rules.find(
    ({ origins, methods }) =>
      methods.includes(method) && origins.some((allowed) => allowed === "*" || allowed === origin),
  );
  if (!rule) return false;
  response.setHeader("access-control-allow-origin", origin);
  response.setHeader("vary", "Origin");
  response.setHeader("access-control-allow-methods", rule.methods.join(", "));
  response.setHeader("access-control-expose-headers", rule.expose.join(", "));
  response.setHeader("access-control-max-age", String(rule.maxAge));
  const wanted = request.headers["access-control-request-headers"];
  if (wanted) response.setHeader("access-control-allow-headers", wanted);
  return true;
}
