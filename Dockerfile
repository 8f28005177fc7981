# One image for all: `node server.js` (web, the default), `node dist/worker.mjs`, `node dist/live.mjs`
# (live updates without pusher.com), `node dist/migrate.mjs`, `node dist/crm.mjs <verb>`.
# Both stages stand on it; another one needs Node 24, npm and a user `node`.
ARG BASE_IMAGE=node:24-slim
FROM ${BASE_IMAGE} AS build
WORKDIR /app
ENV NEXT_TELEMETRY_DISABLED=1
COPY package.json package-lock.json .npmrc ./
COPY patches ./patches
RUN npm ci --include=dev --no-audit --no-fund
COPY . .
RUN npm run build

FROM ${BASE_IMAGE}
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 HOSTNAME=0.0.0.0 PORT=3000
# Milliseconds, more than any proxy keeps an idle connection (Caddy: 2 minutes): whoever closes first
# while the other writes makes a 502.
ENV KEEP_ALIVE_TIMEOUT=125000
# V8 takes what the machine has before it tidies up: in a storm of updates the web server grew to 543 MB,
# with these (MB) to 223 MB.
ENV NODE_OPTIONS="--max-old-space-size=256 --max-semi-space-size=8"
COPY --from=build /app/.next/standalone ./
COPY --from=build /app/.next/static ./.next/static
COPY --from=build /app/public ./public
COPY --from=build /app/dist ./dist
COPY --from=build /app/package.json ./package.json
USER node
EXPOSE 3000
# Liveness only: a dependency that is away must not restart the web server.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.PORT || 3000) + '/api/health').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.js"]
