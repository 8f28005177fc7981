import type { SimulatorControl } from "@/dev/telegram/control-client";
import { waitFor } from "@/tests/support/wait-for";

type Probe = {
  appUrl: string;
  control: SimulatorControl;
  /** The administration shell: its arguments in, its output out. */
  crm(...args: string[]): Promise<string> | string;
  /** The client's Telegram id. */
  client?: number;
};

type Message = { id: number; content: string; delivery_status: string | null };

/**
 * The main job against a running product, from outside: a client writes to the bot, the operator's API
 * shows it, the answer reaches the client and is `sent`. Resolves with what further steps need.
 */
export async function probeMainJob({ appUrl, control, crm, client = 820_001 }: Probe) {
  const json = async <T>(...args: string[]) => JSON.parse(await crm(...args, "--json")) as T;
  const admin = await json<{ id: number }>(
    "create-admin",
    "--name",
    "Мария",
    "--telegram-id",
    "42",
  );
  const names = ["--operator", String(admin.id), "--name", "Проба"];
  const { token } = await json<{ token: string }>("create-token", ...names);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const list = async <T>(path: string) => {
    const answer = await fetch(appUrl + path, { headers });
    return ((await answer.json()) as { results: T[] }).results;
  };

  await control.createPerson({ id: client, first_name: "Анна", is_started: true });
  await control.sendText(client, "Вы работаете?");
  const found = async () => (await list<{ id: number }>("/api/clients/"))[0]?.id;
  const clientId = await waitFor(found, "the client");
  const thread = () => list<Message>(`/api/messages/?client_id=${clientId}&limit=200`);
  const question = (await thread()).map(({ content }) => content);
  if (question.join() !== "Вы работаете?") throw new Error(`The thread holds ${question.join()}.`);

  const body = JSON.stringify({ client_id: clientId, content: "Да, пишите" });
  const posted = await fetch(`${appUrl}/api/messages/`, { method: "POST", headers, body });
  if (posted.status !== 201) throw new Error(`The answer was refused: ${posted.status}.`);
  await control.waitForText(client, "Да, пишите");
  const isSent = async () =>
    (await thread()).some((one) => one.content === "Да, пишите" && one.delivery_status === "sent");
  await waitFor(isSent, "the answer to be sent");
  return { headers, clientId, thread };
}
