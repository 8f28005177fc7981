/**
 * A picture's pixels, as the browser reads them: its place in the thread is known before it loads, and
 * whether Telegram takes it as a photo. Nothing for what is no picture, or none that the browser knows.
 */
export async function pictureSize(file: File): Promise<{ width: number; height: number } | object> {
  if (!file.type.startsWith("image/") || file.type.includes("svg")) return {};
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return {};
  const { width, height } = bitmap;
  bitmap.close();
  return { width, height };
}
