/** A command cannot do what it was asked for, because of how it was asked: the message is for whoever typed it. */
export class UsageError extends Error {}
