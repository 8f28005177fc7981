import { visibleName } from "./visible-text";

const unnamed = { ru: "Клиент", en: "Client" };
type Language = keyof typeof unnamed;

type Named = { id: number; first_name: string; last_name: string; username: string | null };

/** What to call a client: the full name, else @username, else "Client" and the number. */
export function clientName(client: Named, language: Language = "en"): string {
  const name = visibleName(`${client.first_name} ${client.last_name}`);
  return name || (client.username ? `@${client.username}` : `${unnamed[language]} ${client.id}`);
}

/** What a client is called in any language of the interface. */
export function clientNames(client: Named): string[] {
  return [clientName(client, "ru"), clientName(client, "en")];
}

/** A name that the API gave, which names the nameless in English, in the language of the interface. */
export function nameIn(language: Language, id: number, name: string): string {
  return name === `${unnamed.en} ${id}` ? `${unnamed[language]} ${id}` : name;
}
