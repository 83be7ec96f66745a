import { toFailure } from "../foundation/errors.ts";
import { type Journal, openJournal } from "../runner/journal/journal.ts";
import type { JournalUse } from "../runner/journal/journalling-executor.ts";
import { note } from "./output.ts";

/** The journal of a run at `path`: continued with `resume`, or begun anew, which is said where another one gives way. */
export function openRunJournal(path: string, resume: boolean): Journal {
  const journal = openJournal(path, resume ? "continue" : "begin");
  if (resume && journal.batches === 0) note(`there is nothing to resume in ${path}; a journal begins`);
  if (journal.replaced !== null) {
    note(`a new journal begins; --resume would have continued the last one, which is now ${journal.replaced}`);
  }
  return journal;
}

/** What came of `--resume`. */
export function noteUse({ reused, simulated, compared }: JournalUse): void {
  const count = (replicates: number): string => replicates.toLocaleString("en-US");
  note(
    `journal: ${count(reused)} replicates reused, ${count(simulated)} simulated, ${count(compared)} simulated again to compare`,
  );
}

/** That the journal ends here, and the run does not. */
export function saysNoMore(thrown: unknown): string {
  return `${toFailure(thrown).message}; the run goes on, and cannot be resumed from here on`;
}
