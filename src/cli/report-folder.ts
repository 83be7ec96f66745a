import { AsymptopiaError } from "../foundation/errors.ts";
import { checkReportFolder, type WriteOptions, writeReport } from "../report/index.ts";

/** `checkReportFolder` for the folder of `--out`, which its errors name. */
export function checkOut(folder: string): Promise<void> {
  return namingOut(() => checkReportFolder(folder));
}

/** `writeReport` to the folder of `--out`, which its errors name. */
export function writeOut(folder: string, files: ReadonlyMap<string, string>, options?: WriteOptions): Promise<void> {
  return namingOut(() => writeReport(folder, files, options));
}

async function namingOut(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    if (!(thrown instanceof AsymptopiaError) || thrown.field !== "directory") throw thrown;
    const { code, message, value, accepted, cause } = thrown;
    throw new AsymptopiaError(code, message, {
      field: "out",
      value,
      ...(accepted === undefined ? {} : { accepted }),
      cause,
    });
  }
}
