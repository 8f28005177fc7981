import { expect, it } from "vitest";
import { allowedMethods, routeLabel } from "./route-label";

it.each([
  ["/api/clients/", "/api/clients/"],
  ["/api/clients", "/api/clients/"],
  ["/api/clients/17", "/api/clients/{id}/"],
  ["/api/conversations/17/read/", "/api/conversations/{id}/read/"],
  ["/api/nothing/17/", "other"],
  ["/chat/17", "/chat"],
  ["/_next/static/a.js", "/_next"],
  ["/wp-admin.php", "other"],
  ["/", "/"],
])("labels %s as %s", (path, label) => {
  expect(routeLabel(path)).toBe(label);
});

it("knows the methods of an address, with and without the slash, and none of an unknown one", () => {
  expect(allowedMethods("/api/departments/3")).toEqual([
    "GET",
    "PATCH",
    "DELETE",
    "HEAD",
    "OPTIONS",
  ]);
  expect(allowedMethods("/api/me/")).toEqual(["GET", "HEAD", "OPTIONS"]);
  expect(allowedMethods("/api/nothing/")).toBeUndefined();
});
