// Copies the verdicts of reports/results.json into the README, which a test holds against them.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withVerdicts } from "../dist/report/readme-verdicts.js";
import { readResults } from "../dist/report/results.js";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const readme = join(root, "README.md");
const results = await readResults(join(root, "reports", "results.json"));
writeFileSync(readme, withVerdicts(readFileSync(readme, "utf8"), results));
