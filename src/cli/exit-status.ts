/** What the command's exit status says. */
export const exitStatus = {
  /** Every outcome as expected. */
  asExpected: 0,
  /** Some claim or control came out against expectation, or failed to run. */
  againstExpectation: 1,
  /** Wrong usage or bad input. */
  badInput: 2,
  /** Undecided or incomplete where `--strict` asks for decisions. */
  undecided: 3,
  /** Stopped by Ctrl-C; the report holds what was decided by then. */
  interrupted: 130,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
