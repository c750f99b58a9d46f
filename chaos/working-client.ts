import { createInterface } from 'node:readline';
import { GcClient, type GcClientOptions } from '../lib/client';
import { GcError } from '../lib/protocol';
import type { SiteAgent } from '../lib/simulator';

/** What the process of this file is given, as JSON. */
export interface Work {
  readonly client: GcClientOptions;
  readonly agents: readonly SiteAgent[];
}

/** What it writes, a line of JSON each time, when it is asked for it by a line. */
export interface Progress {
  /** Commands that were asked for, and those of them that have ended, by outcome or code. */
  readonly asked: number;
  readonly ended: Readonly<Record<string, number>>;
  readonly states: Readonly<Record<string, string>>;
}

/** Makes agents ready and not ready without end, in a process of its own that can be stopped; `rest` ends the work. */
async function work({ client: options, agents }: Work): Promise<void> {
  const client = new GcClient(options);
  let asked = 0;
  let isResting = false;
  const ended: Record<string, number> = {};
  await client.connect();
  await Promise.all(agents.map((agent) => client.login(agent)));
  const takeTurns = async (agentId: string) => {
    for (let turn = 0; !isResting; turn += 1) {
      asked += 1;
      const command =
        turn % 2 === 0
          ? client.command('MakeReady', { agentId })
          : client.command('MakeNotReady', { agentId });
      const end = await command.then(
        ({ outcome }) => outcome,
        (error: unknown) => (error instanceof GcError ? error.code : String(error)),
      );
      ended[end] = (ended[end] ?? 0) + 1;
    }
  };
  createInterface(process.stdin).on('line', (line) => {
    isResting ||= line === 'rest';
    const states = client.snapshot().agents.map(({ agentId, state }) => [agentId, state] as const);
    const progress: Progress = { asked, ended, states: Object.fromEntries(states) };
    console.log(JSON.stringify(progress));
  });
  await Promise.all(agents.map(({ agentId }) => takeTurns(agentId)));
}

void work(JSON.parse(String(process.env['WORK'])) as Work);
