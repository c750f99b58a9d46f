import { GcError, isCommandName, printable, type CommandName, type ParameterValue } from '../../protocol';
import {
  dialPlan,
  sayOfDialPlan,
  type DialPlan,
  type DialPlanSettings,
  type RefusedNumber,
} from '../../numbers';
import { dials } from './command-kinds';

/** What the plan reads of a command. */
interface DialParameters {
  readonly agentId?: ParameterValue;
  readonly number?: unknown;
}

/** A command with the number as it is dialled; or why the number is not dialled. */
export interface Dialled<P> {
  readonly parameters: P;
  /** Present where the plan has read a number. */
  readonly dialled?: string;
  readonly refusal?: GcError;
}

/** Applies the dial plan of a connection to commands that dial; without a plan, commands stay as they are. */
export class Dialling {
  readonly plan: DialPlan | undefined;

  /** @throws {GcError} GC_INVALID_CONFIGURATION, naming what cannot be used. */
  constructor(settings: DialPlanSettings | undefined) {
    this.plan = settings && dialPlan(settings);
  }

  /** What is no command is left as it is. */
  apply<P extends DialParameters>(name: CommandName, parameters: P): Dialled<P> {
    const written = this.plan && isCommandName(name) && dials(name) ? numberIn(parameters) : undefined;
    const read = written === undefined ? undefined : this.plan?.dial(written);
    if (written === undefined || read === undefined) {
      return { parameters };
    }
    return read.dialled === undefined
      ? { parameters, refusal: refusalOf(name, parameters, written, read) }
      : { parameters: { ...parameters, number: read.dialled }, dialled: read.dialled };
  }
}

/** Undefined where there is none: the check of the command says so. */
function numberIn(parameters: DialParameters): string | undefined {
  const { number } = parameters;
  const isGiven = (typeof number === 'string' && number !== '') || typeof number === 'number';
  return isGiven ? String(number) : undefined;
}

function refusalOf(
  command: CommandName,
  { agentId }: DialParameters,
  written: string,
  { kind, problem }: RefusedNumber,
): GcError {
  const context = { command, agentId: agentId === undefined ? undefined : printable(String(agentId)) };
  return kind === 'emergency'
    ? new GcError('GC_EMERGENCY_NUMBER', { ...context, detail: problem })
    : new GcError('GC_INVALID_PARAMETER', {
        ...context,
        detail: sayOfDialPlan('cannotDial', { given: printable(written), why: problem }),
      });
}
