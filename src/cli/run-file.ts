import { writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { packageVersion } from "../foundation/package.ts";

/** What depends on the machine and the moment, and so is kept out of results.json. */
export interface RunFacts {
  readonly workers: number;
  /** Wall-clock time of the command, from the start of its process to the written report, in seconds. */
  readonly seconds: number;
  readonly stopped: string;
  /** Replicates that came from the journal of an earlier run. */
  readonly reused: number;
}

/** Writes `run.json` beside the report. */
export async function writeRunFile(directory: string, facts: RunFacts): Promise<void> {
  const run = {
    ...facts,
    seconds: Number(facts.seconds.toFixed(1)),
    version: packageVersion,
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    processor: cpus()[0]?.model ?? "unknown",
  };
  await writeFile(join(directory, "run.json"), `${JSON.stringify(run, null, 2)}\n`);
}
