import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { moduleName } from "./module-name.ts";

describe("the name of a module", () => {
  it("is its path in the package, wherever that lies", () => {
    expect(moduleName(import.meta.url, "/elsewhere")).toBe("asymptopia/src/runner/journal/module-name.test.ts");
  });

  it("is its path from the working directory, with a slash on every system", () => {
    const file = pathToFileURL("/home/me/claims/mine.ts").href;
    expect(moduleName(file, "/home/me")).toBe("claims/mine.ts");
    expect(moduleName(file, "/home/me/runs")).toBe("../claims/mine.ts");
  });

  it("is its URL, if it is no file", () => {
    expect(moduleName("data:text/javascript,export{}")).toBe("data:text/javascript,export{}");
  });
});
