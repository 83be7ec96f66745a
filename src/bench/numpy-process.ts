import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { AsymptopiaError } from "../foundation/errors.ts";
import type { NumpyTask } from "./benchmark.ts";
import { type NumpyCalls, type NumpyFacts, parseCalls, parseFacts } from "./numpy-answer.ts";
import { quantile } from "./quantile.ts";
import type { Timer } from "./timer.ts";

/** A Python process with NumPy that stays for the whole run, so that its start is not measured. */
export interface NumpyProcess {
  /** `NumPy, 1 thread`. */
  readonly name: string;
  readonly facts: NumpyFacts;
  /** Calls for `seconds` at least, one at least; null for what cannot be done there. */
  call(task: NumpyTask, seconds: number): Promise<NumpyCalls | null>;
  close(): void;
}

const script = fileURLToPath(new URL("../../benchmarks/numpy/server.py", import.meta.url));

// They would make OpenBLAS choose another kernel, or other block sizes, than it does by itself on this machine.
const choices = ["OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"];
const limits = ["OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"];

/**
 * Starts a process on one thread, or on as many as NumPy takes by itself.
 *
 * @returns null where there is no `python3` with NumPy.
 */
export async function startNumpy(threads: "one" | "default"): Promise<NumpyProcess | null> {
  const env = { ...process.env };
  for (const name of [...choices, ...limits]) delete env[name];
  if (threads === "one") for (const name of limits) env[name] = "1";
  const child = spawn("python3", ["-B", script], { env, stdio: ["pipe", "pipe", "ignore"] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const first = await Promise.race([lines.next(), failureToStart(child)]);
  if (first.done) return null;
  // A request to a process that has ended: the answer that does not come says so.
  child.stdin.on("error", () => undefined);
  const facts = parseFacts(first.value);
  const counts = [...new Set(facts.blas.map((blas) => blas.threads))];
  const known = threads === "one" || counts.length !== 1 ? undefined : counts[0];
  return {
    name: threads === "one" ? "NumPy, 1 thread" : `NumPy, ${known ?? "its own number of"} threads`,
    facts,
    async call({ task, arguments: given }, seconds) {
      child.stdin.write(`${JSON.stringify({ task, arguments: given, seconds })}\n`);
      const answer = await lines.next();
      if (answer.done) throw new AsymptopiaError("worker-failure", `the process of NumPy ended during ${task}`);
      return parseCalls(answer.value);
    },
    close: () => child.stdin.end(),
  };
}

async function failureToStart(child: ChildProcess): Promise<{ readonly done: true }> {
  await once(child, "error");
  return { done: true };
}

/** Times a task in that process; the values that it returns go to `keep`. */
export function createNumpyTimer(
  numpy: NumpyProcess,
  task: NumpyTask,
  name: string,
  keep: (values: NumpyCalls["values"]) => void = () => undefined,
): Timer {
  return {
    name,
    async sample(atLeast) {
      const calls = await numpy.call(task, atLeast);
      if (calls === null) throw new AsymptopiaError("worker-failure", `NumPy cannot do ${task.task}`);
      keep(calls.values);
      return quantile(calls.seconds, 0.5);
    },
  };
}
