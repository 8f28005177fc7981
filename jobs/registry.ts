import { cleanupOldLogs } from "./cleanup-old-logs";
import { cutConnections } from "./cut-connections";
import { deliverWebhook } from "./deliver-webhook";
import { downloadAttachment } from "./download-attachment";
import { fillPlaces } from "./fill-places";
import { generateReport } from "./generate-report";
import { removeObjects } from "./remove-objects";
import { sendMessageToTelegram } from "./send-message-to-telegram";
import { sweepOutbox } from "./sweep-outbox";
import { syncTelegramUpdates } from "./sync-telegram-updates";
import { tendQueues } from "./tend-queues";
import { tidyUploads } from "./tidy-uploads";

/** Every background job of the product; both engines run exactly these. */
export const registry = [
  sendMessageToTelegram,
  downloadAttachment,
  deliverWebhook,
  cutConnections,
  sweepOutbox,
  tendQueues,
  fillPlaces,
  syncTelegramUpdates,
  generateReport,
  cleanupOldLogs,
  tidyUploads,
  removeObjects,
];
