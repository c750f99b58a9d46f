/** Runs a callback of our user. What it throws must not hurt the connection, so it becomes a process warning. */
export function runSafely(name: string, callback: () => void): void {
  try {
    callback();
  } catch (error) {
    process.emitWarning(
      `${name} threw: ${error instanceof Error ? error.stack : String(error)}`,
      'StompWarning',
    );
  }
}
