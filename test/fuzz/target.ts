import type { Random } from './random';

export type Input = string | Buffer;

/** Something that reads what comes from outside, and is given inputs that nobody would expect. */
export interface FuzzTarget {
  readonly name: string;
  /** How many small inputs it is given in a run of the usual length. */
  readonly rounds: number;
  /** How many large ones. */
  readonly largeRounds: number;
  /** Before the first input: starts what it needs. */
  open?(): Promise<void>;
  make(random: Random): Input;
  /** An input of about a megabyte, to see how long it takes. */
  makeLarge(random: Random): Input;
  /**
   * Takes one input; returns in a word or two what became of it, for the count. Throws where something does not hold.
   * It may be given the same input again, when it took long.
   */
  run(input: Input): string | Promise<string>;
  /** After the last input, also after one that failed. */
  close?(): Promise<void>;
}
