import type { TelegramMessage, TelegramMessageEntity } from "@gramio/types";
import type { FileRef } from "../control-acts";
import { ControlError } from "../control-error";
import type { MediaKind } from "../control-types";
import { addFile } from "../media/add-file";
import { addSample } from "../media/add-sample";
import { mediaContent } from "../media/media-content";
import type { Sim } from "../sim";
import type { StoredFile } from "../store/records";
import { formatText } from "../text/format-text";

/** The content of a person's media message: an uploaded file, a sample, or the sample that fits the kind. */
export function mediaOf(
  sim: Sim,
  kind: MediaKind,
  item: FileRef & {
    caption?: string;
    caption_entities?: TelegramMessageEntity[];
    duration?: number;
  },
): Partial<TelegramMessage> {
  const known: Partial<StoredFile> = {
    ...(item.duration ? { duration: item.duration } : {}),
    ...(item.pretend_size ? { size: item.pretend_size } : {}),
    ...(item.file_name ? { file_name: item.file_name } : {}),
    ...(item.mime_type ? { mime_type: item.mime_type } : {}),
  };
  const file = item.file_id
    ? uploaded(sim, kind, item.file_id, known)
    : sample(sim, kind, item.sample, known);
  const { text, entities } = formatText(item.caption ?? "", { entities: item.caption_entities });
  return {
    ...mediaContent(sim, file),
    ...(text ? { caption: text } : {}),
    ...(entities.length > 0 ? { caption_entities: entities } : {}),
  };
}

function uploaded(
  sim: Sim,
  kind: MediaKind,
  fileId: string,
  known: Partial<StoredFile>,
): StoredFile {
  const file = sim.store.files.get(fileId);
  if (!file) throw new ControlError(404, `there is no file ${fileId}`);
  const { bytes_key, file_name, mime_type } = file;
  return addFile(sim, kind, { bytes_key, file_name, mime_type }, known);
}

function sample(
  sim: Sim,
  kind: MediaKind,
  name: string | undefined,
  known: Partial<StoredFile>,
): StoredFile {
  try {
    return addSample(sim, kind, name, known);
  } catch (error) {
    throw new ControlError(400, error instanceof Error ? error.message : String(error));
  }
}
