/** Runs a callback of our user. What it throws or rejects with must not hurt the connection: it becomes a process warning. */
export function runSafely(name: string, callback: () => unknown): void {
  try {
    const result = callback();
    if (result instanceof Promise) {
      result.catch((error: unknown) => {
        warn(name, error);
      });
    }
  } catch (error) {
    warn(name, error);
  }
}

function warn(name: string, error: unknown): void {
  process.emitWarning(`${name} threw: ${textOf(error)}`, 'StompWarning');
}

/** Even a value without a text must not make the warning throw. */
function textOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.stack : error);
  } catch {
    return 'something that has no text';
  }
}
