/** The check cannot be done as it was asked for: the exit status is 2. */
export class UsageError extends Error {}
