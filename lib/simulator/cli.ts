#!/usr/bin/env node
import { createInterface, type Interface } from 'node:readline';
import { UsageError } from '../common/usage-error';
import { startSimulator, type Simulator, type Site } from '.';
import { carryOut } from './command-line/console';
import { LiveLog } from './command-line/live-log';
import { help, readSettings, type Settings } from './command-line/settings';

async function main(): Promise<void> {
  const unread = noticeUnread();
  const settings = await readSettings(process.argv.slice(2));
  if (settings === undefined) {
    console.log(help);
    return;
  }
  const simulator = await start(settings);
  const lines = listen(simulator, unread); // before it is said how to stop it
  console.log(describe(settings, simulator));
  for await (const line of lines) {
    if (line.trim() !== '') {
      console.log(await carryOut(simulator, line).catch(explain));
    }
  }
}

async function start({ load, faults, ...settings }: Settings): Promise<Simulator> {
  const known = settings.replay === undefined ? settings.site.agents : [];
  const names = new Map(
    known.map(({ agentId, firstName, lastName }) => [agentId, `${firstName} ${lastName}`]),
  );
  const log = new LiveLog((agentId) => names.get(agentId), console.log);
  const simulator = await startSimulator({ ...settings, onLog: log.show });
  try {
    if (load !== undefined && load > 0) {
      simulator.startLoad({ agents: load });
    }
    for (const fault of faults) {
      await simulator.fault(fault);
    }
  } catch (error) {
    await simulator.close();
    throw error;
  }
  return simulator;
}

/** Aborted once nobody reads any more what is shown, as with `gc-simulator | head`. */
function noticeUnread(): AbortSignal {
  const unread = new AbortController();
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      throw error;
    }
    unread.abort();
  });
  return unread.signal;
}

/** Lets the simulator be stopped; returns what is typed. */
function listen(simulator: Simulator, unread: AbortSignal): Interface {
  const lines = createInterface({ input: process.stdin });
  const stop = () => {
    lines.close();
    void simulator.close();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, stop);
  }
  unread.addEventListener('abort', stop);
  if (unread.aborted) {
    stop();
  }
  return lines;
}

function describe(
  { broker, site, commandQueue = '', dialect, flavour = 'ucce', replay }: Settings,
  { port, load }: Simulator,
): string {
  const places = broker?.map((address) => `${address.host}:${address.port}`).join(', ');
  const place = places === undefined ? `listens on stomp://127.0.0.1:${port}` : `uses the broker ${places}`;
  if (replay !== undefined) {
    return `gc-simulator ${place}, and replays a trace. Stop it with Ctrl+C.`;
  }
  const agents = site.agents.map(
    ({ agentId, extension, firstName, lastName }) => `  ${agentId} on ${extension}: ${firstName} ${lastName}`,
  );
  return [
    `gc-simulator ${place}, takes commands from the queue ${commandQueue}, and speaks ${dialectOf(dialect, site)} as with ${flavour}.`,
    'Its agents:',
    ...agents,
    ...(load === undefined
      ? []
      : [`${load.agents} more agents take calls; their events go to /topic/${load.destination}.`]),
    'Type "help" for what can be made to happen. Stop it with Ctrl+C.',
  ].join('\n');
}

function dialectOf(dialect: Settings['dialect'], { dialect: { format } }: Site): string {
  return typeof dialect === 'string' ? `the dialect ${dialect}` : (dialect?.format ?? format);
}

function explain(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

main().catch((error: unknown) => {
  console.error(explain(error));
  if (error instanceof UsageError) {
    console.error('gc-simulator --help tells what there is.');
  }
  process.exitCode = 1;
});
