import { BlockList, isIPv6 } from "node:net";

/** The socket's other end, written over whatever the caller sent; absent behind a proxy. */
export const directPeerHeader = "x-direct-peer";

const near = new BlockList();
near.addSubnet("127.0.0.0", 8);
near.addSubnet("10.0.0.0", 8);
near.addSubnet("172.16.0.0", 12);
near.addSubnet("192.168.0.0", 16);
near.addAddress("::1", "ipv6");
near.addSubnet("fc00::", 7, "ipv6");

/** Whether the request came straight from this machine or a private network, by no proxy. */
export function isFromNearby(headers: Headers): boolean {
  const peer = headers.get(directPeerHeader)?.replace(/^::ffff:/, "");
  return peer ? near.check(peer, isIPv6(peer) ? "ipv6" : "ipv4") : false;
}
