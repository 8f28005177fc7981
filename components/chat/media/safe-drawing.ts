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
  /** Layers, and shapes, as drawn: a composition counts each time it is used. So do its values. */
  drawn: 4000,
  drawnValues: 800_000,
  /** Values of a layer times its fills and strokes: each of them may go along every path. */
  painted: 5_000_000,
  /** Layers that hang on one another, layers that cover another, colours of a gradient. */
  parents: 50,
  mattes: 100,
  colours: 100,
  depth: 40,
  seconds: 30,
  framesPerSecond: 120,
} as const;

const layerTypes = { composition: 0, empty: 3, shapes: 4 } as const;
const paints = new Set(["fl", "st", "gf", "gs"]);
const shapeTypes = new Set([...paints, "gr", "rc", "el", "sh", "tr", "tm", "rd"]);
/** What layers, shapes, properties and keyframes are made of. What has another name is left out. */
const partKeys = new Set(
  (
    "ddd ind ty refId sr ks ao shapes ip op st bm parent td tt tp tm hd w h ct p a s r o rx ry rz or sk sa " +
    "px py k ix l t e i x y z to ti it c lc lj ml g d np cix v m"
  ).split(" "),
);
const listKeys = new Set(["shapes", "it"]);
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
  const assets = listOf(top.assets ?? []).map((asset) => composition(asset, budget));
  // The player takes the first of a name; which one is counted must be no question.
  if (new Set(assets.map(({ id }) => id)).size < assets.length) throw refusal("names");
  copy.assets = assets;
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
  const layers = listOf(input).map((one) => {
    const layer = objectOf(one, "layer");
    if (!Object.values(layerTypes).some((type) => type === layer.ty))
      throw refusal("kind of layer");
    if (hasContent(layer.ef) || hasContent(layer.sy)) throw refusal("effects");
    if (hasContent(layer.masksProperties)) throw refusal("masks");
    // The player compares loosely: `[1]` would be layer 1, too.
    for (const number of [layer.ind, layer.parent]) {
      if (number !== undefined && typeof number !== "number") throw refusal("names");
    }
    const before = budget.values;
    const copy = plain(layer, "layer", budget, 0) as Json;
    const values = before - budget.values;
    sizes.set(copy, values);
    if (values * paintsOf(copy.shapes) > limits.painted) throw refusal("amount");
    return copy;
  });
  if (layers.filter(({ tt }) => tt).length > limits.mattes) throw refusal("amount");
  checkParents(layers);
  return layers;
}

/** How many values each layer's copy has. */
const sizes = new WeakMap<Json, number>();

/** A layer may hang on another: not in a circle, and not on more than a figure has joints. */
function checkParents(layers: Json[]): void {
  const numbered = layers.filter(({ ind }) => ind !== undefined);
  const parents = new Map(numbered.map(({ ind, parent }) => [ind, parent]));
  if (parents.size < numbered.length) throw refusal("names");
  for (const { parent } of layers) {
    let depth = 0;
    for (let at = parent; at !== undefined && at !== null; at = parents.get(at)) {
      if (++depth > limits.parents) throw refusal("parents");
    }
  }
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
    if (!partKeys.has(name)) continue;
    if (typeof inner === "string" && !textKeys.has(name)) continue;
    // Dashes of a thousandth of a pixel would take a browser minutes: `d` is a direction, or nothing.
    if (name === "d" && typeof inner !== "number") continue;
    // The player takes whatever has a length for a list.
    if (listKeys.has(name) && !Array.isArray(inner)) throw refusal("list");
    if (name === "g" && !isWithin(Object(inner).p, 0, limits.colours)) throw refusal("colours");
    copy[name] = plain(inner, name, budget, depth + 1);
  }
  return copy;
}

const isShape = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && typeof (value as Json).ty === "string";

/** Compositions that use one another multiply: they are counted as they are drawn, and never in a circle. */
function countDrawn(drawing: Json): void {
  const assets = new Map(listOf(drawing.assets).map((one) => [(one as Json).id, one as Json]));
  const known = new Map<unknown, Drawn>();
  const count = (layers: unknown, way: unknown[]): Drawn => {
    const sum = { parts: 0, values: 0 };
    for (const layer of listOf(layers) as Json[]) {
      sum.parts += 1 + shapesOf(layer.shapes);
      sum.values += sizes.get(layer) ?? 0;
      if (layer.ty === layerTypes.composition) {
        const { refId } = layer;
        if (way.includes(refId)) throw refusal("circle");
        const inner = known.get(refId) ?? count(assets.get(refId)?.layers ?? [], [...way, refId]);
        known.set(refId, inner);
        sum.parts += inner.parts;
        sum.values += inner.values;
      }
      if (sum.parts > limits.drawn || sum.values > limits.drawnValues) throw refusal("amount");
    }
    return sum;
  };
  count(drawing.layers, []);
}

type Drawn = { parts: number; values: number };

/** Fills and strokes among shapes and the groups in them. */
function paintsOf(shapes: unknown): number {
  if (!Array.isArray(shapes)) return 0;
  return shapes.reduce(
    (sum: number, one) => sum + (paints.has(Object(one).ty) ? 1 : 0) + paintsOf(Object(one).it),
    0,
  );
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
