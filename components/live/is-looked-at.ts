/** Whether the person has this client's chat before their eyes: open, in a window that has the focus. */
export function isLookedAt(clientId: number): boolean {
  const { pathname, search } = window.location;
  const isOpen =
    pathname === `/chat/${clientId}` ||
    (pathname === "/kanban" && new URLSearchParams(search).get("client") === String(clientId));
  return isOpen && document.hasFocus();
}
