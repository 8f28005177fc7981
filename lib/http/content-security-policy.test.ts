import { afterEach, describe, expect, it, vi } from "vitest";
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

it("lets the page hold no frame", () => {
  expect(contentSecurityPolicy("abc")).toContain("frame-src 'none'");
});

describe("Amazon's own storage", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    // The next file in this worker reads the environment anew.
    vi.resetModules();
  });

  /** Whether a page may load from an address, by its directive's sources (CSP3, "match a URL"). */
  async function loader(bucket: string, region = "eu-central-1") {
    vi.resetModules();
    vi.stubEnv("AWS_S3_ENDPOINT_URL", "");
    vi.stubEnv("AWS_STORAGE_BUCKET_NAME", bucket);
    vi.stubEnv("AWS_S3_REGION_NAME", region);
    const { contentSecurityPolicy: policyOf } = await import("./content-security-policy");
    const [, sources = ""] = /img-src ([^;]+)/.exec(policyOf("abc")) ?? [];
    return (address: string) => {
      const { origin, pathname } = new URL(address);
      return sources.split(" ").some((source) => {
        if (!URL.canParse(source)) return false;
        const ours = new URL(source);
        if (ours.origin !== origin) return false;
        if (ours.pathname === "/") return true;
        return ours.pathname.endsWith("/")
          ? pathname.startsWith(ours.pathname)
          : pathname === ours.pathname;
      });
    };
  }

  it("is our bucket's own host, never a host or path of another one", async () => {
    const loads = await loader("desk");
    expect(loads("https://desk.s3.eu-central-1.amazonaws.com/files/a")).toBe(true);
    expect(loads("https://desk.s3.amazonaws.com/files/a")).toBe(true);
    for (const foreign of [
      "https://evil.s3.eu-central-1.amazonaws.com/files/a",
      "https://desk.evil.s3.amazonaws.com/a",
      "https://evil-desk.s3.amazonaws.com/a",
      "https://s3.eu-central-1.amazonaws.com/evil/a",
      "https://s3.amazonaws.com/evil/a",
      "https://s3.amazonaws.com/desk/a",
      "https://desk.s3.us-east-1.amazonaws.com/a",
      "http://desk.s3.amazonaws.com/a",
    ]) {
      expect(loads(foreign), foreign).toBe(false);
    }
  });

  it("is the path of a bucket whose name fits no certificate, and nothing beside it", async () => {
    const loads = await loader("desk.example.com");
    expect(loads("https://s3.eu-central-1.amazonaws.com/desk.example.com/files/a")).toBe(true);
    expect(loads("https://s3.amazonaws.com/desk.example.com/files/a")).toBe(true);
    for (const foreign of [
      "https://s3.amazonaws.com/desk.example.com.evil/a",
      "https://s3.amazonaws.com/evil/desk.example.com/a",
      "https://s3.amazonaws.com/",
      "https://desk.example.com.s3.amazonaws.com/a",
    ]) {
      expect(loads(foreign), foreign).toBe(false);
    }
  });

  it("is where the links of the storage lead", { timeout: 60_000 }, async () => {
    for (const bucket of ["desk", "desk.example.com"]) {
      const loads = await loader(bucket);
      const { presignDownload } = await import("@/lib/storage/presign");
      const link = await presignDownload("files/a", {
        contentType: "image/png",
        disposition: "inline",
      });
      expect(loads(link), link).toBe(true);
    }
  });
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
