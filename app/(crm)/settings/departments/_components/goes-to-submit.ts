import type { FocusEvent } from "react";

/**
 * Whether a field is left for its form's submit button. A message that came up then would move the
 * button away from under the pointer before the click is done.
 */
export function goesToSubmit({ relatedTarget }: FocusEvent): boolean {
  return relatedTarget instanceof HTMLButtonElement && relatedTarget.type === "submit";
}
