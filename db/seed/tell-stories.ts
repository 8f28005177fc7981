import { day, hour, minute } from "@/lib/core/time";
import { dialogues, type Line, openQuestions } from "./dialogues";
import { clients, operators, type SeedPerson } from "./people";

export type StoryLine = Line & {
  at: Date;
  /** Index in `operators`, for lines of operators. */
  operator: number | null;
  /** Index of the case in the story. */
  case: number;
  delivery: "received" | "sent" | "failed" | "unknown";
};

export type Story = {
  client: SeedPerson;
  /** Index in `departments`; null: not sorted yet. */
  department: number;
  /** Index in `operators`; null: nobody took it. */
  assigned: number | null;
  lines: StoryLine[];
  end: "open" | "waiting" | "done" | "snoozed";
  isBlocked: boolean;
  phone: string | null;
  email: string | null;
};

/**
 * What happened with each client in the two weeks before `now`: the same stories on every machine,
 * only the dates move. Lines of one story are in order of time.
 */
export function tellStories(now: Date): Story[] {
  const random = seededRandom(20_261_123);
  return clients.map((client, index) => tell(client, index, now, random));
}

function tell(client: SeedPerson, index: number, now: Date, random: () => number): Story {
  const team = operators.flatMap((one, at) => (one.language === client.language ? [at] : []));
  const department = client.language === "en" ? 2 : index % 4 === 3 ? 1 : 0;
  const answering = team.filter((at) => operators[at]?.department === department);
  const owner = answering[index % answering.length] ?? 0;
  const isOpen = index % 3 === 1;
  const isNew = index % 9 === 1;
  const isBlocked = index === 11;
  const end = isOpen ? "open" : index % 5 === 0 ? "done" : index % 13 === 6 ? "snoozed" : "waiting";
  const pool = dialogues[client.language];
  const episodes = isNew ? 0 : 1 + Math.floor(random() * 2.4);
  const order = `№${4100 + index * 7}`;
  const lines: StoryLine[] = [];
  const span = 13 * day;
  let at = 0;
  // Two stories of three that are not open end today, so that the day's figures are there to see.
  const endsToday = !isOpen && index % 3 !== 0;
  for (let episode = 0; episode < episodes; episode++) {
    // Each in its own part of the two weeks: no day is empty in the plots.
    const part = (episode + random()) / episodes;
    const isToday = endsToday && episode === episodes - 1;
    const ago = isToday ? (3.5 + random() * 6) * hour : span - part * (span - day);
    at = Math.max(at, now.getTime() - ago);
    const dialogue = pool[(index * 3 + episode * 4) % pool.length] ?? [];
    for (const line of dialogue) {
      at += line.from === "c" ? (0.4 + random() * 4) * minute : (1 + random() * 14) * minute;
      lines.push(place(line, at, owner, episode));
    }
  }
  if (isOpen) lines.push(...question(client, index, now, episodes, random));
  if (index === 14 || isBlocked) lastOf(lines, owner, index === 14 ? "unknown" : "failed", client);
  return {
    client,
    department,
    assigned: isOpen && index % 2 === 0 ? null : owner,
    lines: lines.map((line) => ({ ...line, text: fillIn(line.text, client, order) })),
    end,
    isBlocked,
    phone: index % 4 === 0 ? `+7916${String(1_234_500 + index * 31)}` : null,
    email: index % 6 === 1 ? `client${index + 1}@example.com` : null,
  };
}

function place(line: Line, at: number, owner: number, episode: number): StoryLine {
  const isClient = line.from === "c";
  return {
    ...line,
    at: new Date(at),
    operator: isClient ? null : owner,
    case: episode,
    delivery: isClient ? "received" : "sent",
  };
}

// One to three messages of the last hours that wait for an answer.
function question(
  client: SeedPerson,
  index: number,
  now: Date,
  episode: number,
  random: () => number,
): StoryLine[] {
  const pool = openQuestions[client.language];
  const count = 1 + (index % 3 === 1 && index % 2 === 0 ? 1 : 0) + (index % 10 === 4 ? 1 : 0);
  const first = now.getTime() - (5 * minute + random() * 9 * hour);
  return Array.from({ length: count }, (_, at) => {
    const text = pool[(index + at) % pool.length] ?? "";
    const time = Math.min(first + at * 70_000, now.getTime() - minute);
    return place({ from: "c", text }, time, 0, episode);
  });
}

function lastOf(
  lines: StoryLine[],
  owner: number,
  delivery: "failed" | "unknown",
  client: SeedPerson,
) {
  const last = lines.at(-1);
  if (!last) return;
  const text =
    client.language === "ru" ? "Всё ли в порядке с заказом?" : "Is everything fine with the order?";
  const line = place({ from: "o", text }, last.at.getTime() + 40 * minute, owner, last.case);
  lines.push({ ...line, delivery });
}

function fillIn(text: string, client: SeedPerson, order: string): string {
  return text.replace("{name}", client.firstName).replace("{order}", order);
}

/** mulberry32: small, and the same on every machine. */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
