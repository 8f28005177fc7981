import type { FieldError } from "@/lib/core/errors";

/** A refusal of our API as a text, or `status` 0 when it could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly fields: FieldError[] = [],
  ) {
    super(message);
  }
}

/** Calls our REST API with the session cookie; throws `ApiError`. A 401 leads to the sign-in page. */
export async function callApi<T>(
  path: string,
  init: { method?: string; body?: unknown } = {},
): Promise<T> {
  const request: RequestInit = { method: init.method ?? "GET" };
  if (init.body !== undefined) {
    request.body = JSON.stringify(init.body);
    request.headers = { "content-type": "application/json" };
  }
  const response = await fetch(path, request).catch(() => {
    throw new ApiError(0, "");
  });
  if (response.status === 401) window.location.assign("/login?ended=1");
  if (response.status === 204) return undefined as T;
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(response.status, body.detail ?? "", body.errors ?? []);
  return body as T;
}
