import { operators } from "@/db/seed/people";
import type { Story, StoryLine } from "@/db/seed/tell-stories";
import { SimulatorControl } from "@/dev/telegram/control-client";
import type { HistoryLine } from "@/dev/telegram/control-types";
import { sampleOf } from "./store-files";

/**
 * Makes the demo team and clients people of the simulator, with what was said so far on their
 * phones. Returns the Telegram message id of each line that reached Telegram.
 */
export async function fillSimulator(
  url: string,
  stories: Story[],
): Promise<Map<StoryLine, number>> {
  const simulator = new SimulatorControl(url);
  for (const [index, one] of operators.entries()) {
    const [first_name = "", last_name = ""] = one.name.split(" ");
    await simulator.createPerson({
      id: one.telegramId,
      first_name,
      last_name,
      username: one.username,
      language_code: one.language,
      role: "operator",
      is_started: true,
      photo: `avatar-${(index % 6) + 1}`,
    });
  }
  for (const { client, lines } of stories) {
    await simulator.createPerson({
      id: client.telegramId,
      first_name: client.firstName,
      ...(client.lastName ? { last_name: client.lastName } : {}),
      ...(client.username ? { username: client.username } : {}),
      language_code: client.language,
      role: "client",
      is_started: lines.length > 0,
    });
  }
  const told = stories
    .flatMap((story) => story.lines.map((line) => ({ line, personId: story.client.telegramId })))
    .filter(({ line }) => line.delivery === "received" || line.delivery === "sent")
    .sort((a, b) => +a.line.at - +b.line.at);
  const ids = await simulator.addHistory(
    told.map(({ line, personId }) => toHistory(line, personId)),
  );
  for (const story of stories) {
    if (story.isBlocked) await simulator.block(story.client.telegramId);
  }
  return new Map(told.map(({ line }, index) => [line, ids[index] ?? 0]));
}

function toHistory(line: StoryLine, personId: number): HistoryLine {
  return {
    person_id: personId,
    from_bot: line.from === "o",
    text: line.text,
    date: Math.floor(+line.at / 1000),
    ...(line.file ? { kind: line.file, sample: sampleOf(line).sample } : {}),
  };
}
