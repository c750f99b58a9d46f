import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

/** How much a trace has: so many lines, or so many bytes. */
export interface TraceSize {
  readonly lines: number;
  readonly bytes: number;
}

const perChunk = 1000;
const start = Date.UTC(2026, 10, 29, 10);
const commandEvery = 20;

/**
 * Writes a trace that begins like that of a client and goes on for days: events, each with an id of its own, and commands
 * with their outcomes. Returns how many lines it has.
 */
export async function writeTrace(
  file: string,
  bodies: readonly string[],
  { lines, bytes }: TraceSize,
): Promise<number> {
  const stream = createWriteStream(file);
  let written = 0;
  let count = 0;
  while (count < lines && written < bytes) {
    const chunk = Array.from({ length: perChunk }, (_, index) => lineAt(count + index, bodies)).join('');
    count += perChunk;
    written += Buffer.byteLength(chunk);
    if (!stream.write(chunk)) {
      await once(stream, 'drain');
    }
  }
  stream.end();
  await once(stream, 'close');
  return count;
}

function lineAt(index: number, bodies: readonly string[]): string {
  const at = new Date(start + index * 30).toISOString();
  const broker = '127.0.0.1:61613';
  const position = index % commandEvery;
  const id = 1 + Math.floor(index / commandEvery);
  const agentId = String(5000 + (id % 100));
  const content =
    index === 0
      ? {
          kind: 'trace',
          version: 1,
          at,
          standIns: true,
          destination: 'bench',
          commandQueue: 'Connector1',
          package: '0.1.0',
        }
      : position === 1
        ? { kind: 'command', at, id, name: 'GetState', body: '', jmsType: `GetState#${agentId}`, broker }
        : position === 3
          ? { kind: 'outcome', at, id, name: 'GetState', agentId, outcome: 'confirmed', tookMs: 60 }
          : {
              kind: 'event',
              at,
              body: bodies[index % bodies.length],
              broker,
              headers: {
                'message-id': `ID:bench-40000-1764410000000-2:1:-1:1:${index}`,
                timestamp: String(start + index * 30),
              },
            };
  return `${JSON.stringify(content)}\n`;
}
