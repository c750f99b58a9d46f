import { decodeCommand } from '../../lib/protocol';
import { makeAgents } from '../agents';
import { problemsIn, type Row } from '../row';
import { untilTrue } from '../truth';
import { Workplace } from '../workplace';

const dayMs = 86_400_000;
/** What the clock shows too much, one after the other, while commands are under way. */
const jumps = [dayMs, -dayMs, 0] as const;

export const clockJumps: Row = {
  name: 'clock-jumps',
  fault: 'the clock is put a day forward, two days back, and right again, while commands are under way',
  required: 'every command is done, its time is true, none is sent twice, the snapshot is what GC says',
  async run(stage) {
    let sent = 0;
    const agents = makeAgents(5);
    const gc = await stage.startGc({
      site: { agents },
      onLog: (entry) => {
        const name = entry.kind === 'command' ? decodeCommand(entry.type, entry.body)?.name : undefined;
        sent += name === 'MakeReady' || name === 'MakeNotReady' ? 1 : 0;
      },
    });
    // The broker's clock stays right: by it, commands of a clock put back would have expired.
    const workplace = await Workplace.open(stage, agents, { expireCommands: false });
    const { ledger, client } = workplace;
    const now = Date.now;
    try {
      await workplace.logIn(agents);
      const before = ledger.done;
      for (const jump of jumps) {
        for (const payload of ['ready', 'not-ready']) {
          agents.forEach(({ agentId }) => {
            workplace.send('state', { agentId, payload });
          });
          Date.now = () => now() + jump;
          await workplace.allEnded();
        }
      }
      const done = ledger.done - before;
      const asked = 2 * jumps.length * agents.length;
      const { sumMs } = client.snapshot().counters.latency;
      const differences = await untilTrue(gc, client);
      return {
        values: `${done} of ${asked} commands done, ${sent} sent, ${Math.round(sumMs)} ms in all`,
        problems: [
          ...differences,
          ...problemsIn({
            'a command was not done': done === asked,
            'a command was sent twice, or not at all': sent === asked,
            'a time was taken by the clock': sumMs >= 0 && sumMs < dayMs / 2,
          }),
        ],
      };
    } finally {
      Date.now = now;
      await workplace.close();
      await gc.close();
    }
  },
};
