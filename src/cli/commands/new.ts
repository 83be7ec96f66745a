import { writeFile } from "node:fs/promises";
import { basename, dirname, extname, isAbsolute } from "node:path";
import { AsymptopiaError, invalidInput } from "../../foundation/errors.ts";
import { claimTemplate } from "../claim-template.ts";
import { type ExitStatus, exitStatus } from "../exit-status.ts";
import { note } from "../output.ts";
import { commandLine } from "../reproducing-command.ts";

/** `asymptopia new <file> [--kind <kind>]`: a claim file that runs as it is, to be changed into one's own. */
export async function newCommand(file: string, options: { readonly kind: string }): Promise<ExitStatus> {
  if (extname(file) !== ".ts") throw invalidInput("file", file, "a path that ends in .ts");
  const id = basename(file, ".ts")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  if (id === "") throw invalidInput("file", file, "a path whose file name has a letter or digit");
  const template = claimTemplate(options.kind, `my/${id}`);
  try {
    await writeFile(file, template, { flag: "wx" });
  } catch (cause) {
    const { code, message: reason } = cause as NodeJS.ErrnoException;
    const message =
      code === "EEXIST"
        ? `${file} exists already`
        : `${file} cannot be written: ${code === "ENOENT" ? `there is no folder ${dirname(file)}` : reason}`;
    throw new AsymptopiaError("invalid-input", message, {
      field: "file",
      value: file,
      accepted: "a path that does not exist yet, in an existing folder",
      cause,
    });
  }
  const path = isAbsolute(file) || file.startsWith(".") ? file : `./${file}`;
  note(
    `${file} holds a claim of kind ${options.kind}; try it with: ${commandLine(["npx", "asymptopia", "verify", path, "--budget", "quick"])}`,
  );
  return exitStatus.asExpected;
}
