import { chatObject, userObject } from "../chats";
import { ControlError } from "../control-error";
import type { HistoryLine } from "../control-types";
import { addMessage } from "../messages";
import type { Sim } from "../sim";
import { mediaOf } from "./media-of";
import { changePerson, getPerson } from "./people";

/**
 * Writes messages of the past into private chats, without updates: the bot is taken to know them.
 * The person has read them all. Returns their message ids, in the order given.
 */
export function addHistory(sim: Sim, lines: HistoryLine[]): number[] {
  return lines.map((line) => {
    const person = getPerson(sim, line.person_id);
    const chat = chatObject(sim, person.id);
    if (!chat) throw new ControlError(404, `there is no chat ${person.id}`);
    const { kind, sample, file_name, text, date } = line;
    const file = { ...(sample ? { sample } : {}), ...(file_name ? { file_name } : {}) };
    const content = kind ? mediaOf(sim, kind, { ...file, caption: text }) : { text };
    const from = line.from_bot ? sim.bot : userObject(person);
    const { message_id } = addMessage(sim, { chat, from, content, date });
    changePerson(sim, person.id, { is_started: true, read_up_to: message_id });
    return message_id;
  });
}
