#!/usr/bin/env node
import "./engine.ts";
import { CommanderError } from "commander";
import { exitStatus } from "./exit-status.ts";
import { note } from "./output.ts";
import { errorText } from "./print-error.ts";
import { createProgram } from "./program.ts";

// A reader that has seen enough (`asymptopia list | head`) is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(exitStatus.asExpected);
  throw error;
});

const program = createProgram((status) => {
  process.exitCode = status;
});

try {
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (thrown) {
  if (thrown instanceof CommanderError) {
    // Commander has printed its message; asking for help or the version is no error.
    process.exitCode = thrown.exitCode === 0 ? exitStatus.asExpected : exitStatus.badInput;
  } else {
    note(errorText(thrown));
    if (process.env.ASYMPTOPIA_DEBUG !== undefined && thrown instanceof Error) note(String(thrown.stack));
    process.exitCode = exitStatus.badInput;
  }
}
