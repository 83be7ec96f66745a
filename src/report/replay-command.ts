import { claimPathsAmong } from "../claims/claim-path.ts";
import { commandLine, wordsOf } from "../foundation/command-line.ts";
import type { RunResult } from "../verification/results/run-result.ts";

/** The command that runs one replicate of a run again: with its seed, and the claim files that its command names. */
export function replayCommand({ command, seed }: Pick<RunResult, "command" | "seed">, key: string): string {
  const words = wordsOf(command);
  const named = words.slice(words.indexOf("verify") + 1);
  const options = named.findIndex((word) => word.startsWith("--"));
  const files = claimPathsAmong(options < 0 ? named : named.slice(0, options));
  return commandLine(["npx", "asymptopia", "replay", key, ...files, "--seed", seed]);
}
