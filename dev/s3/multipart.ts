import { createHash, randomUUID } from "node:crypto";
import { S3Error } from "./errors";

type Upload = {
  key: string;
  headers: Record<string, string>;
  parts: Map<number, { bytes: Buffer; etag: string }>;
};

/** Multipart uploads under way; they live in memory, as an interrupted one is started again. */
export class Multipart {
  private readonly uploads = new Map<string, Upload>();

  create(key: string, headers: Record<string, string>): string {
    const id = randomUUID();
    this.uploads.set(id, { key, headers, parts: new Map() });
    return id;
  }

  put(id: string, number: number, bytes: Buffer): string {
    const etag = createHash("md5").update(bytes).digest("hex");
    this.get(id).parts.set(number, { bytes, etag });
    return etag;
  }

  list(id: string) {
    return [...this.get(id).parts].sort(([a], [b]) => a - b);
  }

  /** The whole object of the named parts, in the order given. */
  complete(id: string, xml: string) {
    const upload = this.get(id);
    const chosen = [...xml.matchAll(/<Part>([\s\S]*?)<\/Part>/g)].map(([, part = ""]) => {
      const number = Number(/<PartNumber>(\d+)/.exec(part)?.[1]);
      const etag = /<ETag>(?:&quot;|")?([0-9a-f]+)/.exec(part)?.[1];
      const found = upload.parts.get(number);
      if (!found || found.etag !== etag) throw new S3Error(400, "InvalidPart", "A part is missing");
      return found;
    });
    this.uploads.delete(id);
    const digests = Buffer.concat(chosen.map(({ etag }) => Buffer.from(etag, "hex")));
    const etag = `${createHash("md5").update(digests).digest("hex")}-${chosen.length}`;
    return {
      key: upload.key,
      headers: upload.headers,
      bytes: Buffer.concat(chosen.map((part) => part.bytes)),
      etag,
    };
  }

  abort(id: string) {
    this.uploads.delete(id);
  }

  private get(id: string): Upload {
    const upload = this.uploads.get(id);
    if (!upload) throw new S3Error(404, "NoSuchUpload", "The upload does not exist");
    return upload;
  }
}
