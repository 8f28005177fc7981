import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";
import { checkEnvValues } from "./lib/core/env";

// A bad value stops the build here and names the variable; a missing one is refused at the start.
const { NODE_ENV } = checkEnvValues();

const config: NextConfig = {
  output: "standalone",
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  // Both forms of each address answer: Telegram follows no redirect.
  skipTrailingSlashRedirect: true,
  // The simulator's door exists in development only.
  pageExtensions: NODE_ENV === "development" ? ["dev.tsx", "tsx", "ts"] : ["tsx", "ts"],
  allowedDevOrigins: ["127.0.0.1", "localhost"],
  devIndicators: false,
  poweredByHeader: false,
  serverExternalPackages: ["pino", "@trigger.dev/sdk"],
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "x-content-type-options", value: "nosniff" },
        { key: "x-frame-options", value: "DENY" },
        { key: "referrer-policy", value: "same-origin" },
      ],
    },
  ],
};

export default createNextIntlPlugin("./i18n/request.ts")(config);
