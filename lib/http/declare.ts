import type { z } from "zod";

/** What a route declares: its input is parsed by these schemas, and /api/schema is written from them. */
export type Declaration<
  P = z.ZodType | undefined,
  Q = z.ZodType | undefined,
  B = z.ZodType | undefined,
> = {
  summary: string;
  /** What the summary leaves open: what is returned, what else happens. */
  description: string;
  /** The group in the document; absent: the first part of the path. */
  tag?: string;
  params?: P;
  query?: Q;
  body?: B;
  /** The schema of the response; absent: 204 without a body. */
  response?: z.ZodType;
  /** The media type of a response that is no JSON. */
  responseType?: string;
  /** 201 for what makes something, 302 for a file's link. */
  status?: 200 | 201 | 204 | 302;
  /** Error statuses beyond those that every such route has (see `openapi.ts`). */
  errors?: readonly number[];
};

/** A route handler that carries its declaration. */
type DeclaredHandler<H> = H & { declaration: Declaration };

/** Ties a handler to its declaration, so that the document and the checks have one source. */
export function declare<H extends (...args: never[]) => unknown>(
  declaration: Declaration,
  handler: H,
): DeclaredHandler<H> {
  return Object.assign(handler, { declaration });
}
