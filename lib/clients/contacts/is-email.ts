/** RFC 6531: letters of any script, digits and the signs of RFC 5322's atoms, in parts between dots. */
const localPart =
  /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const label = /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/;

/** Whether a text is an email's address: the part before the @ and the domain in any script (RFC 6531, IDNA). */
export function isEmail(text: string): boolean {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  const labels = asciiDomain(text.slice(at + 1))?.split(".") ?? [];
  const top = labels.at(-1) ?? "";
  return (
    at > 0 &&
    new TextEncoder().encode(local).length <= 64 &&
    localPart.test(local) &&
    labels.length >= 2 &&
    labels.every((one) => label.test(one)) &&
    top.length >= 2 &&
    !/^\d+$/.test(top)
  );
}

/** A domain as the name system has it: `пример.рф` is `xn--e1afmkfd.xn--p1ai`. Null: it is none. */
export function asciiDomain(domain: string): string | null {
  if (!/^[\p{L}\p{M}\p{N}.。-]+$/u.test(domain)) return null;
  const address = `http://${domain}`;
  const name = URL.canParse(address) ? new URL(address).hostname : "";
  return name === "" || name.length > 253 ? null : name;
}
