import { mkdir, readFile, rename, rm, rmdir, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import { AsymptopiaError, toFailure } from "../foundation/errors.ts";
import { GENERATED_MARK } from "./markdown.ts";
import { checkedPath, collision } from "./paths.ts";

/** Lists the files of the report in its folder, so that the next report can tell which of them are stale. */
export const MANIFEST = "report.manifest.json";

const MANIFEST_SCHEMA = "asymptopia-report/1";

export interface WriteOptions {
  /** Leaves the files of other reports where they are, and the next report will leave these: for exhibits. */
  readonly keepOthers?: boolean;
}

/**
 * Writes `files` (relative paths and contents, as `renderReport` gives them) below `directory`, each in one step: a
 * reader sees the old or the new content. Files that an earlier report has left and this one lacks are removed.
 *
 * Only generated files are ever replaced or removed, those that say so in their first lines; others stop the writing
 * before anything has changed. A page whose first line was taken away thus belongs to the user.
 *
 * @throws AsymptopiaError `invalid-input` naming `directory` if it cannot be written to or holds a file of the user's in
 *   the place of a page; naming `files` for a path that leads outside.
 */
export async function writeReport(
  directory: string,
  files: ReadonlyMap<string, string>,
  { keepOthers = false }: WriteOptions = {},
): Promise<void> {
  const paths = [...files.keys()].map((path) => checkedPath(path, "files"));
  const clash = collision([...paths, MANIFEST]);
  if (clash !== null) {
    throw new AsymptopiaError("invalid-input", `files must not hold both ${clash[0]} and ${clash[1]}`, {
      field: "files",
      value: clash[1],
      accepted: "paths that can all exist at once",
    });
  }
  const earlier = keepOthers ? [] : await readManifest(directory);
  const changed: [string, string][] = [];
  for (const [path, content] of files) {
    const present = await contentOf(directory, path);
    if (present !== null && present !== content && !isGenerated(present)) {
      throw refused(directory, `${path} there was not written by asymptopia`);
    }
    if (present !== content) changed.push([path, content]);
  }
  // Before the first page: were the writing to end half-way, the next report would still know of every file.
  if (!keepOthers) await writeManifest(directory, [...new Set([...earlier, ...paths])]);
  for (const [path, content] of changed) await replace(directory, path, content);
  for (const path of earlier) {
    if (!files.has(path)) await removeStale(directory, path);
  }
  if (!keepOthers) await writeManifest(directory, paths);
}

/**
 * Finds out whether `writeReport` could write to `directory`, without a report yet: makes the folder, reads its manifest
 * and writes a file that it removes again.
 *
 * @throws AsymptopiaError as `writeReport` does, naming `directory`.
 */
export async function checkReportFolder(directory: string): Promise<void> {
  if (directory.trim() === "") throw refused(directory, "it has no name");
  await readManifest(directory);
  for (const page of ["README.md", "results.json"]) {
    const present = await contentOf(directory, page);
    if (present !== null && !isGenerated(present))
      throw refused(directory, `${page} there was not written by asymptopia`);
  }
  const probe = join(directory, `.probe.${process.pid}.tmp`);
  try {
    await mkdir(directory, { recursive: true });
    await writeFile(probe, "");
    await rm(probe);
  } catch (thrown) {
    throw refused(directory, toFailure(thrown).message, thrown);
  }
}

async function readManifest(directory: string): Promise<string[]> {
  const text = await contentOf(directory, MANIFEST);
  if (text === null) return [];
  try {
    const manifest = JSON.parse(text) as { readonly schema: unknown; readonly files: readonly string[] };
    if (manifest.schema !== MANIFEST_SCHEMA) throw new Error("it has another format");
    return manifest.files.map((path) => checkedPath(path, "files"));
  } catch (thrown) {
    throw refused(directory, `${MANIFEST} there is none of asymptopia's (${toFailure(thrown).message})`);
  }
}

async function writeManifest(directory: string, paths: readonly string[]): Promise<void> {
  const manifest = { schema: MANIFEST_SCHEMA, files: [...paths].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)) };
  const content = `${JSON.stringify(manifest, null, 2)}\n`;
  if ((await contentOf(directory, MANIFEST)) !== content) await replace(directory, MANIFEST, content);
}

/** Pages and figures carry the mark in a comment at their beginning, JSON files the name of their format. */
function isGenerated(content: string): boolean {
  const beginning = content.slice(0, 200);
  return beginning.startsWith(`<!-- ${GENERATED_MARK}`) || /^\{\s*"schema": "asymptopia-[a-z]+\//.test(beginning);
}

async function contentOf(directory: string, path: string): Promise<string | null> {
  try {
    return await readFile(join(directory, path), "utf8");
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    // A file in the place of a folder: the attempt to make the folder will say so.
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw refused(directory, toFailure(thrown).message, thrown);
  }
}

async function replace(directory: string, path: string, content: string): Promise<void> {
  const target = join(directory, path);
  const unfinished = join(dirname(target), `.${posix.basename(path)}.${process.pid}.tmp`);
  try {
    await mkdir(dirname(target), { recursive: true });
    await writeFile(unfinished, content);
    await rename(unfinished, target);
  } catch (thrown) {
    await rm(unfinished, { force: true }).catch(() => undefined);
    throw refused(directory, toFailure(thrown).message, thrown);
  }
}

async function removeStale(directory: string, path: string): Promise<void> {
  const content = await contentOf(directory, path);
  if (content === null || !isGenerated(content)) return;
  try {
    await rm(join(directory, path));
  } catch (thrown) {
    throw refused(directory, toFailure(thrown).message, thrown);
  }
  // The folders that the page leaves empty; one that still holds something stays, and so do those above it.
  for (let folder = posix.dirname(path); folder !== "."; folder = posix.dirname(folder)) {
    try {
      await rmdir(join(directory, folder));
    } catch {
      return;
    }
  }
}

function refused(directory: string, why: string, cause?: unknown): AsymptopiaError {
  return new AsymptopiaError("invalid-input", `the report cannot be written to ${directory}: ${why}`, {
    field: "directory",
    value: directory,
    accepted: "a folder that can be written to and holds no files of others in the places of pages",
    ...(cause === undefined ? {} : { cause }),
  });
}
