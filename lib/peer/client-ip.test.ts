import { afterEach, expect, it, vi } from "vitest";

/** The product with this environment, which it reads once. */
async function clientIpWith(trust: string, mode = "test") {
  vi.resetModules();
  vi.stubEnv("TRUST_PROXY", trust);
  vi.stubEnv("NODE_ENV", mode);
  const { clientIp } = await import("./client-ip");
  return (forwarded?: string, peer?: string) =>
    clientIp(
      new Headers({
        ...(forwarded === undefined ? {} : { "x-forwarded-for": forwarded }),
        ...(peer === undefined ? {} : { "x-direct-peer": peer }),
      }),
    );
}

afterEach(() => {
  vi.unstubAllEnvs();
  // The next file in this worker reads the environment anew.
  vi.resetModules();
});

it("believes no header without a trusted proxy", async () => {
  const of = await clientIpWith("false");
  expect(of("203.0.113.7")).toBeNull();
});

it("knows the other end of the socket where no proxy is, unless it may be one", async () => {
  const of = await clientIpWith("false");
  expect(of(undefined, "203.0.113.7")).toBe("203.0.113.7");
  expect(of(undefined, "::ffff:203.0.113.7")).toBe("203.0.113.7");
  expect(of(undefined, "2001:db8::7")).toBe("2001:db8::7");
  for (const near of ["127.0.0.1", "::1", "172.18.0.1", "10.1.1.1", "192.168.1.4", "fd00::1"]) {
    expect(of(undefined, near)).toBeNull();
  }
  expect(of("203.0.113.9", "203.0.113.7")).toBeNull();
  expect(of(undefined)).toBeNull();
  const behindProxy = await clientIpWith("true");
  expect(behindProxy(undefined, "203.0.113.7")).toBeNull();
});

it("takes what the proxy added, never what the caller wrote before it", async () => {
  const of = await clientIpWith("true");
  expect(of("203.0.113.7")).toBe("203.0.113.7");
  expect(of("6.6.6.6, 203.0.113.7")).toBe("203.0.113.7");
  expect(of("<script>, 2001:db8::1")).toBe("2001:db8::1");
  expect(of("203.0.113.7, unknown")).toBeNull();
  expect(of("203.0.113.7,")).toBeNull();
  expect(of("")).toBeNull();
  expect(of()).toBeNull();
});

it("counts several proxies from the end, and needs them all", async () => {
  const of = await clientIpWith("2");
  expect(of("6.6.6.6, 203.0.113.7, 10.0.0.1")).toBe("203.0.113.7");
  expect(of("10.0.0.1")).toBeNull();
});

it("believes Next's own header in development", async () => {
  const of = await clientIpWith("false", "development");
  expect(of("::ffff:127.0.0.1")).toBe("::ffff:127.0.0.1");
});
