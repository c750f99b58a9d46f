import { checkNumber } from '../configuration';
import { forgetOldest } from '../../common/forget-oldest';
import type { AskedCommand, RuleRefusal, SafetyRule } from './rule';
import { sayOfRule } from '../phrases';

/** More agents than this do not send within one span of time. */
const maxAgents = 50_000;

const optionOf = { connection: 'commandsPerSecond', agent: 'agentCommandsPerSecond' } as const;

/**
 * Lets only so many commands go out in any second: of the whole connection, or of each agent. A fraction is a pause:
 * 0.5 is one command every two seconds. Connect is not counted, as it is one thing with the Login behind it.
 *
 * @throws {GcError} GC_INVALID_CONFIGURATION unless the rate is from 0.001 to 10 000.
 */
export function rateLimit(perSecond: number, scope: 'connection' | 'agent'): SafetyRule {
  checkNumber(`the number of commands per second (safety.${optionOf[scope]})`, perSecond, {
    least: 0.001,
    most: 10_000,
  });
  const most = Math.max(1, Math.floor(perSecond));
  const spanMs = (most / perSecond) * 1000;
  /** By agent; the one that sent longest ago comes first. */
  const sent = new Map<string, LastTimes>();
  const subject = ({ parameters }: AskedCommand) =>
    scope === 'connection' ? '' : String(parameters.agentId ?? parameters.destination);

  return {
    check(command: AskedCommand): RuleRefusal | undefined {
      const earliest = sent.get(subject(command))?.earliest;
      const isTooSoon = earliest !== undefined && performance.now() - earliest < spanMs;
      return isTooSoon && command.name !== 'Connect' ? tooFast(perSecond, scope) : undefined;
    },
    take(command: AskedCommand): undefined {
      if (command.name !== 'Connect') {
        const times = sent.get(subject(command)) ?? new LastTimes(most);
        times.add(performance.now());
        sent.delete(subject(command));
        sent.set(subject(command), times);
        forgetOldest(sent, maxAgents);
      }
    },
  };
}

/** The last times something happened, `most` of them. */
class LastTimes {
  readonly #times: number[] = [];
  #next = 0;

  constructor(private readonly most: number) {}

  /** The first of the last `most` times; undefined while there are fewer. */
  get earliest(): number | undefined {
    return this.#times[this.#next];
  }

  add(time: number): void {
    this.#times[this.#next] = time;
    this.#next = (this.#next + 1) % this.most;
  }
}

function tooFast(perSecond: number, scope: 'connection' | 'agent'): RuleRefusal {
  const name = scope === 'connection' ? 'connectionTooFast' : 'agentTooFast';
  return { code: 'GC_TOO_FAST', detail: sayOfRule(name, { perSecond }) };
}
