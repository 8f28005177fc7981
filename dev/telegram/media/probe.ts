/** What the first bytes of a file say it is, whatever its name. */
export interface Probe {
  format:
    | "jpeg"
    | "png"
    | "gif"
    | "webp"
    | "ogg"
    | "mp3"
    | "m4a"
    | "mp4"
    | "webm"
    | "tgs"
    | "other";
  width?: number;
  height?: number;
  /** Seconds. */
  duration?: number;
}

/** Format, size in pixels and length, as far as a few header fields tell. */
export function probe(data: Buffer): Probe {
  const ascii = (from: number, to: number) => data.toString("latin1", from, to);
  if (data.length < 16) return { format: "other" };
  if (data[0] === 0xff && data[1] === 0xd8) return { format: "jpeg", ...jpegSize(data) };
  if (ascii(1, 4) === "PNG" && data.length >= 24) {
    return { format: "png", width: data.readUInt32BE(16), height: data.readUInt32BE(20) };
  }
  if (ascii(0, 4) === "GIF8") {
    return { format: "gif", width: data.readUInt16LE(6), height: data.readUInt16LE(8) };
  }
  if (ascii(0, 4) === "RIFF" && ascii(8, 12) === "WEBP" && data.length >= 30) {
    return { format: "webp", ...webpSize(data) };
  }
  if (ascii(0, 4) === "OggS") return { format: "ogg", ...oggLength(data) };
  if (ascii(0, 3) === "ID3" || (data[0] === 0xff && ((data[1] ?? 0) & 0xe0) === 0xe0)) {
    return { format: "mp3" };
  }
  if (ascii(4, 8) === "ftyp") {
    return { format: ascii(8, 11) === "M4A" ? "m4a" : "mp4", ...mp4Header(data) };
  }
  if (data.readUInt32BE(0) === 0x1a45dfa3) return { format: "webm" };
  if (data[0] === 0x1f && data[1] === 0x8b) return { format: "tgs", width: 512, height: 512 };
  return { format: "other" };
}

function jpegSize(data: Buffer): Partial<Probe> {
  for (let at = 2; at + 9 < data.length && data[at] === 0xff; ) {
    const marker = data[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7) };
    at += 2 + data.readUInt16BE(at + 2);
  }
  return {};
}

function webpSize(data: Buffer): Partial<Probe> {
  const kind = data.toString("latin1", 12, 16);
  if (kind === "VP8X") {
    return { width: data.readUIntLE(24, 3) + 1, height: data.readUIntLE(27, 3) + 1 };
  }
  if (kind === "VP8L") {
    const bits = data.readUInt32LE(21);
    return { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
  }
  return { width: data.readUInt16LE(26) & 0x3fff, height: data.readUInt16LE(28) & 0x3fff };
}

/** The last page's granule position counts samples; Opus always at 48 kHz (RFC 7845). */
function oggLength(data: Buffer): Partial<Probe> {
  const last = data.lastIndexOf("OggS");
  if (last + 14 > data.length || !data.subarray(0, 64).includes("OpusHead")) return {};
  return { duration: Math.round(Number(data.readBigInt64LE(last + 6)) / 48_000) };
}

function mp4Header(data: Buffer): Partial<Probe> {
  const movie = data.indexOf("mvhd");
  const track = data.indexOf("tkhd");
  const found: Partial<Probe> = {};
  if (movie > 0 && movie + 24 < data.length && data[movie + 4] === 0) {
    found.duration = Math.round(data.readUInt32BE(movie + 20) / data.readUInt32BE(movie + 16));
  }
  if (track > 0 && track + 88 <= data.length && data[track + 4] === 0) {
    found.width = data.readUInt16BE(track + 80);
    found.height = data.readUInt16BE(track + 84);
  }
  return found;
}
