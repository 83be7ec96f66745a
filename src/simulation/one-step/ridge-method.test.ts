import { describe, expect, it } from "vitest";
import { ridgeMethod } from "./ridge-method.ts";

describe("ridgeMethod", () => {
  const spectrum = { lowest: 0.5, highest: 1.5 };

  it("factors the smaller side for many columns", () => {
    expect(ridgeMethod({ n: 1111, d: 200, columns: 64, lambda: 0.05, ...spectrum })).toBe("gram");
    expect(ridgeMethod({ n: 200, d: 200, columns: 64, lambda: 0.05, ...spectrum })).toBe("gram");
    expect(ridgeMethod({ n: 200, d: 400, columns: 64, lambda: 0.05, ...spectrum })).toBe("push-through");
  });

  it("iterates for few columns and a large smaller side", () => {
    expect(ridgeMethod({ n: 5000, d: 900, columns: 1, lambda: 0.05, ...spectrum })).toBe("conjugate-gradients");
    expect(ridgeMethod({ n: 900, d: 5000, columns: 1, lambda: 0.05, ...spectrum })).toBe("conjugate-gradients");
    expect(ridgeMethod({ n: 500, d: 90, columns: 1, lambda: 0.05, ...spectrum })).toBe("gram");
    expect(ridgeMethod({ n: 5000, d: 900, columns: 64, lambda: 0.05, ...spectrum })).toBe("gram");
  });

  it("does not iterate where rounding would keep it from its tolerance", () => {
    const large = { n: 20_000, d: 20_000, columns: 1 };
    expect(ridgeMethod({ ...large, lambda: 0.01, ...spectrum })).toBe("conjugate-gradients");
    // The condition is about 6/λ = 1e4: fewer than 1500 iterations, which would cost a fifth of a factor.
    expect(ridgeMethod({ ...large, lambda: 6e-4, ...spectrum })).toBe("gram");
  });
});
