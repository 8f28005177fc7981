import { afterAll, expect, it, vi } from "vitest";
import { beginSignIn, checkSignIn, finishSignIn } from "@/app/(auth)/login/actions";
import { leave } from "@/app/(crm)/actions";
import { encodeSession } from "@/lib/auth/session-token";
import { testDatabase } from "../support/database";
import { freePort } from "../support/postgres";

// What Next itself gives an action: the headers and cookies of the request.
const kept = { value: "a-browser-secret" };
vi.mock("next/headers", () => ({
  cookies: async () => ({
    get: () => kept,
    has: () => true,
    set() {
      throw new Error("nothing was begun, so nothing is kept");
    },
    delete() {
      throw new Error("the way back in must stay");
    },
  }),
  headers: async () => new Headers({ "user-agent": "Firefox", host: "desk.example" }),
}));

// Nobody listens there.
const away = `postgres://crm:crm@127.0.0.1:${await freePort()}/crm`;
const { close } = await testDatabase({ DATABASE_URL: away });
afterAll(close);

it("while Postgres is away, signing in shows it and keeps the page", async () => {
  expect(await beginSignIn()).toBe("unavailable");
  expect(await checkSignIn()).toBe("unavailable");
  // The approval is not spent: the same button opens the desk a moment later.
  expect(await finishSignIn()).toBe("unavailable");
}, 60_000);

it("while Postgres is away, signing out shows it, too", async () => {
  kept.value = await encodeSession({ oid: 1, sid: 1, ver: 1 });
  expect(await leave()).toBe("unavailable");
}, 60_000);
