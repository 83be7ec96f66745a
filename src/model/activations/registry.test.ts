import { beforeEach, describe, expect, it, vi } from "vitest";
import { parseActivation } from "./parse-activation.ts";
import { type ActivationDefinition, defineActivation } from "./registry.ts";

let count = 0;
let name = "";
beforeEach(() => {
  name = `registry-test-${count++}`;
});

const hardTanh = (): Omit<ActivationDefinition, "name"> => ({
  value: (z) => Math.max(-1, Math.min(1, z)),
  derivative: (z) => (Math.abs(z) < 1 ? 1 : Math.abs(z) > 1 ? 0 : 0.5),
  kinks: [1, -1, 1],
});

describe("defineActivation", () => {
  it("makes a function known to parseActivation, kinks in order", () => {
    const specification = defineActivation({ name, ...hardTanh(), steep: [{ at: 0.5, width: 1e-3 }] });
    expect(specification).toEqual({ kind: "function", name });
    const activation = parseActivation(JSON.parse(JSON.stringify(specification)));
    expect(activation.value(7)).toBe(1);
    expect(activation.derivative(1)).toBe(0.5);
    expect(activation.kinks).toEqual([-1, 1]);
    expect(activation.steep).toEqual([{ at: 0.5, width: 1e-3 }]);
    expect(activation.specification).toEqual(specification);
  });

  it("accepts the same definition again, from the same or from new function objects, and keeps the first", () => {
    const definition = { name, ...hardTanh() };
    defineActivation(definition);
    expect(defineActivation(definition)).toEqual({ kind: "function", name });
    expect(defineActivation({ name, ...hardTanh() })).toEqual({ kind: "function", name });
    expect(parseActivation({ kind: "function", name }).value).toBe(definition.value);
  });

  it("refuses another function, another derivative or other kinks under the same name", () => {
    defineActivation({ name, ...hardTanh() });
    const refused = expect.objectContaining({ code: "invalid-claim", field: "name", value: name });
    expect(() => defineActivation({ name, ...hardTanh(), value: Math.tanh })).toThrow(refused);
    expect(() => defineActivation({ name, ...hardTanh(), derivative: () => 0 })).toThrow(refused);
    expect(() => defineActivation({ name, ...hardTanh(), kinks: [-1, 0, 1] })).toThrow(refused);
    expect(() => defineActivation({ name, ...hardTanh(), steep: [{ at: 0, width: 0.1 }] })).toThrow(refused);
  });

  it("shares its registry with a second copy of this module", async () => {
    defineActivation({ name, ...hardTanh() });
    vi.resetModules();
    const copy = await import("./registry.ts");
    expect(copy.defineActivation).not.toBe(defineActivation);
    expect(copy.registeredActivation(name, "teacher").value(3)).toBe(1);
  });

  it("allows a singularity at a declared kink alone", () => {
    const root = { value: (z: number) => Math.sqrt(Math.abs(z)), derivative: (z: number) => 0.5 / Math.sqrt(z * z) };
    expect(() => defineActivation({ name, ...root })).toThrow(
      expect.objectContaining({ code: "invalid-input", field: "derivative" }),
    );
    expect(defineActivation({ name, ...root, kinks: [0] })).toEqual({ kind: "function", name });
  });

  it.each([
    [{ name: "" }, "name"],
    [{ name: "has space" }, "name"],
    [{ name: 7 }, "name"],
    [{ value: "z" }, "value"],
    [{ value: () => Number.NaN }, "value"],
    [{ value: () => "1" }, "value"],
    [{ derivative: undefined }, "derivative"],
    [{ derivative: () => undefined }, "derivative"],
    [{ kinks: 0 }, "kinks"],
    [{ kinks: [0, Number.NaN] }, "kinks[1]"],
    [{ steep: 1 }, "steep"],
    [{ steep: [{ at: 0, width: 0 }] }, "steep[0].width"],
    [{ steep: [{ at: Number.POSITIVE_INFINITY, width: 1 }] }, "steep[0].at"],
    [{ steep: [null] }, "steep[0].at"],
  ])("refuses the malformed definition %#", (part, field) => {
    const definition = { name, ...hardTanh(), ...part } as unknown as ActivationDefinition;
    expect(() => defineActivation(definition)).toThrow(expect.objectContaining({ code: "invalid-input", field }));
    expect(() => parseActivation({ kind: "function", name })).toThrow(
      expect.objectContaining({ code: "unknown-name" }),
    );
  });
});
