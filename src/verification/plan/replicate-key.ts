import { AsymptopiaError } from "../../foundation/errors.ts";

/** Everything but the seed that a replicate of a claim is found by. */
export interface ReplicateKey {
  readonly claim: string;
  /** Null: the claim's own grid. */
  readonly control: string | null;
  /** Number of the point in its grid, from 1, as on the claim's page. */
  readonly point: number;
  readonly size: number;
  /** Index from 0. */
  readonly replicate: number;
}

/** `lp/lemma-3.12:5:200:17` or, of a control, `lp/lemma-3.12~isotropic-theory:1:200:17`. */
export function formatReplicateKey({ claim, control, point, size, replicate }: ReplicateKey): string {
  return `${claim}${control === null ? "" : `~${control}`}:${point}:${size}:${replicate}`;
}

/**
 * The replicate that a key names.
 *
 * @throws AsymptopiaError `invalid-input`, field `key`, for a text of another form.
 */
export function parseReplicateKey(text: string): ReplicateKey {
  const parts = /^([^~:]+)(?:~([^~:]+))?:(\d+):(\d+):(\d+)$/.exec(text);
  const numbers = parts === null ? [] : parts.slice(3).map(Number);
  if (parts === null || !numbers.every(Number.isSafeInteger) || numbers[0] < 1 || numbers[1] < 1) {
    const accepted =
      "claim:point:size:replicate, or claim~control:point:size:replicate, such as lp/lemma-3.12:5:200:17";
    throw new AsymptopiaError("invalid-input", `key must be ${accepted}, not ${text}`, {
      field: "key",
      value: text,
      accepted,
    });
  }
  const [point, size, replicate] = numbers;
  return { claim: parts[1], control: parts[2] ?? null, point, size, replicate };
}
