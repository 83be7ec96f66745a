import fc from "fast-check";

// A fixed seed makes every run of the tests the same run; FC_SEED explores others.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20261122) });
