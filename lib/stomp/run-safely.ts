/** Runs a callback of our user. What it throws or rejects with must not hurt the connection: it becomes a process warning. */
export function runSafely(name: string, callback: () => unknown): void {
  const warn = (error: unknown) => {
    process.emitWarning(`${name} threw: ${textOf(error)}`, 'StompWarning');
  };
  try {
    const result = callback();
    if (result instanceof Promise) {
      result.catch(warn);
    }
  } catch (error) {
    warn(error);
  }
}

/** Even a value without a text must not make the warning throw. */
function textOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.stack : error);
  } catch {
    return 'something that has no text';
  }
}
