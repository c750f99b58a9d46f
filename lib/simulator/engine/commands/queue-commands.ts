import { localTime } from '../clock';
import { RefusedCommand } from '../refused-command';
import type { Agent } from '../store/agent';
import type { Call } from '../store/call';
import type { CallQueue } from '../store/call-queue';
import type { ContactCentre } from '../store/contact-centre';
import { queueStatistics } from './queue-statistics';
import { teamsLedBy } from './rights';

/** As in Finesse, one sees the queues one works for; a supervisor also those that the teams work for. */
export const queueCommands = {
  getqueuelist: (centre: ContactCentre, agent: Agent) => {
    const teams = [agent.profile.team, ...teamsLedBy(centre, agent).map(({ id }) => id)];
    const own = [...centre.queues.values()].filter(({ profile }) =>
      profile.teams.some((team) => teams.includes(team)),
    );
    if (own.length === 0) {
      throw new RefusedCommand('NOT_FOUND');
    }
    const queues = own.map((queue) => described(centre, queue));
    centre.report(agent, { type: 'QueueList', queues, agentId: agent.id });
  },
};

/** In the order of the specification. Numbers are texts, and what is absent an empty one. */
function described(centre: ContactCentre, queue: CallQueue<Call>): Record<string, string> {
  const { startTimeOfLongestCallInQueue: start, ...numbers } = queueStatistics(centre, queue);
  return {
    queueName: queue.profile.name,
    ...Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, String(number)])),
    startTimeOfLongestCallInQueue: start === undefined ? '' : localTime(start),
  };
}
