import type { PresignedUpload } from "@/lib/storage/presign";
import { uploadBody } from "@/lib/storage/upload-body";

/**
 * Sends a file straight to the storage, as the presigned request says. Rejects when the storage refuses,
 * cannot be reached, or `signal` is aborted. XMLHttpRequest, because fetch reports no upload progress.
 */
export function sendToStorage(
  target: PresignedUpload,
  file: File,
  options: { signal?: AbortSignal; onProgress: (share: number) => void },
): Promise<void> {
  return new Promise((resolve, reject) => {
    options.signal?.throwIfAborted();
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => options.onProgress(loaded / total);
    request.onload = () => (request.status < 300 ? resolve() : reject(new Error()));
    request.onerror = () => reject(new Error());
    request.onabort = () => reject(new Error());
    options.signal?.addEventListener("abort", () => request.abort());
    request.open(target.method, target.url);
    for (const [name, value] of Object.entries(target.headers)) {
      request.setRequestHeader(name, value);
    }
    request.send(uploadBody(target, file));
  });
}
