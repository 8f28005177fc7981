import type { PresignedUpload } from "./presign";

/** The body of a presigned upload: the form with the file in it, or the file alone. */
export function uploadBody({ method, fields }: PresignedUpload, file: Blob): FormData | Blob {
  if (method === "PUT") return file;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  // Last: the storage stops reading at the file.
  form.append("file", file);
  return form;
}
