import { escapeXml, S3Error } from "./errors";
import type { Meta, Store } from "./store";

/** ListObjectsV2: prefix, delimiter, max-keys and continuation. */
export function listObjects(store: Store, bucket: string, query: URLSearchParams): string {
  if (query.get("list-type") !== "2")
    throw new S3Error(501, "NotImplemented", "Only ListObjectsV2");
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const limit = Number(query.get("max-keys") ?? 1000);
  const token = query.get("continuation-token");
  const after = token ? Buffer.from(token, "base64url").toString() : "";
  const contents: Meta[] = [];
  const prefixes = new Set<string>();
  let last = "";
  let isTruncated = false;
  for (const meta of store.list(bucket, prefix)) {
    if (meta.key <= after) continue;
    if (contents.length + prefixes.size >= limit) {
      isTruncated = true;
      break;
    }
    last = meta.key;
    const cut = delimiter ? meta.key.indexOf(delimiter, prefix.length) : -1;
    if (cut >= 0) prefixes.add(meta.key.slice(0, cut + delimiter.length));
    else contents.push(meta);
  }
  const items = contents.map(
    ({ key, size, etag, modified }) =>
      `<Contents><Key>${escapeXml(key)}</Key><LastModified>${modified}</LastModified><ETag>&quot;${etag}&quot;</ETag><Size>${size}</Size><StorageClass>STANDARD</StorageClass></Contents>`,
  );
  const common = [...prefixes].map(
    (p) => `<CommonPrefixes><Prefix>${escapeXml(p)}</Prefix></CommonPrefixes>`,
  );
  const next = isTruncated
    ? `<NextContinuationToken>${Buffer.from(last).toString("base64url")}</NextContinuationToken>`
    : "";
  return `<ListBucketResult><Name>${bucket}</Name><Prefix>${escapeXml(prefix)}</Prefix><KeyCount>${items.length + common.length}</KeyCount><MaxKeys>${limit}</MaxKeys><IsTruncated>${isTruncated}</IsTruncated>${next}${items.join("")}${common.join("")}</ListBucketResult>`;
}
