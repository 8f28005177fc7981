import type { ActionResult } from "@/lib/http/action-result";
import { ApiError } from "./call-api";

/** The data of a server action's result; throws its refusal as `callApi` throws the API's. */
export function dataOf<T>(result: ActionResult<T>): T {
  if (result.ok) return result.data;
  const { message, fields } = result.error;
  throw new ApiError(422, message, fields);
}
