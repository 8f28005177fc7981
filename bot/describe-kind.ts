import type { Message } from "grammy/types";

/** What a client can say beside text and files, most telling first (a venue comes with its location). */
const dataKinds = [
  "venue",
  "location",
  "contact",
  "poll",
  "dice",
  "game",
  "story",
  "rich_message",
  "checklist",
  "paid_media",
  "invoice",
  "giveaway",
  "giveaway_winners",
] as const;

/** Lines that Telegram writes by itself (Bot API 10.3, `Message`: "Service message"). */
const serviceKinds = [
  "new_chat_members",
  "left_chat_member",
  "chat_owner_left",
  "chat_owner_changed",
  "new_chat_title",
  "new_chat_photo",
  "delete_chat_photo",
  "group_chat_created",
  "supergroup_chat_created",
  "channel_chat_created",
  "message_auto_delete_timer_changed",
  "migrate_to_chat_id",
  "migrate_from_chat_id",
  "pinned_message",
  "successful_payment",
  "refunded_payment",
  "users_shared",
  "user_shared",
  "chat_shared",
  "gift",
  "unique_gift",
  "gift_upgrade_sent",
  "connected_website",
  "write_access_allowed",
  "passport_data",
  "proximity_alert_triggered",
  "boost_added",
  "chat_background_set",
  "checklist_tasks_done",
  "checklist_tasks_added",
  "community_chat_added",
  "community_chat_joined",
  "community_chat_removed",
  "direct_message_price_changed",
  "forum_topic_created",
  "forum_topic_edited",
  "forum_topic_closed",
  "forum_topic_reopened",
  "general_forum_topic_hidden",
  "general_forum_topic_unhidden",
  "giveaway_created",
  "giveaway_completed",
  "managed_bot_created",
  "paid_message_price_changed",
  "poll_option_added",
  "poll_option_deleted",
  "suggested_post_approved",
  "suggested_post_approval_failed",
  "suggested_post_declined",
  "suggested_post_paid",
  "suggested_post_refunded",
  "video_chat_scheduled",
  "video_chat_started",
  "video_chat_ended",
  "video_chat_participants_invited",
  "web_app_data",
] as const;

/** What says who wrote, where and how: no message consists of it. */
const envelope = new Set([
  "message_id",
  "message_thread_id",
  "direct_messages_topic",
  "from",
  "sender_chat",
  "sender_boost_count",
  "sender_business_bot",
  "sender_tag",
  "receiver_user",
  "ephemeral_message_id",
  "date",
  "guest_query_id",
  "business_connection_id",
  "chat",
  "forward_origin",
  "is_topic_message",
  "is_automatic_forward",
  "reply_to_message",
  "external_reply",
  "quote",
  "reply_to_story",
  "reply_to_checklist_task_id",
  "reply_to_poll_option_id",
  "via_bot",
  "guest_bot_caller_user",
  "guest_bot_caller_chat",
  "edit_date",
  "has_protected_content",
  "is_from_offline",
  "is_paid_post",
  "author_signature",
  "paid_star_count",
  "link_preview_options",
  "suggested_post_info",
  "effect_id",
  "show_caption_above_media",
  "has_media_spoiler",
  "reply_markup",
]);

/**
 * Telegram names its own lines after what happened ("chat_background_set"), a client's content after
 * what it is ("live_photo"). That decides what a kind not yet invented is.
 */
const happened =
  /_(?:\w*[^e_]ed|set|done|sent|paid|left|hidden|unhidden|begun|shown|won|lost|made|given|taken|chosen)$/;

/** What a message is, with what only its kind has; `fileKind` when it has a file. */
export function describeKind(message: Message, fileKind: string | undefined) {
  const origin = describeOrigin(message);
  if (message.text !== undefined) return { kind: "text", payload: origin };
  if (fileKind) {
    const sticker = message.sticker ? { emoji: message.sticker.emoji ?? "" } : {};
    const hasMore = origin || message.sticker;
    return { kind: fileKind, payload: hasMore ? { ...origin, ...sticker } : null };
  }
  const raw = message as unknown as Record<string, unknown>;
  const dataKind = dataKinds.find((name) => raw[name] !== undefined);
  if (dataKind) return { kind: dataKind, payload: { ...origin, [dataKind]: raw[dataKind] } };
  const service = serviceOf(raw);
  return service
    ? { kind: "service", payload: { service, raw } }
    : { kind: "unsupported", payload: { raw } };
}

/** What only a message that somebody wrote has, also where its content is of a kind not yet invented. */
const written = ["forward_origin", "via_bot", "media_group_id", "effect_id"];

/** The name of what happened, when nobody said anything. */
function serviceOf(raw: Record<string, unknown>): string | null {
  if (written.some((part) => raw[part] !== undefined)) return null;
  const known = serviceKinds.find((name) => raw[name] !== undefined);
  if (known) return known;
  const parts = Object.keys(raw).filter((key) => raw[key] !== undefined && !envelope.has(key));
  return parts.every((part) => happened.test(part)) ? (parts[0] ?? "unknown") : null;
}

function describeOrigin(message: Message): Record<string, unknown> | null {
  const origin = {
    ...(message.forward_origin ? { forward_origin: message.forward_origin } : {}),
    ...(message.quote ? { quote: message.quote.text } : {}),
    ...(message.external_reply ? { external_reply: message.external_reply } : {}),
  };
  return Object.keys(origin).length > 0 ? origin : null;
}
