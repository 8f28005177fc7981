import { describe, expect, it } from "vitest";
import { fillVariables } from "./fill-variables";

const variables = {
  "client.first_name": "Анна",
  "client.name": "Анна Смирнова",
  "operator.name": "Игорь",
};

describe("fillVariables", () => {
  it("puts names in, with or without spaces in the braces", () => {
    expect(fillVariables("{{client.first_name}}, это {{ operator.name }}.", variables)).toBe(
      "Анна, это Игорь.",
    );
  });

  it("leaves what it does not know, also names of inherited properties", () => {
    expect(fillVariables("{{order.id}} {{toString}}", variables)).toBe("{{order.id}} {{toString}}");
  });

  it("does not fill a variable that came in by a name", () => {
    const tricky = { ...variables, "client.first_name": "{{operator.name}}" };
    expect(fillVariables("{{client.first_name}}", tricky)).toBe("{{operator.name}}");
  });
});
