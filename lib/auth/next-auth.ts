import { cookies } from "next/headers";
import NextAuth from "next-auth";
import Credentials from "next-auth/providers/credentials";
import { db } from "@/db/client";
import { env } from "@/lib/core/env";
import { consumeAttempt } from "@/lib/login/consume-attempt";
import { announceSignIn } from "@/lib/telegram/announce-sign-in";
import { decodeSession, encodeSession, sessionClaims, sessionMaxAge } from "./session-token";
import { browserCookie, hasSecureCookies } from "./sign-in-cookie";

/** NextAuth with our one provider: an attempt that the bot approved, spent by the browser that began it. */
export const { handlers, signIn, signOut } = NextAuth(() => ({
  secret: env().AUTH_SECRET,
  trustHost: true,
  useSecureCookies: hasSecureCookies(),
  session: { strategy: "jwt", maxAge: sessionMaxAge },
  pages: { signIn: "/login" },
  logger: { error() {}, warn() {}, debug() {} },
  providers: [
    Credentials({
      id: "telegram",
      name: "Telegram",
      credentials: {},
      async authorize() {
        const secret = (await cookies()).get(browserCookie)?.value;
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
  jwt: {
    encode: ({ token }) => encodeSession({ ...token }),
    async decode({ token }) {
      const claims = token ? await decodeSession(token) : null;
      return claims ? sessionClaims.parse(claims) : null;
    },
  },
}));
