/** How much one line of a trace can hold. */
export const limits = {
  /** Bytes of a line, without its end. */
  lineBytes: 1_048_576,
  /** Characters of a JMS type, an address, a name, the value of a header. */
  text: 1000,
  /** Characters of the reason of a state of health. */
  reason: 4000,
  headers: 16,
} as const;
