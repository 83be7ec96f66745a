import type { Kind } from "../claims/tests.ts";
import { invalidInput } from "../foundation/errors.ts";
import { boundTemplate } from "./templates/bound.ts";
import { identityTemplate } from "./templates/identity.ts";
import { lawTemplate } from "./templates/law.ts";
import { limitTemplate } from "./templates/limit.ts";
import { orderingTemplate } from "./templates/ordering.ts";
import { rateTemplate } from "./templates/rate.ts";

const templates: Readonly<Record<Kind, (id: string) => string>> = {
  limit: limitTemplate,
  identity: identityTemplate,
  bound: boundTemplate,
  law: lawTemplate,
  ordering: orderingTemplate,
  rate: rateTemplate,
};

/** The kinds of claims that there are templates of. */
export const templateKinds = Object.keys(templates) as readonly Kind[];

/**
 * The text of a new claim file of a kind: a small true statement, with a control that must be refuted.
 *
 * @throws AsymptopiaError `invalid-input`, field `kind`, for a word that names no kind.
 */
export function claimTemplate(kind: string, id: string): string {
  if (!Object.hasOwn(templates, kind)) throw invalidInput("kind", kind, `one of ${templateKinds.join(", ")}`);
  return templates[kind as Kind](id);
}
