// A step of the build, in a process of its own: transforms the claims that ship with the package once for all.
import { loadCatalogue, shippedCatalogue } from "./catalogue.ts";
import { keepTransformedModules } from "./transform-module.ts";

// A claim that does not load is the business of whoever asks for it.
await loadCatalogue([shippedCatalogue]).catch(() => undefined);
keepTransformedModules();
