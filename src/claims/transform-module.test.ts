import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { transformModule } from "./transform-module.ts";

const options = { source: "export const one: number = 1;\n", ts: true, async: true };

describe("transformModule", () => {
  it("drops types, and says the same again of the same text wherever it lies", () => {
    const { code } = transformModule({ ...options, filename: "/claims/one.ts" });
    expect(code).toContain("one = 1");
    expect(code).not.toContain("number");
    expect(transformModule({ ...options, filename: "/elsewhere/one.ts" })).toEqual({ code });
    expect(transformModule({ ...options, source: "export const one: number = 2;\n" }).code).toContain("one = 2");
  });

  it("tells each of two equal modules its own URL, whatever characters it has", () => {
    const source = "export const own: string = import.meta.url;\n";
    for (const filename of ["/claims/one.ts", "/claims/$& $1/two.ts"]) {
      expect(transformModule({ ...options, source, filename }).code).toContain(`"${pathToFileURL(filename).href}"`);
    }
  });
});
