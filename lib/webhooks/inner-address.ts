import { BlockList, isIP } from "node:net";

// IANA's special-purpose registries: whatever is not an address of the open internet.
// A list each: one list would take every IPv4 address for the mapped IPv6 one.
const inner = { ipv4: new BlockList(), ipv6: new BlockList() };
for (const [net, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
] as const) {
  inner.ipv4.addSubnet(net, bits, "ipv4");
}
for (const [net, bits] of [
  // The unspecified address, the loopback and the deprecated IPv4-compatible ones (RFC 4291).
  ["::", 96],
  ["::ffff:0:0", 96],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const) {
  inner.ipv6.addSubnet(net, bits, "ipv6");
}

/** Whether an IP address lies in one's own network or another special range; false for a name. */
export function isInnerAddress(address: string): boolean {
  const kind = isIP(address);
  if (kind === 0) return false;
  const family = kind === 6 ? "ipv6" : "ipv4";
  return inner[family].check(address, family);
}
