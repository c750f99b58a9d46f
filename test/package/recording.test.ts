import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ConnectionRow, News, RecordingRequest, UnreadRow } from '../../plugins/gc-sidebar/news';
import { temporaryFolder } from '../support/child';
import { ScriptedGc } from '../support/scripted-gc';
import { searched } from '../support/traces';
import { NodeRedWithUsers } from '../support/users';
import { until } from '../support/wait';

const password = 'only-the-broker-knows';
const permissions = {
  reader: ['gc.read', 'flows.read'],
  actor: ['gc.read', 'gc.write'],
  painter: ['flows.read', 'flows.write'],
  owner: '*',
};
const call = '1081#NewInboundCall#03001234567#7#Ann Lee#orderNumber=A-77';

describe('recording', () => {
  for (const version of ['4.1', '5'] as const) {
    describe(`in Node-RED ${version}`, () => {
      let gc: ScriptedGc;
      let nodeRed: NodeRedWithUsers;
      let folder: string;

      const connection = (id: string, properties: object) => ({
        id,
        type: 'gc-connection',
        mode: 'gc',
        host: '127.0.0.1',
        port: String(gc.broker.port),
        ...properties,
      });
      const flows = (destination = 'here') => [
        { id: 'tab', type: 'tab' },
        connection('desk', { name: 'Front desk', destination }),
        connection('headless', { destination: 'here', record: true, recordFolder: folder }),
        connection('unused', { destination: 'nobody' }),
        { id: 'events', type: 'gc-event-in', z: 'tab', connection: 'desk', x: 0, y: 0, wires: [] },
        { id: 'others', type: 'gc-event-in', z: 'tab', connection: 'headless', x: 0, y: 0, wires: [] },
      ];

      before(async () => {
        folder = temporaryFolder('traces');
        gc = await ScriptedGc.start({ destination: 'here', user: 'node-red', password });
        const credentials = {
          desk: { user: 'node-red', password },
          headless: { user: 'node-red', password },
        };
        nodeRed = await NodeRedWithUsers.start({ version, flows: flows(), credentials }, permissions);
        for (const id of ['desk', 'headless']) {
          const health = () => nodeRed.ask(`gc-connection/${id}/health`, 'reader');
          await until(async () => (await health()).status === 200, { what: id });
        }
      });

      after(async () => {
        await nodeRed.stop();
        await gc.close();
      });

      async function rows(): Promise<News['rows']> {
        const response = await nodeRed.ask('gc-sidebar/news?since=0', 'reader');
        assert.equal(response.status, 200);
        return ((await response.json()) as News).rows;
      }

      async function row(id: string): Promise<ConnectionRow> {
        const found = (await rows()).find(({ key }) => key === id);
        return found?.kind === 'connection' ? found : assert.fail(`no row of ${id}`);
      }

      async function recordingOf(id: string) {
        return (await row(id)).recording;
      }

      const request: RecordingRequest = { connection: 'desk', standIns: true, whenFull: 'drop-oldest' };
      const start = (its: Partial<RecordingRequest> = {}, user = 'actor') =>
        nodeRed.ask('gc-sidebar/recordings/start', user, { ...request, ...its });
      const stop = (user = 'actor') =>
        nodeRed.ask('gc-sidebar/recordings/stop', user, { connection: 'desk' });

      async function download(id = 'desk'): Promise<string[]> {
        const response = await nodeRed.ask(`gc-sidebar/recordings/${id}`, 'actor');
        assert.equal(response.status, 200);
        assert.match(String(response.headers.get('content-type')), /^application\/x-ndjson/);
        const text = await response.text();
        assert.ok(text.endsWith('\n'));
        return searched(text);
      }

      async function errorOf(status: number, response: Response): Promise<string> {
        const text = await response.text();
        assert.equal(response.status, status, text);
        return text.startsWith('{') ? (JSON.parse(text) as { error: string }).error : text;
      }

      /** Records one call, and returns what was recorded. */
      async function recordCall(its: Partial<RecordingRequest>): Promise<string[]> {
        assert.equal((await start(its)).status, 200);
        await gc.publish(call);
        await until(async () => (await download()).some((line) => line.includes('NewInboundCall')), {
          what: 'the call in the trace',
        });
        assert.equal((await stop()).status, 200);
        return download();
      }

      it('counts what could not be read, and shows it without real numbers', async () => {
        await gc.publish('This is no event, ask 03001234567', '1081#State#ON_BREAK');
        const unread = await until(
          async () => {
            const found = (await rows()).filter(
              (one): one is UnreadRow => one.kind === 'unread' && one.connection === 'desk',
            );
            return found.length > 1 ? found : undefined;
          },
          { what: 'both lines' },
        );
        const [message, word] = ['message', 'unknown-word'].map((reason) =>
          unread.find((one) => one.reason === reason),
        );
        assert.equal(message?.detail, 'the message is no event of GC');
        assert.equal(message?.count, 1);
        assert.doesNotMatch(String(message?.line), /03001234567/);
        assert.deepEqual([word?.type, word?.attribute, word?.detail], ['State', 'state', 'ON_BREAK']);
        assert.equal((await row('desk')).unread, 2);
      });

      it('asks for gc.write, to start, to stop and to download', async () => {
        await errorOf(401, await nodeRed.ask('gc-sidebar/recordings/start', undefined, request));
        await errorOf(401, await nodeRed.ask('gc-sidebar/recordings/desk'));
        for (const user of ['reader', 'painter']) {
          await errorOf(403, await start({}, user));
          await errorOf(403, await stop(user));
          await errorOf(403, await nodeRed.ask('gc-sidebar/recordings/desk', user));
        }
        assert.equal(await recordingOf('desk'), undefined);
      });

      it('says what is wrong with rubbish, and with what cannot be', async () => {
        assert.match(await errorOf(404, await stop()), /not being recorded/);
        assert.match(
          await errorOf(404, await nodeRed.ask('gc-sidebar/recordings/desk', 'actor')),
          /This connection has no recording/,
        );
        assert.match(await errorOf(404, await start({ connection: 'events' })), /no gc-connection/);
        assert.match(await errorOf(409, await start({ connection: 'unused' })), /closed/);
        const wrong: readonly [object, RegExp][] = [
          [{ connection: 7 }, /"connection"/],
          [{ standIns: 'yes' }, /"standIns" must be true or false/],
          [{ whenFull: 'never' }, /"whenFull" must be one of: drop-oldest, stop/],
        ];
        for (const [its, reason] of wrong) {
          assert.match(await errorOf(400, await start(its)), reason);
        }
      });

      it('is seen by all who may read, and says who started and stopped it', async () => {
        const before = nodeRed.nodeRed.log().length;
        assert.equal((await start()).status, 200);
        const running = await until(() => recordingOf('desk'), { what: 'the mark' });
        assert.deepEqual([running.ended, running.standIns, running.toFile], [undefined, true, false]);
        assert.match(await errorOf(409, await start()), /is already being recorded/);
        await gc.publish(call);
        await until(async () => ((await recordingOf('desk'))?.bytes ?? 0) > running.bytes, { what: 'bytes' });
        assert.equal((await stop()).status, 200);
        assert.equal(await until(async () => (await recordingOf('desk'))?.ended), 'stopped');
        const log = nodeRed.nodeRed.log().slice(before);
        assert.match(log, /The user "actor" has started recording Front desk \(desk\), with stand-ins for/);
        assert.match(log, /The user "actor" has stopped recording Front desk \(desk\)\./);
      });

      it('has stand-ins for numbers, names and call variables, and never a password', async () => {
        const lines = await recordCall({});
        const [header, ...entries] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
        assert.deepEqual([header?.['kind'], header?.['standIns']], ['trace', true]);
        assert.ok(entries.some(({ kind }) => kind === 'event'));
        assert.doesNotMatch(lines.join('\n'), /03001234567|Ann Lee|A-77/);
        assert.doesNotMatch(lines.join('\n'), new RegExp(password));
      });

      it('has what was sent, where somebody wants that', async () => {
        const lines = (await recordCall({ standIns: false })).join('\n');
        assert.match(lines, /03001234567/);
        assert.doesNotMatch(lines, new RegExp(password));
      });

      it('goes into a file from the start where the connection says so', async () => {
        const recording = await recordingOf('headless');
        assert.deepEqual([recording?.ended, recording?.toFile], [undefined, true]);
        const [file = ''] = await until(() => {
          const files = readdirSync(folder);
          return files.length > 0 ? files : undefined;
        });
        const read = () => readFileSync(path.join(folder, file), 'utf8');
        await until(() => read().includes('NewInboundCall'), { what: 'the call in the file' });
        assert.doesNotMatch(read(), new RegExp(`03001234567|${password}`));
        searched(read());
        const lines = await download('headless');
        assert.equal((JSON.parse(lines[0] ?? '') as { kind: string }).kind, 'trace');
        assert.ok(lines.some((line) => line.includes('NewInboundCall')));
        assert.ok(read().startsWith(`${lines.join('\n')}\n`));
        assert.match(nodeRed.nodeRed.log(), /The user "actor" is downloading the recording of headless\./);
        for (const user of ['reader', 'painter']) {
          await errorOf(403, await nodeRed.ask('gc-sidebar/recordings/headless', user));
        }
        for (const id of [file, `../${file}`, path.join(folder, file), '__proto__']) {
          const asked = `gc-sidebar/recordings/${encodeURIComponent(id)}`;
          await errorOf(404, await nodeRed.ask(asked, 'actor'));
        }
        const place = path.join(folder, file).replaceAll(/[.\\]/g, '\\$&');
        assert.match(
          nodeRed.nodeRed.log(),
          new RegExp(`Recording the messages to and from GC in ${place}, with stand-ins`),
        );
      });

      it('ends with a deploy of the connection, and can still be downloaded', async () => {
        assert.equal((await start()).status, 200);
        const before = await download();
        assert.equal((await nodeRed.ask('flows', 'owner', flows('elsewhere'))).status, 204);
        await until(async () => (await recordingOf('desk'))?.ended === 'closed', { what: 'the end' });
        const { startedAt, endedAt = Infinity } = (await recordingOf('desk')) ?? assert.fail();
        assert.ok(endedAt >= startedAt && endedAt <= Date.now());
        assert.match(
          nodeRed.nodeRed.log(),
          /The recording of Front desk \(desk\) has ended because the connection was closed: \d+ entries/,
        );
        assert.equal((await download())[0], before[0]);
      });
    });
  }
});
