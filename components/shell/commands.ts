"use client";

import { useEffect, useId } from "react";

/** Something the palette can do on the screen behind it. */
export type Command = { name: string; label: string; key?: string; run: () => void };

const offered = new Map<string, Command[]>();

/** Offers a screen's own acts in the palette for as long as the caller is shown. */
export function useCommands(commands: Command[]): void {
  const owner = useId();
  useEffect(() => {
    offered.set(owner, commands);
    return () => {
      offered.delete(owner);
    };
  });
}

/** What can be done right now; one name once, though two places may offer it. */
export function currentCommands(): Command[] {
  const all = [...offered.values()].flat();
  return [...new Map(all.map((command) => [command.name, command])).values()];
}
