export { boundClaim } from "./claims/bound-claim.ts";
export { type Catalogue, type CatalogueClaim, type CatalogueExhibit, loadCatalogue } from "./claims/catalogue.ts";
export type { AtBudget, Claim, ClaimFigure, Control, DeclaredFaults, OwnPoints, Source } from "./claims/claim.ts";
export type { ClaimDefinition, ControlDefinition } from "./claims/define-claim.ts";
export type { EstimateAt, Exhibit, ExhibitFigure, ExhibitPoint, SpreadAt } from "./claims/exhibit.ts";
export type { Formula, FormulaSymbol, FormulaVariant } from "./claims/formula.ts";
export { grid } from "./claims/grid.ts";
export { identityClaim } from "./claims/identity-claim.ts";
export { lawClaim } from "./claims/law-claim.ts";
export { type LimitClaimDefinition, limitClaim } from "./claims/limit-claim.ts";
export { orderingClaim } from "./claims/ordering-claim.ts";
export { rateClaim } from "./claims/rate-claim.ts";
export type {
  BoundFormula,
  BoundTest,
  IdentityTest,
  Kind,
  LawTest,
  LimitTest,
  OrderingTest,
  Projection,
  RateTest,
  RoundingTest,
  Test,
  Tolerance,
} from "./claims/tests.ts";
export { AsymptopiaError, type ErrorCode, type Failure } from "./foundation/errors.ts";
export type { Json, Parameters } from "./foundation/json.ts";
export { exactly, type Quantity } from "./foundation/quantity.ts";
export type { Spectrum } from "./foundation/spectrum.ts";
export { createWorkerPool, type Executor } from "./runner/executor.ts";
export { type VerifyOptions, type VerifyOutcome, verifyCatalogue } from "./runner/verify-catalogue.ts";
export type { BoundClaimResult } from "./verification/bound/bound-result.ts";
export { type Budget, parseBudget } from "./verification/budget.ts";
export type { IdentityClaimResult } from "./verification/identity/identity-result.ts";
export type { LawClaimResult } from "./verification/law/law-result.ts";
export type { LimitClaimResult } from "./verification/limit/limit-result.ts";
export type { MeanEstimate, TrajectorySpread } from "./verification/mean-judge.ts";
export type { OrderingClaimResult } from "./verification/ordering/ordering-result.ts";
export type { RateClaimResult } from "./verification/rate/rate-result.ts";
export type { ClaimResult } from "./verification/results/claim-result.ts";
export type { ExhibitFigureData } from "./verification/results/exhibit-figure-data.ts";
export type { ExhibitTable } from "./verification/results/exhibit-result.ts";
export type { FigureData } from "./verification/results/figure-data.ts";
export type { PointResult } from "./verification/results/point-result.ts";
export type { RunResult } from "./verification/results/run-result.ts";
export type { Verdict } from "./verification/results/verdict.ts";
