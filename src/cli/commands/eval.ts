import { createInterface } from "node:readline/promises";
import { AsymptopiaError, invalidInput, toFailure } from "../../foundation/errors.ts";
import { parsePopulation } from "../../model/index.ts";
import { type ExitStatus, exitStatus } from "../exit-status.ts";
import { print } from "../output.ts";
import type { Numbers, QuantityDefinition } from "../quantities/definition.ts";
import { findQuantity, quantities } from "../quantities/index.ts";

export interface EvalOptions {
  readonly json?: boolean;
  readonly jsonl?: boolean;
  /** File for a figure of the spectrum. */
  readonly plot?: string;
}

/** `asymptopia eval <quantity> '<json>'`: one theoretical quantity at one point. */
export async function evalCommand(
  quantity: string | undefined,
  json: string | undefined,
  options: EvalOptions,
): Promise<ExitStatus> {
  if (options.plot !== undefined && (options.jsonl || quantity === undefined)) {
    throw invalidInput("plot", options.plot, "absent without a quantity and its parameters");
  }
  if (options.jsonl) {
    if (quantity !== undefined)
      throw invalidInput("quantity", quantity, "absent with --jsonl, which reads standard input");
    return answerLines(process.stdin);
  }
  if (quantity === undefined) {
    const known = quantities.map(({ name, summary, example }) => ({ name, summary, example }));
    print(options.json ? JSON.stringify(known, null, 2) : quantityList());
    return exitStatus.asExpected;
  }
  const definition = findQuantity(quantity);
  if (options.plot !== undefined) checkPlot(options.plot, definition);
  if (json === undefined) {
    const example = JSON.stringify(definition.example);
    throw new AsymptopiaError(
      "invalid-input",
      `${quantity} needs its parameters as JSON, for example\n  '${example}'`,
      {
        field: "parameters",
        accepted: example,
      },
    );
  }
  const parameters = readJson("parameters", json);
  const answer = definition.evaluate(parameters);
  if (options.plot !== undefined) {
    const { population, phi } = parameters as { readonly population: unknown; readonly phi: number };
    // Loaded on demand: what draws takes a few hundred milliseconds.
    const { drawSpectrum } = await import("../draw-spectrum.ts");
    await drawSpectrum(parsePopulation(population), phi, options.plot);
  }
  if (options.json) print(JSON.stringify({ quantity, parameters, ...answer }));
  else if (typeof answer.value === "number") print(String(answer.value));
  else printNamed(answer.value);
  if (!options.json && answer.beside !== undefined) printNamed(answer.beside);
  return exitStatus.asExpected;
}

function checkPlot(file: string, definition: QuantityDefinition): void {
  if (!definition.hasSpectrum) {
    throw invalidInput("plot", file, `absent: ${definition.name} has no population and phi, whose spectrum is drawn`);
  }
  if (!file.endsWith(".svg")) throw invalidInput("plot", file, "a file name that ends with .svg");
}

function printNamed(values: Readonly<Record<string, Numbers>>): void {
  // A list of intervals as a,b c,d.
  for (const [name, value] of Object.entries(values)) print([name, value].flat().join(" "));
}

/** The quantities with what they are, a line each. */
function quantityList(): string {
  const width = Math.max(...quantities.map(({ name }) => name.length));
  return quantities.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`).join("\n");
}

async function answerLines(input: NodeJS.ReadableStream): Promise<ExitStatus> {
  let status: ExitStatus = exitStatus.asExpected;
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() === "") continue;
    try {
      print(JSON.stringify(answer(line)));
    } catch (thrown) {
      status = exitStatus.badInput;
      print(JSON.stringify({ error: toFailure(thrown, "invalid-input") }));
    }
  }
  return status;
}

function answer(line: string): object {
  const request = readJson("request", line);
  if (typeof request !== "object" || request === null || Array.isArray(request)) {
    throw invalidInput("request", request, 'an object {"quantity", "parameters"}');
  }
  const { quantity, parameters, ...rest } = request as Record<string, unknown>;
  const surplus = Object.keys(rest)[0];
  if (surplus !== undefined)
    throw invalidInput(surplus, rest[surplus], "absent: a request has quantity and parameters");
  return { quantity, parameters, ...findQuantity(quantity).evaluate(parameters) };
}

function readJson(field: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new AsymptopiaError("invalid-input", `${field} must be JSON: ${reason}`, {
      field,
      value: text,
      accepted: "JSON",
      cause,
    });
  }
}
