import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { authRoute } from "./auth-route";

const ask = (answer: () => Promise<Response>) =>
  authRoute(answer)(new NextRequest("http://desk/api/auth/session/?callbackUrl=junk"));

describe("a NextAuth route", () => {
  it("returns what the handler returns", async () => {
    const answer = await ask(async () => Response.json({ telegram: {} }));
    expect(await answer.json()).toEqual({ telegram: {} });
  });

  it.each([400, 404, 500])("returns 400 with a reason instead of its %s", async (status) => {
    const answer = await ask(async () => new Response("<html>", { status }));
    expect(answer.status).toBe(400);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({
      status: 400,
      request_id: answer.headers.get("x-request-id"),
    });
  });

  it("returns 503 while Postgres is away", async () => {
    const answer = await ask(async () => {
      throw Object.assign(new Error("x"), { code: "ECONNREFUSED" });
    });
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  });

  it("hands over a body as it came, and refuses one above 1 MiB before it is read whole", async () => {
    const post = (body: string) =>
      authRoute(async (request) => Response.json(await request.text()))(
        new NextRequest("http://desk/api/auth/signout/", { method: "POST", body }),
      );
    expect(await (await post("csrfToken=x")).json()).toBe("csrfToken=x");
    expect((await post("x".repeat(1024 * 1024 + 1))).status).toBe(413);
  });
});
