import { composed } from "./composed";

/**
 * The same input with every text and key in Unicode's composed form (NFC). Changes plain JSON in
 * place, without recursion.
 */
export function toNormalForm<T>(value: T): T {
  const whole = { value: value as unknown };
  const rest: object[] = [whole];
  for (let container = rest.pop(); container; container = rest.pop()) {
    for (const [key, inner] of Object.entries(container)) {
      const formed = typeof inner === "string" ? composed(inner) : inner;
      const name = Array.isArray(container) ? key : composed(key);
      if (name !== key) delete (container as Record<string, unknown>)[key];
      if (name !== key || formed !== inner) put(container, name, formed);
      if (isPlain(formed)) rest.push(formed);
    }
  }
  return whole.value as T;
}

/** Not by assignment: a key may be `__proto__`. */
function put(container: object, key: string, value: unknown) {
  Object.defineProperty(container, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return Array.isArray(value) || prototype === Object.prototype || prototype === null;
}
