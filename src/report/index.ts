export { renderCalibration } from "./calibration-page.ts";
export { isCalibrated } from "./is-calibrated.ts";
export { checkClaimIds } from "./paths.ts";
export { renderExhibit } from "./render-exhibit.ts";
export { renderReport } from "./render-report.ts";
export { parseResults, readResults, serializeResults } from "./results.ts";
export { checkReportFolder, type WriteOptions, writeReport } from "./write-report.ts";
