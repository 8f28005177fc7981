/** What a quick reply may name. */
export type Variables = {
  "client.first_name": string;
  "client.name": string;
  "operator.name": string;
};

/** Puts the names in; an unknown variable stays as written, so that the operator sees it. */
export function fillVariables(content: string, variables: Variables): string {
  return content.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (whole, name: string) =>
    Object.hasOwn(variables, name) ? variables[name as keyof Variables] : whole,
  );
}
