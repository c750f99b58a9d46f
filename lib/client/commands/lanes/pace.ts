import { windowSize } from '../../../stomp';
import type { CommandInLane } from './command-in-lane';

/** The pause after the broker had no room for a command, in milliseconds. */
const pauseMs = 100;

/**
 * Lets commands out at the pace at which the broker confirms them: never more than the connection sends without a
 * confirmation. So a command that is under way was really sent, and those that wait for the broker wait here.
 */
export class Pace {
  /** Those whose turn it is as soon as there is room, in order. */
  #due = new Set<CommandInLane>();
  readonly #unconfirmed = new Set<CommandInLane>();
  #pause: NodeJS.Timeout | undefined;

  constructor(private readonly start: (command: CommandInLane) => void) {}

  /** Whether a command waits for the broker, and for nothing else. */
  isHeldUp(command: CommandInLane): boolean {
    return this.#due.has(command);
  }

  /** Lets a command start now, or when there is room. */
  admit(command: CommandInLane): void {
    this.#due.add(command);
    this.#go();
  }

  /** Lets a command that the broker had no room for start after a pause, before those that were asked for later. */
  admitLater(command: CommandInLane): void {
    this.#due = new Set([...this.#due, command].sort((one, other) => one.number - other.number));
    this.#pause ??= setTimeout(() => {
      this.#pause = undefined;
      this.#go();
    }, pauseMs);
  }

  /** A command has been handed to the connection. */
  started(command: CommandInLane): void {
    this.#unconfirmed.add(command);
  }

  /** The broker has confirmed or refused a command: there is room for another one. */
  settled(command: CommandInLane): void {
    if (this.#unconfirmed.delete(command)) {
      this.#go();
    }
  }

  /** A command does not need to start any more. */
  drop(command: CommandInLane): void {
    this.#due.delete(command);
  }

  /** Nothing starts any more. */
  clear(): void {
    this.#due.clear();
    clearTimeout(this.#pause);
    this.#pause = undefined;
  }

  #go(): void {
    for (const command of this.#due) {
      if (this.#unconfirmed.size >= windowSize || this.#pause !== undefined) {
        return;
      }
      this.#due.delete(command);
      this.start(command);
    }
  }
}
