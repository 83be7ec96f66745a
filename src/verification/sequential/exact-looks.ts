import type { Looks } from "./looks.ts";

/** For evidence that is valid at every number of replicates, so that looking costs nothing but the look. */
export const exactLooks: Looks = { first: 16, growth: 1.25, step: 8, leap: 4 };
