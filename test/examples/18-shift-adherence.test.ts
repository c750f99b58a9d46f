import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Comms } from '../support/comms';
import { calendarFile } from '../support/holidays';
import { startNodeRed, type NodeRed } from '../support/node-red';
import { StandingClock } from '../support/standing-clock';
import { exampleFile } from './example-files';
import { setHours } from './hours';
import { Example } from './stage';

/** The last second before the plan changes, and the moment at which it does. */
const changes = [
  {
    // From 2:00 to 3:00.
    what: 'begins when the clock is put forward over its beginning',
    calendar: { timeZone: 'Europe/Berlin' },
    hours: '2:30-14:00',
    before: '2024-03-31T00:59:59Z',
    after: '2024-03-31T01:00:00Z',
    plans: [{ planned: 'off' }, { planned: 'working' }],
  },
  {
    // From 3:00 to 2:00, half an hour before.
    what: 'ends when the clock, put back, shows its end for the second time',
    calendar: { timeZone: 'Europe/Berlin' },
    hours: '22:00-2:30',
    before: '2024-10-27T01:29:59Z',
    after: '2024-10-27T01:30:00Z',
    plans: [{ planned: 'working' }, { planned: 'off' }],
  },
  {
    what: 'ends at the midnight at which a holiday begins',
    calendar: { timeZone: 'America/New_York', holidays: 'file', file: 'holidays.ics' },
    hours: '18:00-6:00',
    before: '2024-12-25T04:59:59Z',
    after: '2024-12-25T05:00:00Z',
    plans: [{ planned: 'working' }, { planned: 'off', why: 'Christmas Day and Boxing Day' }],
  },
] as const;

/** The agent 1081 is logged in, 1084 has logged out. */
const list = 'agentId,action\n1081,login\n1084,login\n1084,logout\n';

describe('the shift of the example', () => {
  for (const version of ['4.1', '5'] as const) {
    for (const { what, calendar, hours, before, after, plans } of changes) {
      describe(`in Node-RED ${version}`, () => {
        let clock: StandingClock;
        let nodeRed: NodeRed;
        let comms: Comms;

        beforeEach(async () => {
          clock = new StandingClock({ standsAt: before, goesOnAt: after });
          nodeRed = await startNodeRed({ version, flows: [], env: clock.env });
          comms = await Comms.open(nodeRed.url);
        });

        afterEach(async () => {
          comms.close();
          await nodeRed.stop();
        });

        it(what, async () => {
          await writeFile(path.join(nodeRed.userDir, 'holidays.ics'), calendarFile('government.ics'));
          const example = new Example(nodeRed, comms, exampleFile('18').nodes());
          setHours(example, 'Early shift', hours);
          Object.assign(example.node('Early shift'), calendar);
          await example.deploy();
          const headers = { 'content-type': 'text/csv' };
          await fetch(`${nodeRed.url}shift`, { method: 'POST', headers, body: list });
          const told = (plan: (typeof plans)[number]) => [
            { agentId: '1081', actual: 'NOT_READY', ...plan, adherent: plan.planned === 'working' },
            { agentId: '1084', actual: 'LOGOUT', ...plan, adherent: plan.planned === 'off' },
          ];
          assert.deepEqual(await nextOfBoth(example, 3), told(plans[0]));
          await clock.letGo();
          assert.deepEqual(await nextOfBoth(example, 2), told(plans[1]));
        });
      });
    }
  }
});

/** What is told last of each agent in so many messages, in the order of their ids. */
async function nextOfBoth(example: Example, messages: number): Promise<unknown[]> {
  const last = new Map<string, unknown>();
  for (let count = 0; count < messages; count += 1) {
    const told = await example.next<{ agentId: string }>('adherence');
    last.set(told.agentId, told);
  }
  return [...last.keys()].sort().map((agentId) => last.get(agentId));
}
