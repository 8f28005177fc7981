import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER } from "next/constants";
import createNextIntlPlugin from "next-intl/plugin";
import { checkEnvValues } from "./lib/core/env";
import { writeRouteLists } from "./scripts/route-lists";

// A bad value stops the build here and names the variable; a missing one is refused at the start.
checkEnvValues();
// The standalone server reads this file's result, not the file: only a start from the sources writes.
writeRouteLists();

// Answers with data run nothing at all; pages get a policy with a nonce from proxy.ts.
const dataPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
const swaggerPolicy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const config = (phase: string): NextConfig => ({
  output: "standalone",
  // `npm test` runs tsc beside the build; every other build checks the types itself.
  typescript: { ignoreBuildErrors: process.env.TYPES_CHECKED_ELSEWHERE === "1" },
  distDir: process.env.NEXT_DIST_DIR || ".next",
  // Both forms of each address answer: Telegram follows no redirect.
  skipTrailingSlashRedirect: true,
  // The simulator's door exists on a development server only; no NODE_ENV gets it into a build.
  pageExtensions: phase === PHASE_DEVELOPMENT_SERVER ? ["dev.tsx", "tsx", "ts"] : ["tsx", "ts"],
  allowedDevOrigins: ["127.0.0.1", "localhost"],
  devIndicators: false,
  // The development server's lines would hold searched phones and the input of actions.
  logging: { incomingRequests: false, serverFunctions: false, browserToTerminal: false },
  poweredByHeader: false,
  serverExternalPackages: ["pino", "@trigger.dev/sdk", "prom-client"],
  // Pictures come from S3 by signed links and are never resized here: no optimiser, no sharp (19 MB).
  images: { unoptimized: true },
  outputFileTracingExcludes: {
    "**": [
      "./node_modules/{sharp,@img}/**",
      "./node_modules/next/dist/server/capsize-font-metrics.json",
      "./node_modules/swagger-ui-dist/{swagger-ui.js,swagger-ui-es-*,swagger-ui-standalone-*,log.*,*.map}",
    ],
  },
  outputFileTracingIncludes: {
    "/api/schema/swagger/\\[file\\]": [
      "./node_modules/swagger-ui-dist/swagger-ui.css",
      "./node_modules/swagger-ui-dist/swagger-ui-bundle.js",
      "./node_modules/swagger-ui-dist/favicon-32x32.png",
    ],
  },
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "x-content-type-options", value: "nosniff" },
        { key: "x-frame-options", value: "DENY" },
        { key: "referrer-policy", value: "same-origin" },
        { key: "permissions-policy", value: "camera=(), geolocation=(), payment=(), usb=()" },
        { key: "cross-origin-opener-policy", value: "same-origin" },
      ],
    },
    {
      source: "/api/:path*",
      headers: [{ key: "content-security-policy", value: dataPolicy }],
    },
    {
      source: "/api/schema/swagger/:path*",
      headers: [{ key: "content-security-policy", value: swaggerPolicy }],
    },
  ],
});

// Messages are compiled by the build: browsers get no parser of them (10 kB).
const withIntl = createNextIntlPlugin({
  requestConfig: "./i18n/request.ts",
  experimental: {
    messages: { path: "./messages", locales: "infer", format: "json", precompile: true },
  },
});

export default (phase: string) => withIntl(config(phase));
