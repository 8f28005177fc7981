import type { Role } from "@/lib/context";
import type { Tag } from "@/lib/tags/schemas";

/** Names that lists, filters and menus of clients need, given by the server with the page. */
export type DeskFacts = {
  operators: { id: number; name: string; isActive: boolean }[];
  departments: { id: number; name: string }[];
  tags: Tag[];
  role: Role;
};
