import { z } from "zod";
import { codeSpan, document, GENERATED_COMMENT, plainText, table } from "./markdown.ts";
import { left } from "./result-tables.ts";
import { RESULTS_SCHEMA, runSchema } from "./results-schema.ts";

/** `results.schema.md`: every member of `results.json`, from the schema that also reads the file. */
export function schemaPage(): string {
  return document([
    GENERATED_COMMENT,
    "# Format of results.json",
    `Version ${codeSpan(RESULTS_SCHEMA)}, named in the member ${codeSpan("schema")}. A change that an older reader would ` +
      "misunderstand raises the number; readers refuse every other version.",
    "Numbers are JSON numbers with the digits that give back the same binary64 value, never NaN or infinite. Lengths " +
      "(estimate, interval, margin, biases, errors) are absolute, on the axis of the observable. Members marked " +
      "*optional* are absent when they have nothing to say; no other members occur. " +
      `${codeSpan("[]")} is any element of a list, ${codeSpan("*")} any key of an object.`,
    table([left("member"), left("type"), left("meaning")], membersOf(z.toJSONSchema(runSchema) as Node)),
  ]);
}

/** The part of JSON Schema that zod writes for the format. */
interface Node {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Node[];
  readonly items?: Node;
  readonly prefixItems?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Node | boolean;
}

function membersOf(root: Node): string[][] {
  // Where a structure occurs again, such as the points of a control, its first place stands for both.
  const places = new Map<string, string>();
  const list = (node: Node, path: string, required: boolean): string[][] => {
    const structure = JSON.stringify(node.items?.properties ?? null);
    const earlier = structure === "null" ? undefined : places.get(structure);
    if (earlier === undefined) places.set(structure, `${path}[]`);
    const reference = earlier === undefined ? "" : ` Elements as in ${codeSpan(earlier)}.`;
    const own = [codeSpan(path), `${typeName(node)}${required ? "" : ", *optional*"}`];
    const row = node.description === undefined ? [] : [[...own, `${plainText(node.description)}${reference}`]];
    return [...row, ...(earlier === undefined ? below(node, path) : [])];
  };
  const below = (node: Node, path: string): string[][] => {
    const object = notNull(node);
    const members = Object.entries(object.properties ?? {}).flatMap(([name, member]) =>
      list(member, path === "" ? name : `${path}.${name}`, object.required?.includes(name) ?? false),
    );
    const elements = object.items === undefined ? [] : below(object.items, `${path}[]`);
    const values =
      typeof object.additionalProperties === "object" ? below(object.additionalProperties, `${path}.*`) : [];
    return [...members, ...elements, ...values];
  };
  return below(root, "");
}

function typeName(node: Node): string {
  if (node.const !== undefined) return codeSpan(node.const);
  if (node.enum !== undefined) return node.enum.map(codeSpan).join(", ");
  const inner = notNull(node);
  if (inner !== node) return `${typeName(inner)} or null`;
  if (node.$ref !== undefined || node.anyOf !== undefined) return "any";
  if (node.prefixItems !== undefined) return "two numbers";
  if (node.items !== undefined) {
    const element = typeName(node.items);
    return element === "two numbers" ? "list of pairs" : `list of ${element}s`;
  }
  const types = [node.type ?? "any"].flat();
  return types.map((type) => (type === "integer" ? "whole number" : type)).join(" or ");
}

/** Of "this or null" this; any other node as it is. */
function notNull(node: Node): Node {
  const rest = node.anyOf?.filter(({ type }) => type !== "null");
  return node.anyOf?.length === 2 && rest?.length === 1 ? rest[0] : node;
}
