import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/core/env";
import { contentSecurityPolicy } from "@/lib/http/content-security-policy";

const methods = ["GET", "HEAD", "POST", "OPTIONS"];

/** Gives each page its Content-Security-Policy; Next puts the nonce of the request's copy on its scripts. */
export function proxy(request: NextRequest): NextResponse {
  // Next shows a page for any method.
  if (!methods.includes(request.method)) {
    return new NextResponse(null, { status: 405, headers: { allow: methods.join(", ") } });
  }
  const nonce = randomBytes(16).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  if (env().APP_URL.startsWith("https://")) {
    response.headers.set("strict-transport-security", "max-age=31536000");
  }
  return response;
}

// Pages only: data, files and their prefetches run no script, and pay nothing.
export const config = {
  matcher: [
    {
      source:
        "/((?!api/|_next/static|_next/image|icon.svg|sw.js|manifest.webmanifest|favicon.ico).*)",
      missing: [
        { type: "header", key: "next-router-prefetch" },
        { type: "header", key: "rsc" },
        { type: "header", key: "next-action" },
      ],
    },
  ],
};
