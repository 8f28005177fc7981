import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

export type Meta = {
  key: string;
  size: number;
  etag: string;
  modified: string;
  crc32?: string | undefined;
  headers: Record<string, string>;
};

/**
 * Objects as files: names are hashed, so that no key can leave the folder, and each object is one
 * file (a line of JSON, then the bytes) put in place by a rename, so that none is ever torn.
 */
export class Store {
  private readonly index = new Map<string, Map<string, Meta>>();

  constructor(private readonly dir: string) {}

  /** Reads what an earlier run left. */
  async open() {
    await mkdir(join(this.dir, "tmp"), { recursive: true });
    const names = await readFile(join(this.dir, "buckets.json"), "utf8").catch(() => "[]");
    for (const bucket of JSON.parse(names) as string[]) {
      const objects = new Map<string, Meta>();
      this.index.set(bucket, objects);
      for (const file of await readdir(this.folder(bucket)).catch(() => [])) {
        const { meta } = split(await readFile(join(this.folder(bucket), file)));
        objects.set(meta.key, meta);
      }
    }
  }

  hasBucket(bucket: string) {
    return this.index.has(bucket);
  }

  async createBucket(bucket: string) {
    if (this.index.has(bucket)) return;
    await mkdir(this.folder(bucket), { recursive: true });
    this.index.set(bucket, new Map());
    await this.replace(
      join(this.dir, "buckets.json"),
      Buffer.from(JSON.stringify([...this.index.keys()])),
    );
  }

  find(bucket: string, key: string): Meta | undefined {
    return this.index.get(bucket)?.get(key);
  }

  async read(bucket: string, key: string): Promise<Buffer> {
    return split(await readFile(this.file(bucket, key))).bytes;
  }

  async write(
    bucket: string,
    key: string,
    bytes: Buffer,
    more: { headers: Record<string, string>; crc32?: string | undefined; etag?: string },
  ): Promise<Meta> {
    const meta: Meta = {
      key,
      size: bytes.length,
      etag: more.etag ?? createHash("md5").update(bytes).digest("hex"),
      modified: new Date().toISOString(),
      crc32: more.crc32,
      headers: more.headers,
    };
    const head = Buffer.from(`${JSON.stringify(meta)}\n`);
    await this.replace(this.file(bucket, key), Buffer.concat([head, bytes]));
    this.index.get(bucket)?.set(key, meta);
    return meta;
  }

  async remove(bucket: string, key: string) {
    this.index.get(bucket)?.delete(key);
    await rm(this.file(bucket, key), { force: true });
  }

  /** All objects whose key starts with `prefix`, by key. */
  list(bucket: string, prefix: string): Meta[] {
    const found = [...(this.index.get(bucket)?.values() ?? [])].filter((meta) =>
      meta.key.startsWith(prefix),
    );
    return found.sort((a, b) => (a.key < b.key ? -1 : 1));
  }

  private folder = (bucket: string) => join(this.dir, `bucket-${hash(bucket)}`);
  private file = (bucket: string, key: string) => join(this.folder(bucket), hash(key));

  private async replace(path: string, bytes: Buffer) {
    const temporary = join(this.dir, "tmp", randomUUID());
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  }
}

const hash = (text: string) => createHash("sha256").update(text).digest("hex");

function split(file: Buffer): { meta: Meta; bytes: Buffer } {
  const end = file.indexOf(10);
  return {
    meta: JSON.parse(file.subarray(0, end).toString()) as Meta,
    bytes: file.subarray(end + 1),
  };
}
