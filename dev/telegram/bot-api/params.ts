import { badRequest } from "../api-error";
import type { RawParams, Upload } from "../http/read-params";

/** A file to send: uploaded, already at Telegram, or at an address. */
export type FileParam = { upload: Upload } | { file_id: string } | { url: string };

/** A call's parameters by type, however they were encoded. Throws Telegram's 400 on values that do not fit. */
export class Params {
  readonly raw: RawParams;

  constructor(raw: RawParams) {
    this.raw = raw;
  }

  text(name: string): string | undefined {
    const value = this.raw.fields[name];
    if (value === undefined || value === null) return undefined;
    return typeof value === "object" ? JSON.stringify(value) : String(value);
  }

  int(name: string): number | undefined {
    const text = this.text(name);
    if (text === undefined || text === "") return undefined;
    if (!/^-?\d+$/.test(text)) throw badRequest(`field "${name}" must be a valid Number`);
    return Number(text);
  }

  float(name: string): number {
    const value = Number(this.text(name) ?? Number.NaN);
    if (Number.isNaN(value)) throw badRequest(`${name} is empty`);
    return value;
  }

  bool(name: string): boolean {
    return ["true", "1", "yes", "t", "y"].includes((this.text(name) ?? "").toLowerCase());
  }

  /** An object or list; the caller names its documented shape. */
  json<T>(name: string): T | undefined {
    const value = this.raw.fields[name];
    if (typeof value !== "string") return (value ?? undefined) as T | undefined;
    if (value === "") return undefined;
    try {
      return JSON.parse(value) as T;
    } catch {
      throw badRequest(`can't parse ${name.replaceAll("_", " ")} JSON object`);
    }
  }

  chatId(name = "chat_id"): number | string {
    const text = this.text(name);
    if (!text) throw badRequest(`${name} is empty`);
    return /^-?\d+$/.test(text) ? Number(text) : text;
  }

  /** The chat's id when it is given as a number. */
  numericChatId(): number | undefined {
    const text = this.text("chat_id") ?? "";
    return /^-?\d+$/.test(text) ? Number(text) : undefined;
  }

  messageId(): number {
    const id = this.int("message_id");
    if (id === undefined) throw badRequest("message identifier is not specified");
    return id;
  }

  file(name: string): FileParam {
    const direct = this.raw.files.get(name);
    if (direct) return { upload: direct };
    const value = this.text(name);
    if (!value) throw badRequest(`there is no ${name.replaceAll("_", " ")} in the request`);
    return this.fileNamed(value);
  }

  /** A file as a media item names it: `attach://part`, an address, or a file_id. */
  fileNamed(value: string): FileParam {
    if (value.startsWith("attach://")) {
      const upload = this.raw.files.get(value.slice(9));
      if (!upload) throw badRequest("can't find the attached file");
      return { upload };
    }
    return /^https?:\/\//i.test(value) ? { url: value } : { file_id: value };
  }

  /** What the call log keeps: fields, and names and sizes of files. */
  forLog(): Record<string, unknown> {
    const files = [...this.raw.files].map(([name, { data, file_name }]) => ({
      part: name,
      file_name: file_name ?? "",
      size: data.length,
    }));
    return files.length > 0 ? { ...this.raw.fields, files } : this.raw.fields;
  }
}
