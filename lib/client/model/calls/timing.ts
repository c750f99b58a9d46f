/** How long it may take until an event tells why a call has ended. */
export const settleMs = 2000;

/** For how long after the end of a call an event about it can still be one that has come late. */
export const lateMs = 5000;

/** A call that could not be set up is cleared by the phone system after about 15 s, whatever is told of that. */
export const clearedMs = 30_000;
