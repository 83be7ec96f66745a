import { Command } from "commander";
import { packageVersion } from "../foundation/package.ts";
import { defaultTimeLimit } from "../runner/time-limit.ts";
import type { ExitStatus } from "./exit-status.ts";
import { defaultSeed } from "./option-values.ts";

const exitStatuses = `
Exit status:
  0  every outcome as expected, or undecided without --strict
  1  some claim or control came out against expectation, or failed to run
  2  wrong usage or bad input
  3  undecided or incomplete, with --strict
  130  stopped by Ctrl-C; the report holds what was decided by then`;

const replayStatuses = `
Exit status:
  0  the replicate ended, and its observations are printed
  1  it failed, or shows what verify takes for a fault; standard error says why
  2  wrong usage or bad input`;

const timeLimit = "seconds that one replicate may take; one that takes longer fails its point";

const resume =
  "take what the journal of an earlier run in the report's folder has, and simulate only the rest; without it a journal begins anew";

const calibrateStatuses = `
Exit status:
  0  every error rate is as promised
  1  some row of the table fails
  2  wrong usage or bad input
  130  stopped by Ctrl-C; no page was written`;

/**
 * The command's grammar. What a command does is loaded when it is called, so that help and errors of usage come at
 * once. `finish` receives the exit status.
 */
export function createProgram(finish: (status: ExitStatus) => void): Command {
  const program = new Command("asymptopia")
    .description("Numerical verification of asymptotic theorems: formula, finite simulation, verdict, report.")
    .version(packageVersion)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(`asymptopia: ${text.replace(/^error: /, "")}`) })
    .addHelpText("after", exitStatuses);

  program
    .command("verify")
    .argument(
      "[claims...]",
      "claim ids, beginnings of them up to a /, globs with *, or claim files and folders of them, which are loaded as code; default: all",
    )
    .description("simulate, decide, and write the report")
    .option(
      "--budget <budget>",
      "quick, default, thorough (counted in work; a claim may have points of its own at quick and thorough), or seconds such as 90s for the whole command, report included",
      "default",
    )
    .option("--seed <text>", "seed of every random number", defaultSeed)
    .option("--alpha <number>", "familywise chance of refuting anything true", "0.001")
    .option("--workers <n>", "threads; results do not depend on it (default: one a processor)")
    .option("--time-limit <seconds>", timeLimit, String(defaultTimeLimit))
    .option("--sizes <list>", "another ladder of sizes for every claim, such as 50,100,200")
    .option(
      "--out <folder>",
      "where the report goes (default: reports for the whole catalogue, reports/selection for anything else)",
    )
    .option("--resume", resume)
    .option("--dry-run", "show the points and their cost; run nothing")
    .option("--strict", "end with status 3 if anything is undecided")
    .addHelpText("after", exitStatuses)
    .action(async (words, options) => {
      finish(await (await import("./commands/verify.ts")).verifyCommand(words, options));
    });

  program
    .command("list")
    .argument("[claims...]", "as for verify")
    .description("show the claims and exhibits of the catalogue, or of claim files")
    .option("--json", "as JSON")
    .action(async (words, options) => {
      finish(await (await import("./commands/list.ts")).listCommand(words, options));
    });

  program
    .command("eval")
    .argument("[quantity]", "name of the quantity; without one they are listed")
    .argument("[json]", "its parameters")
    .description("compute one theoretical quantity")
    .option("--json", 'print {"quantity","parameters","value","error","status"}')
    .option("--jsonl", 'read {"quantity","parameters"} from standard input, one a line, and answer each on a line')
    .option(
      "--plot <file>",
      "draw the limiting spectrum that the parameters' population and phi have, with its edges, into an .svg file",
    )
    .action(async (quantity, json, options) => {
      finish(await (await import("./commands/eval.ts")).evalCommand(quantity, json, options));
    });

  program
    .command("report")
    .argument("[files...]", "claim files that hold the exhibit, if it is not in the shipped catalogue")
    .description("write the pages again from a report's results.json, or reproduce a figure of a paper")
    .option("--exhibit <id>", "simulate and draw this exhibit instead; `asymptopia list` names them")
    .option("--out <folder>", "folder of the report", "reports")
    .option("--seed <text>", "seed of the exhibit's random numbers", defaultSeed)
    .option("--workers <n>", "threads (default: one a processor)")
    .option("--time-limit <seconds>", timeLimit, String(defaultTimeLimit))
    .option("--resume", `with --exhibit: ${resume}`)
    .action(async (words, options) => {
      finish(await (await import("./commands/report.ts")).reportCommand(words, options));
    });

  program
    .command("replay")
    .argument(
      "<key>",
      "key of the replicate, as the report shows it beside a failure: claim:point:size:replicate, or claim@quick:… where the claim has points of its own at the run's budget",
    )
    .argument("[files...]", "claim files that hold the claim, if it is not in the shipped catalogue")
    .description("run one replicate again, with the random numbers that it had, and print what it shows as JSON")
    .option("--seed <text>", "seed of the run that the replicate belongs to", defaultSeed)
    .option("--time-limit <seconds>", timeLimit, String(defaultTimeLimit))
    .addHelpText("after", replayStatuses)
    .action(async (key, files, options) => {
      finish(await (await import("./commands/replay.ts")).replayCommand(key, files, options));
    });

  program
    .command("calibrate")
    .description("measure how often verdicts err, on synthetic claims of which everything is known, and write the page")
    .option("--quick", "few claims, to see that it works; the full form takes some minutes")
    .option("--seed <text>", "seed of every random number", defaultSeed)
    .option("--out <folder>", "folder of the report, whose other pages stay", "reports")
    .addHelpText("after", calibrateStatuses)
    .action(async (options) => {
      finish(await (await import("./commands/calibrate.ts")).calibrateCommand(options));
    });

  program
    .command("new")
    .argument("<file>", "path of the claim file to write, ending in .ts")
    .option("--kind <kind>", "limit, identity, bound, law, ordering or rate", "limit")
    .description("write a claim file to start from")
    .action(async (file, options) => {
      finish(await (await import("./commands/new.ts")).newCommand(file, options));
    });

  return program;
}
