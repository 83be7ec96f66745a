// Compiles the WebAssembly kernels of src/linalg/assembly, embeds them in src/linalg/kernels/compiled.ts, and does
// nothing if that file is already theirs. Run as a program, or by the tests as their global set-up.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const sources = join(root, "src", "linalg", "assembly");
const target = join(root, "src", "linalg", "kernels", "compiled.ts");
const modules = ["matrix", "normals", "relu-layer", "rows"];
const options = ["-O3", "--noAssert", "--runtime", "stub", "--enable", "simd", "--importMemory"];

export default async function buildKernels() {
  const firstLine = `// Compiled from src/linalg/assembly, SHA-256 ${sourceDigest()}.`;
  if (contents(target).startsWith(`${firstLine}\n`)) return;
  const constants = [];
  for (const name of modules) {
    constants.push(
      `export const ${camelCase(name)}Module: string =\n  "${(await compiled(name)).toString("base64")}";`,
    );
  }
  // Another process may be at the same: each moves a whole file into place.
  const draft = join(dirname(target), `.compiled.${process.pid}`);
  writeFileSync(draft, `${firstLine}\n${constants.join("\n")}\n`);
  renameSync(draft, target);
}

/** Of all that decides the bytes: the sources, the way they are compiled (this file), and the compiler. */
function sourceDigest() {
  const hash = createHash("sha256");
  const files = readdirSync(sources).filter((name) => name.endsWith(".ts"));
  for (const name of files.sort()) hash.update(`${name}\n${readFileSync(join(sources, name), "utf8")}\n`);
  hash.update(readFileSync(fileURLToPath(import.meta.url), "utf8"));
  const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return hash.update(devDependencies.assemblyscript).digest("hex");
}

/** `relu-layer` as `reluLayer`. */
function camelCase(name) {
  return name.replace(/-(.)/g, (_, letter) => letter.toUpperCase());
}

function contents(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

async function compiled(name) {
  // The compiler takes a while to load and is needed rarely.
  const { default: asc } = await import("assemblyscript/asc");
  let binary;
  const { error, stderr } = await asc.main(
    [`${name}.ts`, "--baseDir", sources, "--outFile", `${name}.wasm`, ...options],
    {
      writeFile: (_, data) => {
        binary = data;
      },
    },
  );
  if (error) throw new Error(`${name}.ts does not compile: ${error.message}\n${stderr}`);
  return Buffer.from(binary);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildKernels();
