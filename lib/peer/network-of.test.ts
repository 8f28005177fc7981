import { expect, it } from "vitest";
import { networkOf } from "./network-of";

it("takes an IPv4 address for itself, in either form", () => {
  expect(networkOf("203.0.113.7")).toBe("203.0.113.7");
  expect(networkOf("::ffff:203.0.113.7")).toBe("203.0.113.7");
  expect(networkOf("::ffff:cb00:7107")).toBe("203.0.113.7");
});

it("takes all addresses of an IPv6 /64 for one", () => {
  expect(networkOf("2001:db8:1:2::1")).toBe("2001:db8:1:2::/64");
  expect(networkOf("2001:0DB8:0001:0002:ffff:ffff:ffff:ffff")).toBe("2001:db8:1:2::/64");
  expect(networkOf("2001:db8:1:3::1")).toBe("2001:db8:1:3::/64");
});

it("knows nothing of no address", () => {
  expect(networkOf(null)).toBe("unknown");
  expect(networkOf("nonsense")).toBe("unknown");
});
