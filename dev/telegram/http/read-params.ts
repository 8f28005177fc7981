import type { IncomingMessage } from "node:http";
import { badRequest } from "../api-error";
import { parseMultipart } from "./multipart";

/** A file that came with a request. */
export interface Upload {
  data: Buffer;
  file_name?: string;
  content_type?: string;
}

/** What a request carries, before its method gives it meaning. */
export interface RawParams {
  fields: Record<string, unknown>;
  files: Map<string, Upload>;
  /** Fields came as strings (form or query), so numbers, flags and objects are JSON in strings. */
  is_form: boolean;
}

/** Parameters from the query and the body: JSON, urlencoded or multipart (Bot API, "Making requests"). */
export function readParams(request: IncomingMessage, url: URL, body: Buffer): RawParams {
  const type = request.headers["content-type"] ?? "";
  const query = Object.fromEntries(url.searchParams);
  const files = new Map<string, Upload>();
  if (body.length === 0) return { fields: query, files, is_form: true };
  if (/^application\/json/i.test(type)) {
    try {
      const fields: unknown = JSON.parse(body.toString("utf8"));
      if (typeof fields !== "object" || fields === null || Array.isArray(fields)) throw new Error();
      return { fields: { ...query, ...fields }, files, is_form: false };
    } catch {
      throw badRequest("can't parse JSON object");
    }
  }
  if (/^multipart\/form-data/i.test(type)) {
    const fields: Record<string, unknown> = { ...query };
    for (const { name, data, ...rest } of parse(body, type)) {
      if (rest.file_name === undefined) fields[name] = data.toString("utf8");
      else files.set(name, { data, ...rest });
    }
    return { fields, files, is_form: true };
  }
  const form = Object.fromEntries(new URLSearchParams(body.toString("utf8")));
  return { fields: { ...query, ...form }, files, is_form: true };
}

function parse(body: Buffer, type: string) {
  try {
    return parseMultipart(body, type);
  } catch (error) {
    throw badRequest(
      `can't parse multipart form: ${error instanceof Error ? error.message : error}`,
    );
  }
}
