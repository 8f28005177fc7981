/** Events by their name in the API and in the words' files, where a dot means something else. */
export const eventNames = [
  { event: "message.created", name: "messageCreated" },
  { event: "message.delivery_failed", name: "deliveryFailed" },
  { event: "client.assigned", name: "clientAssigned" },
  { event: "client.status_changed", name: "statusChanged" },
] as const;
