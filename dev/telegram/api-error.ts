import type { TelegramResponseParameters } from "@gramio/types";

/** A refusal in Telegram's own words; `description` starts with the reason, as in "Bad Request: …". */
export class ApiError extends Error {
  constructor(
    readonly code: number,
    readonly description: string,
    readonly parameters?: TelegramResponseParameters,
  ) {
    super(description);
  }
}

/** 400 "Bad Request: …". */
export function badRequest(reason: string): ApiError {
  return new ApiError(400, `Bad Request: ${reason}`);
}

/** 403 "Forbidden: …". */
export function forbidden(reason: string): ApiError {
  return new ApiError(403, `Forbidden: ${reason}`);
}
