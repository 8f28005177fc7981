/** What the page shows of a sign-in under way. */
export type Attempt = { code: string; matchNumber: number; expiresAt: string; link: string };
