import { day } from "@/lib/core/time";

/** Milliseconds from the sign-in after which a session holds no more, however often it was used. */
export const sessionLifetime = 30 * day;
