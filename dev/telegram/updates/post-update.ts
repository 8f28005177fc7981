import http from "node:http";
import https from "node:https";
import type { TelegramUpdate } from "@gramio/types";

/** How a webhook answered; status 0 with a reason when it did not. */
export interface PostResult {
  status: number;
  error?: string;
  /** Seconds of the `Retry-After` header. */
  retry_after: number;
  body: string;
}

const agents = {
  http: new http.Agent({ keepAlive: true }),
  https: new https.Agent({ keepAlive: true, rejectUnauthorized: false }),
};

/** Posts an update to the webhook as Telegram does: no redirects, the secret in its header. Never rejects. */
export function postUpdate(
  url: string,
  update: TelegramUpdate,
  options: { secret: string | undefined; timeoutMs: number; signal: AbortSignal },
): Promise<PostResult> {
  const body = Buffer.from(JSON.stringify(update));
  const isSecure = url.startsWith("https:");
  return new Promise((resolve) => {
    const fail = (error: string) => resolve({ status: 0, error, retry_after: 0, body: "" });
    const request = (isSecure ? https : http).request(
      url,
      {
        method: "POST",
        agent: isSecure ? agents.https : agents.http,
        signal: options.signal,
        headers: {
          "content-type": "application/json",
          "content-length": body.length,
          ...(options.secret ? { "x-telegram-bot-api-secret-token": options.secret } : {}),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", () => fail("Connection reset by peer"));
        response.on("end", () => {
          const status = response.statusCode ?? 0;
          const isFine = status >= 200 && status < 300;
          resolve({
            status,
            ...(isFine
              ? {}
              : { error: `Wrong response from the webhook: ${status} ${response.statusMessage}` }),
            retry_after: Number(response.headers["retry-after"]) || 0,
            body: Buffer.concat(chunks).toString("utf8"),
          });
        });
      },
    );
    request.setTimeout(options.timeoutMs, () => {
      fail("Read timeout expired");
      request.destroy();
    });
    request.on("error", (error: NodeJS.ErrnoException) => fail(inWords(error)));
    request.end(body);
  });
}

function inWords(error: NodeJS.ErrnoException): string {
  if (error.code === "ECONNREFUSED") return "Connection refused";
  if (error.code === "ENOTFOUND") return "Failed to resolve host: Name or service not known";
  return error.code === "ECONNRESET" ? "Connection reset by peer" : error.message;
}
