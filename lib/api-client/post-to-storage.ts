/**
 * Posts a file straight to S3 with the fields of a presigned POST. Rejects when the storage refuses,
 * cannot be reached, or `signal` is aborted. XMLHttpRequest, because fetch tells no upload progress.
 */
export function postToStorage(
  target: { url: string; fields: Record<string, string> },
  file: File,
  options: { signal?: AbortSignal; onProgress: (share: number) => void },
): Promise<void> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [name, value] of Object.entries(target.fields)) form.append(name, value);
    form.append("file", file);
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => options.onProgress(loaded / total);
    request.onload = () => (request.status < 300 ? resolve() : reject(new Error()));
    request.onerror = () => reject(new Error());
    request.onabort = () => reject(new Error());
    options.signal?.addEventListener("abort", () => request.abort());
    request.open("POST", target.url);
    request.send(form);
  });
}
