import { startRecording } from '../recording';

export interface Centre {
  readonly agents: number;
  /** The agents log in, and get their first calls. */
  readonly opening: readonly string[];
  /** What they do then. */
  readonly day: readonly string[];
  /** How many events a second their day has. */
  readonly pace: number;
}

const openingSeconds = 120;
/** The simulator takes on fewer than a large centre has. So that one is several sites at once, with ids of their own. */
const agentsPerSite = 1000;
const ids = /"(agentId|dialogID|prevDialogId|extension)":"(\d+)"/g;

/** Records what a centre of the simulator's load publishes: its opening, and so many events of its day. */
export async function recordCentre(agents: number, events: number): Promise<Centre> {
  const sites = Math.ceil(agents / agentsPerSite);
  const { simulator, bodies, pass } = await startRecording();
  try {
    simulator.startLoad({ agents: agents / sites });
    for (let second = 0; second < openingSeconds; second += 1) {
      await pass();
    }
    const opening = bodies.splice(0);
    let seconds = 0;
    for (; bodies.length * sites < events; seconds += 1) {
      await pass();
    }
    const day = onSites(bodies, sites);
    return {
      agents,
      opening: onSites(opening, sites),
      day: day.slice(0, events),
      pace: day.length / seconds,
    };
  } finally {
    await simulator.close();
  }
}

/** The same happens on each site, at the same time. */
function onSites(bodies: readonly string[], sites: number): string[] {
  return bodies.flatMap((body) =>
    Array.from({ length: sites }, (_, site) => body.replaceAll(ids, `"$1":"${site + 1}$2"`)),
  );
}
