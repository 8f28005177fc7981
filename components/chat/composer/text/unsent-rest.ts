/** What a person typed on while `sent` was on its way: the text without it, or all of a text that was changed. */
export function unsentRest(text: string, sent: string): string {
  return text.startsWith(sent) ? text.slice(sent.length).trimStart() : text;
}
