import { z } from "zod";
import { codeSpan, document, GENERATED_COMMENT, left, plainText, table } from "./markdown.ts";
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
    ...tables(z.toJSONSchema(runSchema) as Node),
  ]);
}

/** The members of every run and claim, then those of each kind of claim. */
function tables(root: Node): string[] {
  const variants = (root.properties?.claims.items?.oneOf ?? []) as readonly Node[];
  const shared = Object.keys(variants[0].properties ?? {}).filter((name) =>
    variants.every(({ properties }) => same(properties?.[name], variants[0].properties?.[name])),
  );
  const kinds = variants.map((variant) => String(variant.properties?.kind.const));
  const common = restricted(variants[0], (name) => shared.includes(name));
  const kind: Node = { enum: kinds, description: "What kind of claim it is. It decides what else the claim holds." };
  const claim = {
    ...common,
    properties: { ...pick(common, "id"), kind, ...common.properties },
    required: [...(common.required ?? []), "kind"],
  };
  const claims = { ...root.properties?.claims, items: claim };
  const run = { ...root, properties: { ...root.properties, claims } };
  return [
    "## Every run",
    membersTable(membersOf(run, "")),
    ...variants.flatMap((variant, index) => [
      `## Claims of kind ${kinds[index]}`,
      membersTable(
        membersOf(
          restricted(variant, (name) => !shared.includes(name) && name !== "kind"),
          "claims[]",
        ),
      ),
    ]),
  ];
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

function pick({ properties }: Node, name: string): Record<string, Node> {
  return properties?.[name] === undefined ? {} : { [name]: properties[name] };
}

/** The object with those of its members that `keeps`. */
function restricted(node: Node, keeps: (name: string) => boolean): Node {
  return {
    ...node,
    properties: Object.fromEntries(Object.entries(node.properties ?? {}).filter(([name]) => keeps(name))),
    required: node.required?.filter(keeps) ?? [],
  };
}

function membersTable(rows: readonly (readonly string[])[]): string {
  return table([left("member"), left("type"), left("meaning")], rows);
}

/** The part of JSON Schema that zod writes for the format. */
interface Node {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly items?: Node;
  readonly prefixItems?: readonly Node[];
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Node | boolean;
}

/** A row for every member below `root`, which stands at `path`. */
function membersOf(root: Node, path: string): string[][] {
  // Where a structure occurs again, such as the points of a control, its first place stands for both.
  const places = new Map<string, string>();
  const list = (node: Node, at: string, required: boolean): string[][] => {
    const inner = notNull(node);
    const members = inner.items?.properties ?? inner.properties;
    const structure = JSON.stringify(members ?? null);
    const place = inner.items === undefined ? at : `${at}[]`;
    const earlier = members === undefined ? undefined : places.get(structure);
    if (earlier === undefined) places.set(structure, place);
    const reference = earlier === undefined ? "" : ` Members as in ${codeSpan(earlier)}.`;
    const own = [codeSpan(at), `${typeName(node)}${required ? "" : ", *optional*"}`];
    const row = node.description === undefined ? [] : [[...own, `${plainText(node.description)}${reference}`]];
    return [...row, ...(earlier === undefined ? below(node, at) : [])];
  };
  const below = (node: Node, at: string): string[][] => {
    const object = notNull(node);
    const members = Object.entries(object.properties ?? {}).flatMap(([name, member]) =>
      list(member, at === "" ? name : `${at}.${name}`, object.required?.includes(name) ?? false),
    );
    const elements = object.items === undefined ? [] : below(object.items, `${at}[]`);
    const values = typeof object.additionalProperties === "object" ? below(object.additionalProperties, `${at}.*`) : [];
    return [...members, ...elements, ...values];
  };
  return below(root, path);
}

function typeName(node: Node): string {
  if (node.const !== undefined) return codeSpan(node.const);
  if (node.enum !== undefined) return node.enum.map(codeSpan).join(", ");
  const inner = notNull(node);
  if (inner !== node) return `${typeName(inner)} or null`;
  if (node.anyOf?.every(({ type }) => type === "object")) return "object";
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
