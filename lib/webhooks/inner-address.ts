import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** All of the IPv6 internet so far; what lies outside is special or not given to anybody (IANA). */
const globalUnicast = ipaddr.IPv6.parse("2000::");

/**
 * Whether an IP address lies in one's own network or another special range; false for a name. An
 * IPv4 address in an IPv6 one (mapped, translated, 6to4, Teredo, ISATAP) is never called by that way.
 */
export function isInnerAddress(address: string): boolean {
  if (isIP(address) === 0) return false;
  // A zone names an interface of this machine.
  if (address.includes("%")) return true;
  const ip = ipaddr.parse(address);
  if (ip.range() !== "unicast") return true;
  if (!(ip instanceof ipaddr.IPv6)) return false;
  return !ip.match(globalUnicast, 3) || isIsatap(ip);
}

/** An interface of ISATAP (RFC 5214, 6.1): an IPv4 address behind 5efe, with the universal bit or without. */
function isIsatap({ parts }: ipaddr.IPv6): boolean {
  return [0, 0x200].includes(parts[4] ?? 1) && parts[5] === 0x5efe;
}
