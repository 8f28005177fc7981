import { BlockList, isIP, isIPv6 } from "node:net";

/** The socket's other end, written over whatever the caller sent; absent behind a proxy. */
export const directPeerHeader = "x-direct-peer";

const near = new BlockList();
near.addSubnet("127.0.0.0", 8);
near.addSubnet("10.0.0.0", 8);
near.addSubnet("172.16.0.0", 12);
near.addSubnet("192.168.0.0", 16);
near.addAddress("::1", "ipv6");
near.addSubnet("fc00::", 7, "ipv6");

/** Who is at the other end of the socket; null for whoever comes through a proxy. */
export function directPeer(headers: Headers): string | null {
  if (headers.has("x-forwarded-for") || headers.has("forwarded")) return null;
  return headers.get(directPeerHeader)?.replace(/^::ffff:/, "") ?? null;
}

/** Whether the request came straight from this machine or a private network, by no proxy. */
export function isFromNearby(headers: Headers): boolean {
  return isNearby(directPeer(headers) ?? "");
}

/** Whether an address is this machine's or a private network's. */
export function isNearby(address: string): boolean {
  const peer = address.replace(/^::ffff:/, "");
  return isIP(peer) !== 0 && near.check(peer, isIPv6(peer) ? "ipv6" : "ipv4");
}
