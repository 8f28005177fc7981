import { readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limits, readDrawing, safeDrawing } from "./safe-drawing";

type Json = Record<string, unknown>;

const sample = readFileSync("dev/telegram/samples/sticker.tgs");
const shapes = [{ ty: "el", p: { a: 0, k: [0, 0] }, s: { a: 0, k: [50, 50] } }];
const layer = (more: Json = {}): Json => ({ ty: 4, ip: 0, op: 60, st: 0, ks: {}, shapes, ...more });
const drawing = (more: Json = {}): Json => ({
  v: "5.5.2",
  fr: 60,
  ip: 0,
  op: 60,
  w: 512,
  h: 512,
  assets: [],
  layers: [layer()],
  ...more,
});

describe("safeDrawing", () => {
  it("keeps every shape and number of a genuine sticker", () => {
    const input = JSON.parse(gunzipSync(sample).toString()) as Json;
    const copy = safeDrawing(input);
    const numbers = (value: unknown) => JSON.stringify(value).match(/-?\d+(\.\d+)?/g)?.length;
    expect(numbers(copy.layers)).toBe(numbers(input.layers));
    expect(copy).toMatchObject({ w: input.w, h: input.h, fr: input.fr });
  });

  const style = "</style><style>body{background:url(https://evil.example/)}";
  const points = Array.from({ length: 20_000 }, () => 1);
  const longPath = { ty: "sh", ks: { a: 0, k: { v: points, i: points, o: points } } };
  const repeated = [{ ty: "rp", c: { a: 0, k: 1e6 } }, ...shapes];
  it.each<[string, Json]>([
    ["fonts", { fonts: { list: [{ fName: style, fPath: "https://evil.example/", origin: 3 }] } }],
    ["letters", { chars: [{ ch: "a", data: {} }] }],
    ["a picture", { assets: [{ id: "1", u: "https://evil.example/", p: "x.png", w: 1, h: 1 }] }],
    ["an embedded picture", { assets: [{ id: "1", p: "data:image/png;base64,AA", e: 1 }] }],
    ["a picture's layer", { layers: [layer({ ty: 2, refId: "1" })] }],
    ["a text's layer", { layers: [layer({ ty: 5, t: { d: { k: [{ s: { t: "x" } }] } } })] }],
    ["a solid's layer", { layers: [layer({ ty: 1 })] }],
    ["a sound's layer", { layers: [layer({ ty: 6 })] }],
    ["effects", { layers: [layer({ ef: [{ ty: 5, ef: [] }] })] }],
    ["a repeater", { layers: [layer({ shapes: repeated })] }],
    ["a repeater in a group", { layers: [layer({ shapes: [{ ty: "gr", it: repeated }] })] }],
    ["a merge of paths", { layers: [layer({ shapes: [{ ty: "mm", mm: 1 }] })] }],
    ["a million frames a second", { fr: 1e6 }],
    ["a day of length", { op: 60 * 86_400 }],
    ["a drawing as wide as a street", { w: 1e6 }],
    ["no layers", { layers: null }],
    [
      "a star of ten million points",
      { layers: [layer({ shapes: [{ ty: "sr", pt: { k: 1e7 } }] })] },
    ],
    ["lists that are none", { layers: [layer({ shapes: { length: 1, 0: { ty: "rp" } } })] }],
    ["masks", { layers: [layer({ masksProperties: [{ mode: "a" }] })] }],
    [
      "a gradient of ten million colours",
      { layers: [layer({ shapes: [{ ty: "gf", g: { p: 1e7 } }] })] },
    ],
    [
      "two compositions of one name",
      {
        assets: [
          { id: "a", layers: [{ ty: 0, refId: "a" }] },
          { id: "a", layers: [] },
        ],
        layers: [{ ty: 0, refId: "a" }],
      },
    ],
    [
      "two layers that hang on each other",
      { layers: [layer({ ind: 1, parent: 2 }), layer({ ind: 2, parent: 1 })] },
    ],
    [
      "a chain of a thousand layers",
      { layers: Array.from({ length: 1000 }, (_, n) => layer({ ind: n + 1, parent: n })) },
    ],
    [
      "one long path drawn many times",
      {
        assets: [{ id: "a", layers: [layer({ shapes: [longPath] })] }],
        layers: Array.from({ length: 900 }, () => ({ ty: 0, refId: "a" })),
      },
    ],
    [
      "one long path painted many times",
      {
        layers: [
          layer({ shapes: [longPath, ...Array.from({ length: 900 }, () => ({ ty: "fl" }))] }),
        ],
      },
    ],
    ["numbers beyond all pixels", { layers: [layer({ st: 1e12 })] }],
    [
      "a composition that is in itself",
      {
        assets: [{ id: "a", layers: [{ ty: 0, refId: "a" }] }],
        layers: [{ ty: 0, refId: "a" }],
      },
    ],
    [
      "compositions that multiply",
      {
        assets: Array.from({ length: 12 }, (_, n) => ({
          id: `${n}`,
          layers: Array.from({ length: 10 }, () => ({ ty: 0, refId: `${n + 1}` })),
        })),
        layers: [{ ty: 0, refId: "0" }],
      },
    ],
    [
      "more values than a sticker has",
      { layers: [layer({ ks: { k: Array.from({ length: limits.values }, () => 1) } })] },
    ],
  ])("refuses %s", (_, more) => {
    expect(() => safeDrawing(drawing(more))).toThrow("no animated sticker");
  });

  it("leaves out layers within a layer, and whatever else has no name that it knows", () => {
    const input = drawing({ layers: [layer({ layers: [{ ty: 2 }], length: 5, zz: { k: 1 } })] });
    expect(safeDrawing(input).layers).toEqual([layer()]);
  });

  it("drops names, expressions and dashes", () => {
    const input = drawing({
      nm: style,
      layers: [
        layer({
          nm: style,
          cl: style,
          ln: style,
          ks: { r: { a: 0, k: 0, x: "while(1){}" } },
          shapes: [{ ty: "st", nm: style, d: [{ n: "d", v: { k: 1e-9 } }], w: { k: 1 } }],
        }),
      ],
    });
    const text = JSON.stringify(safeDrawing(input));
    expect(text).not.toMatch(/style|while|1e-9|"d"/);
  });

  it("leaves of any input no text but those that it knows, or refuses it", () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), fc.constantFrom("layers", "ks"), (json, where) => {
        const inner = JSON.parse(json) as unknown;
        const input = drawing(
          where === "layers" ? { layers: [inner] } : { layers: [layer({ ks: inner })] },
        );
        try {
          const copy = safeDrawing(input);
          JSON.stringify(copy, (key, value: unknown) => {
            if (typeof value === "string")
              expect(["v", "ty", "refId", "id", ""]).toContain(value === "" ? "" : key);
            return value;
          });
        } catch (error) {
          expect(String(error)).toContain("no animated sticker");
        }
      }),
    );
  });
});

describe("readDrawing", () => {
  const stream = (bytes: Uint8Array) => new Blob([new Uint8Array(bytes)]).stream();

  it("reads a genuine sticker", async () => {
    expect(await readDrawing(stream(sample))).toHaveProperty("layers");
  });

  it("stops at a few packed bytes that stand for many", async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    expect(bomb.byteLength).toBeLessThan(limits.packedBytes);
    await expect(readDrawing(stream(bomb))).rejects.toThrow("no animated sticker: size");
  });

  it("stops at more packed bytes than a sticker has", async () => {
    const noise = Buffer.from(Array.from({ length: 300_000 }, () => Math.random() * 256));
    await expect(readDrawing(stream(gzipSync(noise)))).rejects.toThrow();
  });
});
