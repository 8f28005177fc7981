export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** The moment `ms` milliseconds from now. */
export function fromNow(ms: number): Date {
  return new Date(Date.now() + ms);
}
