import { expect, it } from "vitest";
import manifest from "../../package.json" with { type: "json" };
import { packageName, packageVersion } from "./package.ts";

it("name and version are those of package.json", () => {
  expect([packageName, packageVersion]).toEqual([manifest.name, manifest.version]);
});
