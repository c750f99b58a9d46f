import { forgetOldest } from '../../../common/forget-oldest';
import { isLoggedOut } from '../../../protocol';
import type { Place } from '../../report/finding';
import { settingChange } from '../../site-settings';
import { shortened } from '../../shortened';
import type { Sight } from '../sight';
import { placeOf } from '../tally';
import { confirmed, contradicted, each, type Evidence, type Search, type Verdict } from './evidence';

const defaultQueue = 'Connector1';
/** One heartbeat may be lost. */
const leastHellos = 2;
const most = 1000;

interface Hello {
  readonly argument: string;
  readonly isDestination: boolean;
  readonly where: Place;
}

class HelloSearch implements Search {
  #unanswered: Hello[] = [];
  #isAnswered = false;
  /** Whether GC has answered another command. */
  #isHeard = false;
  /** The first with which an agent has logged in. A stand-in for one is none that GC knows. */
  #extension: string | undefined;

  readonly take = (sight: Sight): Verdict | undefined => {
    const { sent, event, ended, header } = sight;
    if (sent?.name === 'Hello' && this.#unanswered.length < most) {
      const isDestination = sent.subject === header?.destination;
      this.#unanswered.push({ argument: sent.subject, isDestination, where: placeOf(sight) });
    }
    const { extension } = sent?.name === 'Login' ? sent.parameters : {};
    if (extension !== undefined && header?.standIns === false) {
      this.#extension ??= String(extension);
    }
    this.#isHeard ||= ended?.answer !== undefined && ended.answer.type !== 'System';
    return event?.type === 'System' ? this.#answered(sight) : undefined;
  };

  readonly end = (): Verdict | undefined => {
    const [first] = this.#unanswered;
    const isSilent = !this.#isAnswered && this.#unanswered.length >= leastHellos;
    if (!isSilent || !this.#isHeard || first?.isDestination !== true) {
      return undefined;
    }
    const why = `GC answered other commands, but none of ${this.#unanswered.length} Hellos.`;
    const extension = this.#extension;
    const setting = extension === undefined ? undefined : settingChange('helloArgument', extension);
    return contradicted(why, first.where, setting);
  };

  #answered(sight: Sight): Verdict | undefined {
    const last = this.#unanswered.at(-1);
    if (last === undefined) {
      return undefined;
    }
    this.#isAnswered = true;
    this.#unanswered = [];
    if (last.isDestination) {
      return confirmed('GC answered Hello with the destination.', sight);
    }
    const why = `GC answered Hello with ${shortened(last.argument, 60)}.`;
    const isReal = sight.header?.standIns === false;
    const setting = isReal ? settingChange('helloArgument', last.argument) : undefined;
    return { ...contradicted(why, sight, setting), isHarmless: true };
  }
}

/** GC answers the Hello that names the destination, or none of them although it answers other commands. */
export const helloArgument: Evidence = { search: () => new HelloSearch() };

/** GC answers what is sent to a queue. */
export const commandQueue: Evidence = each((sight) => {
  const { event, ended, header } = sight;
  const isAnswer = ended?.answer !== undefined || event?.type === 'System';
  if (!isAnswer || header === undefined) {
    return undefined;
  }
  const { commandQueue: queue } = header;
  const why = `GC answered what was sent to ${shortened(queue, 60)}.`;
  return queue === defaultQueue
    ? confirmed(why, sight)
    : { ...contradicted(why, sight, settingChange('commandQueue', queue)), isHarmless: true };
});

/** So long after a logout that came of a failover an agent is back. */
const backMs = 5 * 60_000;

/** An agent who is logged out, and back without a login. */
export const failoverLogout: Evidence = {
  search: (): Search => {
    const logouts = new Map<string, { at: number; reason: string | undefined }>();
    return {
      take: (sight) => {
        const { sent, event, at } = sight;
        if (
          sent !== undefined &&
          /^(Login|MobileAgentLogin|Logout|logoutwithreason|force_logout)$/.test(sent.name)
        ) {
          logouts.delete(sent.subject);
        }
        if (event?.type !== 'State' || event.supervisorId !== undefined) {
          return undefined;
        }
        const before = logouts.get(event.agentId);
        if (event.state === 'LOGOUT' && isNews(sight, event.agentId)) {
          logouts.set(event.agentId, { at, reason: event.reasonCode });
          forgetOldest(logouts, most);
        } else if (before !== undefined && !isLoggedOut(event.state)) {
          logouts.delete(event.agentId);
          return at - before.at > backMs ? undefined : verdictOnLogout(before.reason, sight);
        }
        return undefined;
      },
    };
  },
};

/** Whether nobody has asked for the logout. */
function isNews({ underWay }: Sight, agentId: string): boolean {
  return !underWay.some(({ name, subject }) => subject === agentId && /logout/i.test(name));
}

function verdictOnLogout(reason: string | undefined, sight: Sight): Verdict {
  return reason === undefined || reason === '-1'
    ? confirmed('An agent was logged out without a reason, and back without a login.', sight)
    : contradicted(
        `An agent was logged out with reason ${shortened(reason, 20)}, and back without a login.`,
        sight,
        settingChange('checkLogouts', 'all', 'all that nobody asked for'),
      );
}

/** What GC answers to a login after it has created a destination anew. */
export const reconnectDestination: Evidence = {
  search: (): Search => {
    let since: number | undefined;
    return {
      take: (sight) => {
        const { event, ended } = sight;
        if (event?.type === 'Destination') {
          since = sight.line;
        }
        if (since === undefined || ended === undefined || ended.line < since || ended.answer === undefined) {
          return undefined;
        }
        if (ended.name === 'Login' || ended.name === 'MobileAgentLogin') {
          since = undefined;
          return confirmed('After DESTINATION … RECONNECT, GC accepted a login.', sight);
        }
        return undefined;
      },
    };
  },
};
