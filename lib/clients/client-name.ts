/** What to call a client: the full name, else @username, else the number. */
export function clientName(client: {
  id: number;
  first_name: string;
  last_name: string;
  username: string | null;
}): string {
  const name = `${client.first_name} ${client.last_name}`.trim();
  return name || (client.username ? `@${client.username}` : `#${client.id}`);
}
