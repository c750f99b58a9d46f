/** Runs a callback of our user. What it throws or rejects with must not hurt the connection: it becomes a process warning. */
export function runSafely(name: string, callback: () => unknown): void {
  const warn = (error: unknown) => {
    const text = error instanceof Error ? error.stack : String(error);
    process.emitWarning(`${name} threw: ${text}`, 'StompWarning');
  };
  try {
    const result = callback();
    if (result instanceof Promise) result.catch(warn);
  } catch (error) {
    warn(error);
  }
}
