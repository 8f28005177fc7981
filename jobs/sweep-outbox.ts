import { lostDownloads } from "@/lib/attachments/lost-downloads";
import { database } from "@/lib/database";
import { dueWebhooks } from "@/lib/effects/due-webhooks";
import { tidyAttempts } from "@/lib/login/start-attempt";
import { dueConversations } from "@/lib/messages/deliver/due-conversations";
import { giveUpStale } from "@/lib/messages/deliver/give-up-stale";
import { defineJob } from "@/lib/queue/define-job";
import { jobs } from "@/lib/queue/jobs";
import { type WakeUp, wake, wakeUp } from "@/lib/queue/wake";
import { lostReports } from "@/lib/reports/lost-reports";
import { putBackReplays } from "@/lib/updates/replay-update";

/** How many are woken at a time: with Trigger.dev each is a call over the network. */
const atOnce = 10;
/** Sweeps that overlap wake once. */
const oncePerSec = 30;

/**
 * Wakes chats, downloads, webhooks and reports that no engine remembers, the oldest first, gives up what
 * nobody sends any more, ends killed replays, forgets expired sign-ins; each minute. Waking twice is
 * harmless: the sender holds a lock and claims by a conditional update.
 */
export const sweepOutbox = defineJob(jobs.sweepOutbox, {
  async run() {
    const db = database();
    await giveUpStale(db);
    const conversations = await dueConversations(db);
    await wakeAll(
      conversations.map((conversationId) =>
        wakeUp(jobs.sendMessage, { conversationId }, { oncePerSec }),
      ),
    );
    const again = { oncePerSec: 3600, isRepeat: true };
    const files = await lostDownloads(db);
    await wakeAll(
      files.map((attachmentId) => wakeUp(jobs.downloadAttachment, { attachmentId }, again)),
    );
    const webhooks = await dueWebhooks(db);
    await wakeAll(
      webhooks.map((webhookId) => wakeUp(jobs.deliverWebhook, { webhookId }, { oncePerSec })),
    );
    const reports = await lostReports(db);
    await wakeAll(
      reports.map((report) => wakeUp(jobs.generateReport, report, { oncePerSec: 300 })),
    );
    await putBackReplays(db);
    await tidyAttempts(db);
  },
});

async function wakeAll(all: WakeUp[]): Promise<void> {
  for (let from = 0; from < all.length; from += atOnce) {
    await Promise.all(all.slice(from, from + atOnce).map((one) => wake(database(), one)));
  }
}
