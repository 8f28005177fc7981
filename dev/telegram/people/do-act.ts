import { randomInt } from "node:crypto";
import type { TelegramMessage, TelegramMessageEntity } from "@gramio/types";
import { ApiError } from "../api-error";
import { newMediaGroupId } from "../bot-api/methods/media";
import type { Act, ActResult } from "../control-acts";
import { ControlError } from "../control-error";
import type { Sim } from "../sim";
import { formatText } from "../text/format-text";
import { mediaOf } from "./media-of";
import { addBot, changeMembership, setBlocked } from "./membership-acts";
import { deleteForPerson, editAsPerson, pressAsPerson, reactAsPerson } from "./message-acts";
import { changePerson, getPerson } from "./people";
import { sendAsPerson } from "./person-message";

/** Does what a person would do in their Telegram. Throws a ControlError with a plain sentence. */
export function doAct(sim: Sim, act: Act): ActResult {
  try {
    return sim.store.transaction(() => perform(sim, act));
  } catch (error) {
    // Bad entities and the like: Telegram's words serve here too.
    if (error instanceof ApiError) throw new ControlError(400, error.description);
    throw error;
  }
}

function perform(sim: Sim, act: Act): ActResult {
  const nothing: ActResult = { update_ids: [], messages: [] };
  switch (act.act) {
    case "edit":
      return editAsPerson(sim, act);
    case "delete":
      return deleteForPerson(sim, act);
    case "react":
      return reactAsPerson(sim, act);
    case "press":
      return pressAsPerson(sim, act);
    case "block":
    case "unblock":
      return setBlocked(sim, act.person_id, act.act === "block");
    case "deactivate":
      changePerson(sim, act.person_id, { is_deactivated: true });
      return nothing;
    case "read":
      changePerson(sim, act.person_id, {
        read_up_to: sim.store.messages.of(act.person_id).at(-1)?.message_id ?? 0,
      });
      return nothing;
    case "join_group":
    case "leave_group":
      return changeMembership(sim, act);
    case "add_bot":
    case "remove_bot":
      return addBot(sim, act);
    case "start": {
      const back = getPerson(sim, act.person_id).is_blocked
        ? setBlocked(sim, act.person_id, false)
        : nothing;
      const text = act.payload ? `/start ${act.payload}` : "/start";
      const sent = sendAsPerson(sim, act.person_id, {}, [textContent(text)]);
      return { ...sent, update_ids: [...back.update_ids, ...sent.update_ids] };
    }
    default:
      return sendAsPerson(sim, act.person_id, act, contentsOf(sim, act));
  }
}

type Sending = Extract<
  Act,
  { act: "text" | "media" | "album" | "location" | "venue" | "contact" | "poll" | "dice" }
>;

function contentsOf(sim: Sim, act: Sending): Partial<TelegramMessage>[] {
  switch (act.act) {
    case "text":
      return [textContent(act.text, act.entities)];
    case "media": {
      const spoiler = act.has_spoiler ? { has_media_spoiler: true as const } : {};
      return [{ ...mediaOf(sim, act.kind, act), ...spoiler }];
    }
    case "album": {
      if (act.items.length < 2 || act.items.length > 10) {
        throw new ControlError(400, "an album has 2 to 10 items");
      }
      const media_group_id = newMediaGroupId();
      return act.items.map((item) => ({ ...mediaOf(sim, item.kind, item), media_group_id }));
    }
    case "location": {
      const { latitude, longitude } = act;
      return [{ location: { latitude, longitude } }];
    }
    case "venue": {
      const { latitude, longitude, title, address } = act;
      const location = { latitude, longitude };
      return [{ venue: { location, title, address }, location }];
    }
    case "contact": {
      const { phone_number, first_name, last_name, user_id } = act;
      return [
        {
          contact: {
            phone_number,
            first_name,
            ...(last_name ? { last_name } : {}),
            ...(user_id ? { user_id } : {}),
          },
        },
      ];
    }
    case "poll":
      return [{ poll: pollOf(act) }];
    case "dice":
      return [{ dice: { emoji: act.emoji ?? "🎲", value: act.value ?? randomInt(1, 7) } }];
    default:
      throw new ControlError(400, `there is no act "${String((act as Act).act)}"`);
  }
}

function textContent(source: string, given?: TelegramMessageEntity[]): Partial<TelegramMessage> {
  const { text, entities } = formatText(source, { entities: given });
  if (!text) throw new ControlError(400, "the text is empty");
  return { text, ...(entities.length > 0 ? { entities } : {}) };
}

function pollOf({ question, options }: Extract<Act, { act: "poll" }>) {
  return {
    id: String(randomInt(1e14)),
    question,
    options: options.map((text, index) => ({
      persistent_id: String(index + 1),
      text,
      voter_count: 0,
    })),
    total_voter_count: 0,
    is_closed: false,
    is_anonymous: true,
    type: "regular" as const,
    allows_multiple_answers: false,
    allows_revoting: false,
    members_only: false,
  };
}
