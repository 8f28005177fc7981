"use client";

import DeskError from "./(crm)/error";

/** Where the desk's own frame cannot be drawn either: its database is away, say. */
export default function RootError(props: Parameters<typeof DeskError>[0]) {
  return (
    <main className="flex min-h-dvh">
      <DeskError {...props} />
    </main>
  );
}
