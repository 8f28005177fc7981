import { cookies } from "next/headers";
import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { db } from "@/db/client";
import { env } from "@/lib/core/env";
import { consumeAttempt } from "@/lib/login/consume-attempt";
import { announceSignIn } from "@/lib/telegram/announce-sign-in";
import { closeSession } from "./close-session";
import { browserCookie, hasSecureCookies } from "./cookies";
import { operatorOfSession } from "./load-operator";
import { decodeSession, encodeSession, sessionClaims, sessionMaxAge } from "./session-token";

/** NextAuth with our one provider: an attempt that the bot approved, spent by the browser that began it. */
export const { handlers, signIn, signOut } = NextAuth(() => ({
  secret: env().AUTH_SECRET,
  trustHost: true,
  useSecureCookies: hasSecureCookies(),
  session: { strategy: "jwt", maxAge: sessionMaxAge },
  pages: { signIn: "/login", error: "/login" },
  logger: { error() {}, warn() {}, debug() {} },
  providers: [
    Credentials({
      id: "telegram",
      name: "Telegram",
      credentials: {},
      async authorize() {
        const secret = (await cookies()).get(browserCookie())?.value;
        const signedIn = secret ? await consumeAttempt(db(), secret) : null;
        if (!signedIn) return null;
        await announceSignIn(db(), signedIn);
        return { id: `${signedIn.operatorId}:${signedIn.sessionId}:${signedIn.version}` };
      },
    }),
  ],
  callbacks: {
    jwt({ token, user }) {
      if (!user?.id) return token;
      const [oid, sid, ver] = user.id.split(":").map(Number);
      return { oid, sid, ver };
    },
    session: ({ session }) => session,
  },
  events: {
    // Also what POST /api/auth/signout ends, which takes only the cookie away by itself.
    async signOut(message) {
      const claims = sessionClaims.safeParse("token" in message ? message.token : null);
      const actor = claims.success ? await operatorOfSession(claims.data) : null;
      if (actor) await closeSession(actor);
    },
  },
  jwt: {
    encode: ({ token }) => encodeSession({ ...token }),
    async decode({ token }) {
      const claims = token ? await decodeSession(token) : null;
      if (!claims) return null;
      const { exp, ...rest } = claims;
      return { ...rest, ...(exp === undefined ? {} : { exp }) };
    },
  },
}));
