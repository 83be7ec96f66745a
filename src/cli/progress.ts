import type { Progress } from "../runner/run-assignments.ts";

/** Shows how far a run is: one line that is rewritten on a terminal, a plain line now and then elsewhere. */
export interface ProgressDisplay {
  update(progress: Progress): void;
  /** A lasting line, above the rewritten one. */
  say(text: string): void;
  end(): void;
}

const terminalInterval = 100;
const plainInterval = 10_000;

/**
 * A display on standard error. Its clock is for the reader only: nothing in a report depends on it. `deadline`, on the
 * clock of `performance.now()`, is when the run ends at the latest.
 */
export function createProgressDisplay(
  stream: NodeJS.WriteStream,
  deadline = Number.POSITIVE_INFINITY,
): ProgressDisplay {
  const terminal = stream.isTTY === true;
  const start = performance.now();
  let last = terminal ? Number.NEGATIVE_INFINITY : start;
  let shown = false;
  // Forecasts move both ways as variances become known; what has been shown does not.
  let share = 0;
  const clear = (): void => {
    if (shown) stream.write("\r\u001b[K");
    shown = false;
  };
  return {
    update(progress) {
      const now = performance.now();
      if (now - last < (terminal ? terminalInterval : plainInterval)) return;
      last = now;
      share = Math.max(share, progress.expectedWork > 0 ? progress.doneWork / progress.expectedWork : 0);
      const seconds = (now - start) / 1000;
      const forecast = share > 0.01 ? (seconds * (1 - share)) / share : Number.POSITIVE_INFINITY;
      const line = progressLine(progress, share, seconds, Math.min(forecast, Math.max(0, deadline - now) / 1000));
      if (!terminal) stream.write(`${line}\n`);
      else {
        clear();
        stream.write(line.slice(0, Math.max(20, (stream.columns ?? 80) - 1)));
        shown = true;
      }
    },
    say(text) {
      clear();
      stream.write(`${text}\n`);
    },
    end: clear,
  };
}

/** Parts are points, or their sizes where these are judged apart. */
function progressLine({ decided, total }: Progress, share: number, seconds: number, left: number): string {
  const forecast = Number.isFinite(left) ? `, about ${duration(left)} left` : "";
  return `${Math.floor(100 * share)} % of the expected work, ${decided} of ${total} parts done, ${duration(seconds)}${forecast}`;
}

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
