import { setFlagsFromString } from "node:v8";

/**
 * Of its own import, before all else: how much a function must have run before V8 compiles it once more with all its
 * optimisations, three times the usual. A run lasts for a minute and each of its threads compiles for itself; most of what
 * is compiled at the usual point is not run often enough afterwards to pay for it. Results do not depend on it.
 */
setFlagsFromString("--interrupt-budget=200000");
