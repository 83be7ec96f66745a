import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { note, print, table } from "../cli/output.ts";
import { errorText } from "../cli/print-error.ts";
import { AsymptopiaError, toFailure } from "../foundation/errors.ts";
import { writeReport } from "../report/write-report.ts";
import { forms } from "./form.ts";
import { formatRatio } from "./format.ts";
import { measure } from "./measure.ts";
import { renderBenchmarks } from "./page.ts";
import { compareRatios, formatBaseline, parseBaseline, passes, type RatioComparison, ratiosOf } from "./ratios.ts";

const usage = `npm run bench -- [options]

  --quick           few rounds and no large sizes, for development
  --check           compare ratios with benchmarks/baseline.json and write nothing; exit status 1 if one has become
                    worse by more than 25 %, or if there are no data
  --set-baseline    write the ratios to benchmarks/baseline.json as well
  --out <folder>    where the page goes; reports unless given`;

const baselinePath = fileURLToPath(new URL("../../benchmarks/baseline.json", import.meta.url));

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      quick: { type: "boolean", default: false },
      check: { type: "boolean", default: false },
      "set-baseline": { type: "boolean", default: false },
      out: { type: "string", default: "reports" },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    print(usage);
    return 0;
  }
  // What is missing is said before minutes are spent.
  const baseline = values.check ? readBaseline() : undefined;
  const start = performance.now();
  const result = await measure({
    form: values.quick ? forms.quick : forms.full,
    scaling: !values.check,
    onProgress: (what) => note(`${((performance.now() - start) / 1000).toFixed(0).padStart(4)} s  ${what}`),
  });
  note(`${((performance.now() - start) / 1000).toFixed(0).padStart(4)} s  done`);
  const ratios = ratiosOf(result);
  if (baseline !== undefined) {
    const comparison = compareRatios(baseline, ratios);
    print(comparisonText(comparison));
    return passes(comparison) ? 0 : 1;
  }
  await writeReport(values.out, renderBenchmarks(result), { keepOthers: true });
  note(`benchmarks: ${join(values.out, "benchmarks.md")}`);
  if (values["set-baseline"]) writeFileSync(baselinePath, formatBaseline(ratios));
  return 0;
}

function readBaseline() {
  try {
    return parseBaseline(readFileSync(baselinePath, "utf8"));
  } catch (thrown) {
    if (thrown instanceof AsymptopiaError) throw thrown;
    throw new AsymptopiaError("unreadable-file", `there is no baseline: ${toFailure(thrown).message}`, {
      field: "baseline",
      value: baselinePath,
      accepted: "a file that --set-baseline wrote",
      cause: thrown,
    });
  }
}

function comparisonText({ worse, missing, added, compared }: RatioComparison): string {
  const rows = worse.map(({ key, before, now }) => [key, formatRatio(before), formatRatio(now)]);
  return [
    ...(rows.length === 0 ? [] : [table([["worse by more than 25 %", "baseline", "now"], ...rows])]),
    ...missing.map((key) => `no data: ${key}`),
    ...added.map((key) => `not in the baseline: ${key}`),
    `${compared} ratios compared, ${worse.length} worse, ${missing.length} without data`,
  ].join("\n");
}

function isUsageError(thrown: unknown): boolean {
  return String((thrown as NodeJS.ErrnoException | null)?.code).startsWith("ERR_PARSE_ARGS");
}

try {
  process.exitCode = await main();
} catch (thrown) {
  const misused = isUsageError(thrown);
  note(misused ? `${(thrown as Error).message}\n\n${usage}` : errorText(thrown));
  process.exitCode = misused ? 2 : 1;
}
