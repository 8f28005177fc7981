import ipaddr from "ipaddr.js";

/** Everybody whose address is not known. */
export const unknownNetwork = "unknown";

/**
 * What counts as one caller: an IPv4 address, in either form, or the /64 of an IPv6 one, because
 * whoever has one address there has all.
 */
export function networkOf(ip: string | null): string {
  if (ip === null || !ipaddr.isValid(ip)) return unknownNetwork;
  const address = ipaddr.process(ip);
  if (!(address instanceof ipaddr.IPv6)) return address.toString();
  return `${address.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}
