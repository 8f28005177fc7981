"use server";

import { cookies, headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import { browserCookie, hasSecureCookies } from "@/lib/auth/cookies";
import { signIn } from "@/lib/auth/next-auth";
import { AppError } from "@/lib/core/errors";
import { database } from "@/lib/database";
import { unlessAway } from "@/lib/http/unless-away";
import { type AttemptStatus, attemptStatus } from "@/lib/login/attempt-status";
import { describeDevice } from "@/lib/login/device";
import { startAttempt } from "@/lib/login/start-attempt";
import { clientIp } from "@/lib/peer/client-ip";
import { botLink } from "@/lib/telegram/bot-username";

import type { Attempt } from "./_components/attempt";

/** Makes a fresh code for this browser and keeps its secret in a HttpOnly cookie. */
export async function beginSignIn(): Promise<Attempt | "too_many" | "unavailable"> {
  return unlessAway(begin);
}

async function begin(): Promise<Attempt | "too_many"> {
  const list = await headers();
  const device = describeDevice(list.get("user-agent"));
  const attempt = await startAttempt(database(), { ...device, ip: clientIp(list) }).catch(
    (error: unknown) => {
      if (error instanceof AppError && error.code === "rate_limited") return null;
      throw error;
    },
  );
  if (!attempt) return "too_many";
  (await cookies()).set(browserCookie(), attempt.secret, {
    httpOnly: true,
    sameSite: "lax",
    secure: hasSecureCookies(),
    expires: attempt.expiresAt,
    path: "/",
  });
  return {
    code: attempt.code,
    matchNumber: attempt.matchNumber,
    expiresAt: attempt.expiresAt.toISOString(),
    link: await botLink(database(), `auth_${attempt.code}`),
  };
}

/** Where this browser's sign-in stands. */
export async function checkSignIn(): Promise<AttemptStatus | "unavailable"> {
  const secret = (await cookies()).get(browserCookie())?.value;
  return secret ? unlessAway(() => attemptStatus(database(), secret)) : "expired";
}

/** Spends the approved attempt and opens the desk; returns where the sign-in stands when it cannot. */
export async function finishSignIn(): Promise<AttemptStatus | "unavailable"> {
  try {
    await signIn("telegram", { redirect: false });
  } catch (error) {
    unstable_rethrow(error);
    // NextAuth wraps what its provider threw: an attempt that expired looks like a database that is away.
    return checkSignIn();
  }
  // A prefixed cookie is deleted only by one that is Secure itself.
  (await cookies()).delete({ name: browserCookie(), path: "/", secure: hasSecureCookies() });
  redirect("/chat");
}
