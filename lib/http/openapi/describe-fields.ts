/** What a field means in every schema that has it; one that means more has its own description. */
const fieldDescriptions: Record<string, string> = {
  action: "What was done.",
  active: "Clients with this status.",
  add_tag_ids: "Tags to put on the client.",
  assigned_operator_id: "The person who has the client; null: the queue.",
  attachment_ids: "Uploaded files of your own, each sent once.",
  attachments: "Its files.",
  attempts: "How often it was tried.",
  by_client: "Whether the client reacted, or the team's bot.",
  cases_closed: "Cases that were closed in this time.",
  cases_opened: "Cases that were opened in this time.",
  change: "The same change for each of them.",
  checked_at: "When Telegram was last asked; null: never.",
  client_id: "The client it belongs to.",
  client_key: "The key that its sender chose.",
  closed: "Clients with this status.",
  closed_by_operator_id: "Who closed it.",
  content: "The text.",
  conversation_id: "The conversation it belongs to.",
  created_at: "When it was made.",
  created_by_operator_id: "Who made it.",
  default_capacity: "Open conversations at once for people without a capacity of their own.",
  deleted_at: "When it was taken back; null: it was not.",
  delivered_at: "When the receiver took it; null: not yet.",
  delivery_status:
    "Where it stands on its way: `unknown` means that it may have arrived and is not sent again by itself.",
  department_id: "The department it belongs to; null: none.",
  edited_at: "When its text was last changed; null: never.",
  email: "The client's address; null: not known.",
  emoji: "The reactions of this side.",
  entities: "The text's styles, as Telegram counts them: in UTF-16 code units.",
  events: "Which events it gets.",
  expires_at: "When it ends.",
  failed_updates: "Kept updates that were not applied.",
  failure: "The same by code; null: it did not fail, or another service said why.",
  failure_reason: "Why it failed; null: it did not.",
  finished_at: "When it was done or given up; null: not yet.",
  first_name: "The client's first name.",
  first_response_at: "When the team first answered; null: not yet.",
  first_response_median_seconds:
    "Half of the first answers came within this; null: there were none.",
  first_response_operator_id: "Who answered first.",
  first_response_p90_seconds: "Nine of ten first answers came within this; null: there were none.",
  from_day: "The first day.",
  group_by: "Whether a row is a person or a department.",
  height: "Pixels; null: no picture, or not known.",
  id: "Its number.",
  inactive: "Clients with this status.",
  ip_address: "Where it came from; null: not known.",
  is_default: "Whether new clients come here; one department is the default.",
  is_on_duty: "Whether new clients may come to this person.",
  joined_at: "When the person joined the team.",
  kind: "What Telegram calls it: text, photo, document, voice, …",
  language_code: "The language of the client's Telegram, an IETF tag.",
  last_error: "What Telegram last said went wrong; null: nothing.",
  last_error_at: "When that was.",
  last_message: "The latest message; null: there is none.",
  last_message_at: "When the latest message was written; null: there is none.",
  last_name: "The client's last name.",
  last_seen: "When the person last did something; null: never.",
  last_seen_at: "When it last asked.",
  last_used_at: "When it was last used; null: never.",
  lead: "Clients with this status.",
  manager_id: "The person who heads the department; null: nobody.",
  masks_contacts: "Whether its operators see phones and emails masked.",
  media: "Files of the library that go with it.",
  media_group_id: "Telegram's name of the album that it is part of.",
  media_ids: "Files of the library that go with it, all of them.",
  messages_in: "Messages of clients in this time.",
  messages_out: "Answers of the team in this time.",
  mime_type: "The file's media type.",
  mode: "Whether Telegram posts updates or is asked for them.",
  name: "What it is called.",
  next_attempt_at: "When it is tried next; null: no more.",
  open: "Open conversations that the person has.",
  opened_at: "When it began.",
  operator_id: "The person of the team.",
  operator_name: "That person's name; null: the product itself, or somebody erased.",
  pending_updates: "Updates that wait at Telegram; null: not known.",
  period: "The time that the figures are of; `7d` and `30d` end with today.",
  phone: "The client's phone; null: not known.",
  reactions: "Reactions to the message, by side.",
  received_at: "When it came from Telegram.",
  remove_tag_ids: "Tags to take from the client.",
  replaced_at: "Until when this was the text.",
  reply_to_message_id: "The message of the same conversation that it answers; null: none.",
  requested_by_operator_id: "Who asked for it.",
  resolution_median_seconds: "Half of the cases were closed within this; null: there were none.",
  response_status: "The HTTP status that the receiver answered; null: none came.",
  results: "This page's rows, in the order of the list.",
  secret: "Signs each delivery; shown this once.",
  sender: "Who wrote it.",
  sender_type: "Which side wrote it.",
  sent_last_minute: "Messages that Telegram took in the last minute.",
  seq: "Grows with each visible change of the conversation.",
  shortcut: "What is typed after the slash.",
  size: "Bytes.",
  snoozed_until: "Until when it rests; null: it does not.",
  start_code: "A new client who opens the bot with this `/start` payload comes here; null: none.",
  stopped_reason: "Why nothing is sent at all; null: it is.",
  system: "The operating system; empty when unknown.",
  tag_ids: "All its tags.",
  telegram_id: "Telegram's own number of the account.",
  telegram_message_id: "Telegram's number of it in the chat; null: it has none yet.",
  time_zone: "An IANA name; days and hours are those of that place.",
  timestamp: "When it was done.",
  title: "What it is called in lists.",
  to_day: "The last day, inclusive.",
  total: "All of them together.",
  update_id: "Telegram's own number of the update.",
  updated_at: "When it was last changed.",
  uploaded_by_operator_id: "Who put it there.",
  username: "The account's @name without the @; null: it has none.",
  visibility: "What its operators see: the department's clients or only their own.",
  webhook_id: "The webhook it is for.",
  width: "Pixels; null: no picture, or not known.",
  work_state: "Whose turn it is: the team's, the client's, nobody's for a while, or it is done.",
  working_hours: "When the department is open; null: always.",
};

/** What a parameter of an address asks for. */
const parameterDescriptions: Record<string, string> = {
  action: "Only acts of this kind.",
  client_id: "Only of this client.",
  department_id: "Only of this department.",
  id: "The number of the thing that the address names.",
  is_active: "Whether only those who can sign in, or only the deactivated ones.",
  kind: "Only files of this kind.",
  operator_id: "Only of this person.",
  period: "The time of the figures; `7d` and `30d` end with today.",
  search: "Words to look for.",
  sort: "A field, with `-` descending.",
  status: "Only those in this state.",
  tag_id: "Only clients with this tag.",
  work_state: "Only conversations in this state.",
};

type Node = Record<string, unknown>;

/** The document, in which every field and parameter without a description of its own has the common one. */
export function describeFields<T extends object>(document: T): T {
  return described(document) as T;
}

function described(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(described);
  if (!isNode(value)) return value;
  const copy: Node = {};
  for (const [key, inner] of Object.entries(value)) {
    copy[key] = key === "properties" && isNode(inner) ? fields(inner) : described(inner);
  }
  return isParameter(copy) ? withDescription(copy, parameterDescriptions[String(copy.name)]) : copy;
}

function fields(properties: Node): Node {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const field = described(schema);
      return [name, isNode(field) ? withDescription(field, fieldDescriptions[name]) : field];
    }),
  );
}

function withDescription(node: Node, description: string | undefined): Node {
  return description === undefined || node.description ? node : { description, ...node };
}

function isParameter(node: Node): boolean {
  return typeof node.name === "string" && typeof node.in === "string" && isNode(node.schema);
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
