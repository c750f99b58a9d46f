import { commandRow, decodeCommand, isConfidential, printable, type GcEvent } from '../protocol';

/** What the simulator tells of itself. Passwords never appear. */
export type SimulatorLogEntry = {
  /** When it was in the simulation, or in the trace that is replayed, in milliseconds since 1970. */
  readonly at: number;
} & SimulatorNews;

export type SimulatorNews =
  | {
      readonly kind: 'command';
      /** The JMSType. */
      readonly type: string;
      readonly body: string;
    }
  | {
      readonly kind: 'event';
      readonly destination: string;
      readonly body: string;
      /** Undefined where the body is rubbish, as a fault wants it. */
      readonly event: GcEvent | undefined;
    }
  | { readonly kind: 'connected'; readonly broker: string }
  /** How the replay of a trace goes on. */
  | { readonly kind: 'replay'; readonly text: string }
  /** Something was not done, and why. */
  | { readonly kind: 'problem'; readonly text: string };

/** A command as it may be shown: where a secret is among the parameters, nothing of the body is. */
export function commandNews(type: string, body: string): SimulatorNews {
  const command = decodeCommand(type, body);
  const isShown = command !== undefined && !commandRow(command.name).parameters.some(isConfidential);
  return { kind: 'command', type: printable(type), body: isShown ? printable(body) : hidden(body) };
}

function hidden(body: string): string {
  return body === '' ? '' : '***';
}
