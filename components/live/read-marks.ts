type Listener = (conversationId: number) => void;

const listeners = new Set<Listener>();

/** Hears when this window has told the server that a conversation was read. */
export function onRead(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** A reading mark is no change of the conversation, so no hint brings it to the lists. */
export function tellRead(conversationId: number): void {
  for (const listener of listeners) listener(conversationId);
}
