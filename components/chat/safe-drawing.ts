/**
 * What Telegram's animated stickers may be (core.telegram.org/stickers#animation-requirements), with some
 * room: 64 KB packed, 3 s at up to 60 frames, shapes alone. A client can send any drawing under that
 * type; fonts, images, texts, effects and repeaters, which would restyle the page, ask addresses or
 * freeze it, are no part of a sticker.
 */
export const limits = {
  packedBytes: 256_000,
  unpackedBytes: 4_000_000,
  /** Numbers, lists and objects of the whole file. */
  values: 400_000,
  /** Layers, and shapes, as drawn: a composition counts each time it is used. */
  drawn: 4000,
  depth: 40,
  seconds: 30,
  framesPerSecond: 120,
} as const;

const layerTypes = { composition: 0, solid: 1, empty: 3, shapes: 4 } as const;
const shapeTypes = new Set([
  "gr",
  "rc",
  "el",
  "sr",
  "sh",
  "fl",
  "st",
  "gf",
  "gs",
  "tr",
  "tm",
  "rd",
]);
/** Of the file itself; what names fonts, letters or other files is not among them. */
const topKeys = ["v", "fr", "ip", "op", "w", "h", "ddd"] as const;
/** Names are nothing that is drawn, and expressions stand in `x` as text. */
const textKeys = new Set(["ty", "refId", "id"]);

type Json = Record<string, unknown>;

/** A drawing without anything but shapes, as a copy; throws for what is no animated sticker. */
export function safeDrawing(input: unknown): Json {
  const top = objectOf(input, "drawing");
  if (hasContent(top.fonts) || hasContent(top.chars)) throw refusal("letters");
  const budget = { values: limits.values };
  const copy: Json = {};
  for (const key of topKeys) if (key in top) copy[key] = plain(top[key], key, budget, 0);
  const { fr, ip, op } = copy;
  if (!isWithin(fr, 1, limits.framesPerSecond)) throw refusal("frames per second");
  if (!isWithin(Number(op) - Number(ip), 0, Number(fr) * limits.seconds)) throw refusal("length");
  if (!isWithin(copy.w, 1, 4096) || !isWithin(copy.h, 1, 4096)) throw refusal("size");
  copy.assets = listOf(top.assets ?? []).map((asset) => composition(asset, budget));
  copy.layers = layersOf(top.layers, budget);
  countDrawn(copy);
  return copy;
}

function composition(input: unknown, budget: { values: number }): Json {
  const asset = objectOf(input, "asset");
  // A picture or another file has an address (`u`, `p`) in place of layers.
  if (!Array.isArray(asset.layers) || "p" in asset || "u" in asset) throw refusal("other files");
  return { id: String(asset.id).slice(0, 100), layers: layersOf(asset.layers, budget) };
}

function layersOf(input: unknown, budget: { values: number }): Json[] {
  return listOf(input).map((one) => {
    const layer = objectOf(one, "layer");
    if (!Object.values(layerTypes).some((type) => type === layer.ty))
      throw refusal("kind of layer");
    if (hasContent(layer.ef) || hasContent(layer.sy)) throw refusal("effects");
    const { ef: _, sy: __, ...rest } = layer;
    return plain(rest, "layer", budget, 0) as Json;
  });
}

/** A copy of plain values; texts only where the player needs one, and none of those in a property. */
function plain(value: unknown, key: string, budget: { values: number }, depth: number): unknown {
  if (--budget.values < 0 || depth > limits.depth) throw refusal("amount");
  if (typeof value === "number") {
    if (!isWithin(value, -1e7, 1e7)) throw refusal("number");
    return value;
  }
  if (typeof value === "boolean" || value === null) return value;
  if (typeof value === "string") return textKeys.has(key) || key === "v" ? value.slice(0, 100) : "";
  if (Array.isArray(value)) {
    return value.flatMap((one) => {
      if (isShape(one) && !shapeTypes.has(String(one.ty))) throw refusal("kind of shape");
      return [plain(one, key, budget, depth + 1)];
    });
  }
  const copy: Json = {};
  for (const [name, inner] of Object.entries(objectOf(value, key))) {
    if (typeof inner === "string" && !textKeys.has(name)) continue;
    // Dashes of a thousandth of a pixel would take a browser minutes.
    if (name === "d" && Array.isArray(inner)) continue;
    if (name === "__proto__") throw refusal("name");
    copy[name] = plain(inner, name, budget, depth + 1);
  }
  return copy;
}

const isShape = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && typeof (value as Json).ty === "string";

/** Compositions that use one another multiply: they are counted as they are drawn, and never in a circle. */
function countDrawn(drawing: Json): void {
  const assets = new Map(listOf(drawing.assets).map((one) => [(one as Json).id, one as Json]));
  const known = new Map<unknown, number>();
  const count = (layers: unknown, way: unknown[]): number => {
    let sum = 0;
    for (const layer of listOf(layers) as Json[]) {
      sum += 1 + shapesOf(layer.shapes);
      if (layer.ty !== layerTypes.composition) continue;
      const { refId } = layer;
      if (way.includes(refId)) throw refusal("circle");
      const inner = known.get(refId) ?? count(assets.get(refId)?.layers ?? [], [...way, refId]);
      known.set(refId, inner);
      sum += inner;
      if (sum > limits.drawn) throw refusal("amount");
    }
    if (sum > limits.drawn) throw refusal("amount");
    return sum;
  };
  count(drawing.layers, []);
}

function shapesOf(shapes: unknown): number {
  if (!Array.isArray(shapes)) return 0;
  return shapes.reduce((sum: number, one) => sum + 1 + shapesOf(Object(one).it), 0);
}

function listOf(value: unknown): unknown[] {
  if (!Array.isArray(value)) throw refusal("list");
  return value;
}

function objectOf(value: unknown, what: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw refusal(what);
  return value as Json;
}

function hasContent(value: unknown): boolean {
  if (value === undefined || value === null) return false;
  return Array.isArray(value) ? value.length > 0 : JSON.stringify(value) !== '{"list":[]}';
}

function isWithin(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && value >= least && value <= most;
}

const refusal = (what: string) => new Error(`no animated sticker: ${what}`);

/**
 * Unpacks a gzipped drawing and reads it. Stops as soon as more bytes came than a sticker has: a few
 * packed ones can stand for gigabytes.
 */
export async function readDrawing(packed: ReadableStream<Uint8Array>): Promise<Json> {
  const unpacked = packed
    .pipeThrough(atMost(limits.packedBytes))
    .pipeThrough(new DecompressionStream("gzip") as TransformStream<Uint8Array, Uint8Array>)
    .pipeThrough(atMost(limits.unpackedBytes));
  return safeDrawing(JSON.parse(await new Response(unpacked).text()));
}

function atMost(bytes: number): TransformStream<Uint8Array, Uint8Array> {
  let left = bytes;
  return new TransformStream({
    transform(chunk, controller) {
      left -= chunk.byteLength;
      if (left < 0) controller.error(refusal("size"));
      else controller.enqueue(chunk);
    },
  });
}
