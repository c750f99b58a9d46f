import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { parseEvent } from '../../../../lib/protocol';
import type { TraceEntry } from '../../../../lib/trace';
import { ReplayStage } from './replay-stage';
import { command, event, outcome, traceOf } from './trace-lines';

const folder = path.join(__dirname, '../engine/sequences');

/** Between two things that happen. */
const pauseMs = 200;

/** A command of a sequence, and when it was sent. */
interface Sent {
  readonly at: number;
  readonly text: string;
  /** Milliseconds until all had come that followed from it. */
  lasted: number;
}

/** A sequence as a trace of one client that has sent and heard all of it. */
interface Recorded {
  readonly trace: string[];
  readonly sent: readonly Sent[];
  readonly heard: readonly string[];
}

/** Sequences of the engine, in each dialect: commands start with `>`, other happenings with `*`, events with `<`. */
const parts = readdirSync(folder).flatMap((file) =>
  readFileSync(path.join(folder, file), 'utf8')
    .trim()
    .split('\n\n')
    .map((part) => {
      const [heading = '', ...transcript] = part.split('\n');
      return { name: `${path.parse(file).name.replaceAll('-', ' ')}, in ${heading.slice(2)}`, transcript };
    }),
);

function record(transcript: readonly string[]): Recorded {
  const entries: TraceEntry[] = [];
  const sent: Sent[] = [];
  const heard: string[] = [];
  let at = 0;
  let id = 0;
  let isOpen = false;
  const close = (result: string) => {
    if (isOpen) {
      entries.push(outcome(at, id, result));
      isOpen = false;
    }
  };
  for (const line of transcript) {
    if (line.startsWith('<')) {
      at += 3;
      const body = line.slice(2).replace(/^\S+ /, '');
      entries.push(event(at, body));
      heard.push(body);
      const last = sent.at(-1);
      if (isOpen && last !== undefined) {
        last.lasted = at - last.at;
      }
      continue;
    }
    close(entries.at(-1)?.kind === 'event' ? 'confirmed' : 'sent');
    at += pauseMs + Number(/^\* wait (\d+)$/.exec(line)?.[1] ?? 0);
    if (line.startsWith('>')) {
      id += 1;
      const text = toOneClient(line.slice(2));
      const [type = '', ...body] = text.split(' ');
      entries.push(command(at, id, type, body.join(' ')));
      sent.push({ at, text, lasted: 0 });
      isOpen = true;
    }
  }
  close('confirmed');
  return { trace: traceOf(...entries), sent, heard };
}

/** All clients of a sequence are one here. */
function toOneClient(text: string): string {
  return text.replace(/^(Hello|Beat)#.*$/, '$1#desk').replace(/^(Connect#\S+) [^,]*,/, '$1 desk,');
}

/**
 * Sends the commands about agents so many milliseconds late after the one before, or early, but not before that is
 * answered; returns what was heard. A trace does not wait for a heartbeat, so those keep their time.
 */
async function replay({ trace, sent }: Recorded, shifts: readonly number[]): Promise<string[]> {
  const stage = await ReplayStage.open(trace);
  stage.send('Hello#start');
  stage.heard();
  let before: Sent = { at: 0, text: '', lasted: 0 };
  sent.forEach((next, index) => {
    const shift = isHeartbeat(next) ? 0 : (shifts[index] ?? 0);
    stage.wait(Math.max(before.lasted + 1, next.at - before.at + shift));
    stage.send(next.text);
    before = next;
  });
  stage.wait(1_000_000);
  assert.deepEqual(stage.problems, []);
  const toDesk = stage.heard().filter((line) => line.startsWith('desk ') || !hasDesk(sent));
  return toDesk.map((line) => line.replace(/^\S+ /, ''));
}

/** Between agents, the order may be another one; what a heartbeat is answered depends on its time. */
function ofEachAgent(bodies: readonly string[]): Map<string, string[]> {
  const agents = new Map<string, string[]>();
  for (const body of bodies) {
    const event = parseEvent(body);
    const agentId = ('agentId' in event ? event.agentId : undefined) ?? '';
    if (event.type !== 'System') {
      agents.set(agentId, [...(agents.get(agentId) ?? []), body]);
    }
  }
  return agents;
}

function isHeartbeat({ text }: Sent): boolean {
  return /^(?:Hello|Beat)#/.test(text);
}

function hasDesk(sent: readonly Sent[]): boolean {
  return sent.some(({ text }) => /^(?:Hello|Beat|Connect)#/.test(text));
}

describe('a golden sequence', () => {
  for (const { name, transcript } of parts) {
    it(`is the same in its replay: ${name}`, async () => {
      const recorded = record(transcript);
      assert.deepEqual(await replay(recorded, []), recorded.heard);
    });
  }

  it('is the same when commands come late or early', async () => {
    const recordings = parts.map(({ transcript }) => record(transcript));
    const shifts = fc.array(fc.integer({ min: -5000, max: 5000 }), { minLength: 60, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...recordings), shifts, async (recorded, late) => {
        assert.deepEqual(ofEachAgent(await replay(recorded, late)), ofEachAgent(recorded.heard));
      }),
      { numRuns: 300 },
    );
  });
});
