import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nextTry } from "./backoff";
import { isInnerAddress } from "./inner-address";
import { refuseUrl } from "./refuse-url";
import { newWebhookSecret, signatureHeaders } from "./sign";

describe("signatureHeaders", () => {
  it("signs as Standard Webhooks say, with the example of its specification", () => {
    const headers = signatureHeaders(
      "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      '{"test": 2432232314}',
      1_614_265_330_000,
    );
    expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  });

  it("can be checked by whoever has the secret", () => {
    const secret = newWebhookSecret();
    const headers = signatureHeaders(secret, "dlv_1", "{}", Date.now());
    const mac = createHmac("sha256", Buffer.from(secret.slice(6), "base64"))
      .update(`dlv_1.${headers["webhook-timestamp"]}.{}`)
      .digest("base64");
    expect(headers["webhook-signature"]).toBe(`v1,${mac}`);
  });
});

describe("isInnerAddress", () => {
  it.each([
    "127.0.0.1",
    "10.1.2.3",
    "172.31.255.255",
    "192.168.0.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "::1",
    "::",
    "::7f00:1",
    "fe80::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:30::1",
    "2001:db8::1",
    "2001:4:112::1",
    "2620:4f:8000::1",
    "3fff::1",
    "5f00::1",
    "4000::1",
    "64:ff9b:1::a00:1",
    "::ffff:0:7f00:1",
    "::ffff:0:0:127.0.0.1",
    "100::1",
    "100:0:0:1::1",
    "fec0::1",
    "fe00::1",
    "2606:4700::5efe:10.0.0.1",
    "2606:4700::200:5efe:7f00:1",
    "fe80::1%eth0",
    "192.175.48.1",
    "192.52.193.1",
    "192.88.99.1",
    "198.18.0.1",
    "255.255.255.255",
    "ff02::1",
  ])("refuses %s", (address) => expect(isInnerAddress(address)).toBe(true));

  it.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "example.com"])(
    "lets %s through",
    (address) => expect(isInnerAddress(address)).toBe(false),
  );

  it("refuses every address of the private ranges, however the host is written", () => {
    const byte = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(byte, byte, byte, fc.constantFrom("10", "127", "0"), (a, b, c, first) => {
        const { hostname } = new URL(`https://${first}.${a}.${b}.${c}/`);
        expect(isInnerAddress(hostname)).toBe(true);
        const number = [Number(first), a, b, c].reduce((sum, part) => sum * 256 + part, 0);
        expect(isInnerAddress(new URL(`https://${number}/`).hostname)).toBe(true);
      }),
    );
  });
});

describe("refuseUrl", () => {
  it.each([
    "https://0177.0.0.1/",
    "https://0x7f.1/",
    "https://127.1/",
    "https://2130706433/",
    "https://127.0.0.1./",
    "https://%31%32%37.0.0.1/",
    "https://１２７.0.0.1/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[64:ff9b::10.0.0.1]/",
    "https://[2002:a00:1::]/",
    "https://[2001:0:7f00:1::]/",
    "https://[fec0::1]/",
    "https://[::]/",
    "https://localhost./",
    "https://LOCALHOST../",
    "https://a.localhost/",
    "https://redis/",
    "https://redis:6379/",
    "https://minio.lan./",
    "https://metadata.google.internal/",
    "https://example.com@127.0.0.1/",
    "https://user:pass@example.com/",
    "http://example.com/",
  ])("refuses %s", (url) => {
    // A host that cannot be read at all is refused before, by the schema.
    if (URL.canParse(url)) expect(refuseUrl(url)).not.toBeNull();
  });

  it.each(["https://example.com/", "https://1.1.1.1/", "https://[2606:4700::1111]:8443/x?y=1"])(
    "takes %s",
    (url) => expect(refuseUrl(url)).toBeNull(),
  );
});

describe("nextTry", () => {
  it("waits longer each time, about a day in all, and then gives up", () => {
    const waits: number[] = [];
    for (let attempts = 1; ; attempts++) {
      const wait = nextTry(attempts, 0.5);
      if (wait === null) break;
      waits.push(wait);
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    const total = waits.reduce((sum, wait) => sum + wait, 0);
    expect(total).toBeGreaterThan(20 * 3_600_000);
    expect(total).toBeLessThan(28 * 3_600_000);
  });
});
