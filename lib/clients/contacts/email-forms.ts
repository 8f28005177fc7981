import { domainToUnicode } from "node:url";
import { asciiDomain } from "./is-email";

/**
 * Both writings of an address whose domain is not plain ASCII, for the search: people know
 * `anna@пример.рф`, other programs `anna@xn--e1afmkfd.xn--p1ai`. Null where there is only one.
 */
export function emailForms(email: string | null | undefined): string | null {
  const at = email?.lastIndexOf("@") ?? -1;
  if (!email || at < 0) return null;
  const ascii = asciiDomain(email.slice(at + 1));
  const unicode = ascii && domainToUnicode(ascii);
  if (!unicode || ascii === unicode) return null;
  const local = email.slice(0, at);
  return `${local}@${ascii} ${local}@${unicode}`;
}
