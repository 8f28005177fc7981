import type { Entry } from "./journal";

/** A map whose every change is handed on to be kept. Values are replaced, never changed in place. */
export class Table<V> {
  readonly name: string;
  #rows = new Map<string, V>();
  #keep: (entry: Entry) => void;

  constructor(name: string, keep: (entry: Entry) => void) {
    this.name = name;
    this.#keep = keep;
  }

  get size(): number {
    return this.#rows.size;
  }

  get(key: string | number): V | undefined {
    return this.#rows.get(String(key));
  }

  set(key: string | number, value: V): V {
    this.load(String(key), value);
    this.#keep([this.name, String(key), value]);
    return value;
  }

  delete(key: string | number): void {
    if (this.#rows.has(String(key))) {
      this.load(String(key), null);
      this.#keep([this.name, String(key), null]);
    }
  }

  /** In the order in which the keys first came. */
  values(): V[] {
    return [...this.#rows.values()];
  }

  entries(): Entry[] {
    return [...this.#rows].map(([key, value]) => [this.name, key, value]);
  }

  /** Takes in a change that is already kept. */
  load(key: string, value: V | null): void {
    if (value === null) this.#rows.delete(key);
    else this.#rows.set(key, value);
  }

  clear(): void {
    this.#rows.clear();
  }
}
