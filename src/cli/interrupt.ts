import { exitStatus } from "./exit-status.ts";

/**
 * Runs `body` with a signal that Ctrl-C aborts; a second Ctrl-C ends the process at once. `onInterrupt` is told of the
 * first.
 */
export async function withInterrupt<T>(body: (signal: AbortSignal) => Promise<T>, onInterrupt: () => void): Promise<T> {
  const controller = new AbortController();
  const handle = (): void => {
    if (controller.signal.aborted) process.exit(exitStatus.interrupted);
    onInterrupt();
    controller.abort();
  };
  process.on("SIGINT", handle);
  process.on("SIGTERM", handle);
  try {
    return await body(controller.signal);
  } finally {
    process.off("SIGINT", handle);
    process.off("SIGTERM", handle);
  }
}
