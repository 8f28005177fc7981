import { expect, it } from "vitest";
import { env } from "@/lib/core/env";
import { contentSecurityPolicy } from "./content-security-policy";

it("lets scripts run by the nonce alone, and nobody frame the page", () => {
  const policy = contentSecurityPolicy("abc");
  const scripts = /script-src ([^;]+)/.exec(policy)?.[1] ?? "";
  expect(scripts).toBe("'self' 'nonce-abc' 'strict-dynamic'");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).toContain("object-src 'none'");
  expect(policy).toContain("base-uri 'self'");
});

it("names our bucket, not its neighbours, and the live server of the environment", () => {
  const connect = /connect-src ([^;]+)/.exec(contentSecurityPolicy("abc"))?.[1] ?? "";
  const { AWS_STORAGE_BUCKET_NAME } = env();
  expect(connect.split(" ")).toEqual([
    "'self'",
    `http://127.0.0.1:1/${AWS_STORAGE_BUCKET_NAME}`,
    `http://127.0.0.1:1/${AWS_STORAGE_BUCKET_NAME}/`,
    "ws://127.0.0.1:1",
    "http://127.0.0.1:1",
  ]);
  expect(connect).not.toContain("*");
});
