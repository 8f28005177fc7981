import { env } from "@/lib/core/env";

/**
 * The policy of our pages: scripts only ours and only with this response's nonce; files from the S3
 * that we use; live updates from the Pusher that we use. Styles may stand in attributes, as the
 * virtual list and the toasts set them.
 */
export function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = env().NODE_ENV === "development";
  const files = storageOrigins();
  const directives: Record<string, string[]> = {
    "default-src": ["'self'"],
    "script-src": [
      "'self'",
      `'nonce-${nonce}'`,
      "'strict-dynamic'",
      // React's development build evaluates; the production one never does.
      ...(isDevelopment ? ["'unsafe-eval'"] : []),
    ],
    "style-src": ["'self'", "'unsafe-inline'"],
    "img-src": ["'self'", "data:", "blob:", ...files],
    "media-src": ["'self'", "blob:", ...files],
    "font-src": ["'self'", "data:"],
    "connect-src": ["'self'", ...files, ...liveOrigins(), ...(isDevelopment ? ["ws:"] : [])],
    "worker-src": ["'self'", "blob:"],
    // The desk shows nothing in frames: what a client sent could only lie in one.
    "frame-src": ["'none'"],
    "object-src": ["'none'"],
    "base-uri": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
  };
  return Object.entries(directives)
    .map(([name, sources]) => `${name} ${sources.join(" ")}`)
    .join("; ");
}

/**
 * Our bucket alone: at a host that everybody shares, only the path below its name (`lib/storage/s3.ts`).
 * Links lead there from our own address, and a path counts for what is asked for first.
 */
function storageOrigins(): string[] {
  const { AWS_S3_ENDPOINT_URL, AWS_STORAGE_BUCKET_NAME: bucket, AWS_S3_REGION_NAME } = env();
  const below = (address: string) => [`${address}/${bucket}`, `${address}/${bucket}/`];
  if (AWS_S3_ENDPOINT_URL) return below(AWS_S3_ENDPOINT_URL);
  return ["s3.amazonaws.com", `s3.${AWS_S3_REGION_NAME}.amazonaws.com`].flatMap((host) =>
    // A name with dots fits no certificate as a host.
    bucket.includes(".") ? below(`https://${host}`) : [`https://${bucket}.${host}`],
  );
}

// pusher-js opens a socket, and falls back to plain requests at the same host.
function liveOrigins(): string[] {
  const { PUSHER_HOST, PUSHER_PORT, PUSHER_SCHEME } = env();
  if (!PUSHER_HOST) return ["wss://*.pusher.com", "https://*.pusher.com"];
  const isSecure = PUSHER_SCHEME === "https";
  const host = PUSHER_PORT ? `${PUSHER_HOST}:${PUSHER_PORT}` : PUSHER_HOST;
  return [`${isSecure ? "wss" : "ws"}://${host}`, `${isSecure ? "https" : "http"}://${host}`];
}
