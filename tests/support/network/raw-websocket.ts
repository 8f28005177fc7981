import { randomBytes } from "node:crypto";
import { connect, type Socket } from "node:net";

/** A WebSocket handshake over a plain TCP socket, for sending arbitrary frames. */
export async function rawWebSocket(
  port: number,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ socket: Socket; status: number; received(): string }> {
  const socket = connect(port, "127.0.0.1");
  let text = "";
  socket.on("data", (chunk) => {
    if (text.length < 1_000_000) text += chunk.toString("latin1");
  });
  socket.on("error", () => socket.destroy());
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(
    `GET ${path} HTTP/1.1\r\nHost: live\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString("base64")}\r\n` +
      `${lines.join("")}\r\n`,
  );
  await new Promise<void>((resolve) => {
    const look = () => text.includes("\r\n\r\n") && resolve();
    socket.on("data", look);
    socket.once("close", () => resolve());
  });
  return { socket, status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), received: () => text };
}

export type FrameParts = {
  opcode?: number;
  isFinal?: boolean;
  isMasked?: boolean;
  /** Of the three reserved bits. */
  reserved?: number;
  /** The length in the header, if it should differ from the payload's. */
  length?: number;
};

/** Builds a frame of RFC 6455, valid or not. */
export function rawFrame(payload: Buffer | string, parts: FrameParts = {}): Buffer {
  const { opcode = 1, isFinal = true, isMasked = true, reserved = 0 } = parts;
  const body = Buffer.from(payload);
  const length = parts.length ?? body.length;
  const size = length < 126 ? 0 : length < 65_536 ? 2 : 8;
  const head = Buffer.alloc(2 + size);
  head[0] = (isFinal ? 0x80 : 0) | ((reserved & 7) << 4) | (opcode & 15);
  head[1] = (isMasked ? 0x80 : 0) | (size === 0 ? length : size === 2 ? 126 : 127);
  if (size === 2) head.writeUInt16BE(length, 2);
  if (size === 8) head.writeBigUInt64BE(BigInt(length), 2);
  if (!isMasked) return Buffer.concat([head, body]);
  const mask = randomBytes(4);
  return Buffer.concat([head, mask, body.map((byte, at) => byte ^ (mask[at % 4] ?? 0))]);
}
