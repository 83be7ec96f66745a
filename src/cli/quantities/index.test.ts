import { describe, expect, it } from "vitest";
import { findQuantity, quantities } from "./index.ts";

describe.each(quantities.map((quantity) => ({ name: quantity.name, quantity })))("$name", ({ name, quantity }) => {
  it("answers its own example", () => {
    const { value, error, status } = quantity.evaluate(quantity.example);
    for (const number of [typeof value === "number" ? value : Object.values(value)].flat(3)) {
      expect(Number.isFinite(number)).toBe(true);
    }
    expect(error).toBeGreaterThanOrEqual(0);
    expect(error).toBeLessThan(1e-11);
    expect(status).toBe("ok");
    expect(findQuantity(name)).toBe(quantity);
  });

  it.each(Object.keys(quantity.example))("names %s when it is absent, a string, or not finite", (member) => {
    const { [member]: _, ...rest } = quantity.example;
    for (const parameters of [rest, { ...rest, [member]: "1" }, { ...rest, [member]: Number.NaN }]) {
      expect(() => quantity.evaluate(parameters)).toThrow(
        expect.objectContaining({ code: "invalid-input", field: member, accepted: expect.stringMatching(/^an? /) }),
      );
    }
  });

  it("refuses what is no object, and members that it does not have", () => {
    for (const parameters of [undefined, null, [], 1]) {
      expect(() => quantity.evaluate(parameters)).toThrow(expect.objectContaining({ field: "parameters" }));
    }
    const surplus = { ...quantity.example, lamda: 1 };
    expect(() => quantity.evaluate(surplus)).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "lamda" }),
    );
  });
});

describe("findQuantity", () => {
  it("suggests near names", () => {
    expect(() => findQuantity("stieltjes-derivate")).toThrow(/did you mean stieltjes-derivative/);
    expect(() => findQuantity(undefined)).toThrow(expect.objectContaining({ code: "unknown-name", field: "quantity" }));
  });
});
