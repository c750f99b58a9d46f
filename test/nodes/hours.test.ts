import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Flow } from '../support/flow';
import { until } from '../support/wait';

const always = '0-24';
const everyDay = {
  mon: always,
  tue: always,
  wed: always,
  thu: always,
  fri: always,
  sat: always,
  sun: always,
};

/** Calendar, node and what is behind its outputs. */
function flowWith(calendar: Record<string, unknown>, hours: Record<string, unknown> = {}) {
  return [
    { id: 'calendar', type: 'gc-calendar', name: 'Support', holidays: 'none', timeZone: 'UTC', ...calendar },
    { id: 'hours', type: 'gc-hours', calendar: 'calendar', wires: [['open'], ['closed']], ...hours },
    { id: 'open', type: 'helper' },
    { id: 'closed', type: 'helper' },
  ];
}

function ics(name: string, at = new Date()): string {
  const day = at.toISOString().slice(0, 10).replaceAll('-', '');
  return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nDTSTART;VALUE=DATE:${day}\r\nSUMMARY:${name}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
}

describe('gc-hours', () => {
  let flow: Flow;

  afterEach(() => flow.stop());

  it('passes a message on by its first output while it is open, and by its second while it is closed', async () => {
    flow = await Flow.start(flowWith({ week: everyDay }));
    flow.send('hours', { payload: 'call', gc: { ticket: 'one' } });
    const open = await flow.next('open');
    assert.deepEqual([open.payload, open.gc], ['call', { open: true, reason: 'week', ticket: 'one' }]);
    const date = new Date().toISOString().slice(0, 10);
    await flow.deploy('nodes', {
      calendar: { exceptions: [{ date, until: '', hours: '', name: 'Company outing' }] },
    });
    flow.send('hours', { payload: 'call' });
    const { gc } = await flow.next('closed');
    const { open: isOpen, since, until: end, reason, name } = gc as Record<string, unknown>;
    assert.deepEqual([isOpen, reason, name], [false, 'exception', 'Company outing']);
    assert.equal(since, Date.parse(date));
    assert.equal(end, Date.parse(date) + 86_400_000);
  });

  it('ends a message with an error where there is no calendar, or it cannot be read', async () => {
    flow = await Flow.start(flowWith({ week: { mon: 'all day' } }));
    flow.send('hours', {});
    const { error } = await flow.next('caught');
    assert.equal(error?.code, 'GC_INVALID_CONFIGURATION');
    assert.match(error?.message ?? '', /"all day" of mon/);
    await flow.deploy('nodes', { hours: { calendar: '' } });
    flow.send('hours', {});
    assert.match((await flow.next('caught')).error?.message ?? '', /calendar does not exist/);
  });

  it('says when calls may be made, in place of the hours of a connection', async () => {
    const date = new Date().toISOString().slice(0, 10);
    const outing = { date, until: '', hours: '', name: 'Company outing' };
    flow = await Flow.start([
      ...flowWith({ week: everyDay }),
      {
        id: 'connection',
        type: 'gc-connection',
        mode: 'simulator',
        callingCalendar: 'calendar',
        dryRun: true,
      },
      { id: 'dial', type: 'make-call', connection: 'connection', wires: [['open']] },
    ]);
    flow.send('dial', { agentId: '1081', payload: '2002' });
    assert.equal(((await flow.next('open')).gc as { outcome: string }).outcome, 'dry-run');
    await flow.deploy('nodes', { calendar: { exceptions: [outing] } });
    flow.send('dial', { agentId: '1081', payload: '2002' });
    const { error } = await flow.next('caught');
    assert.equal(error?.code, 'GC_OUTSIDE_CALLING_HOURS');
    assert.match(error?.message ?? '', /‘Support’ is closed until \d{4}-\d\d-\d\d 00:00 \(Company outing\)/);
    await flow.deploy('nodes', { connection: { callingCalendar: 'gone' } });
    await until(() => flow.log('error').some(({ msg }) => /calendar does not exist/.test(String(msg))));
    flow.send('dial', { agentId: '1081', payload: '2002' });
    assert.equal((await flow.next('caught')).error?.code, 'GC_OUTSIDE_CALLING_HOURS');
  });

  describe('with holidays from elsewhere', () => {
    let server: Server;
    let answer: { status: number; body: string };
    let asked = 0;

    before(async () => {
      server = createServer((_, response) => {
        asked += 1;
        response.writeHead(answer.status).end(answer.body);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });

    after(() => {
      server.closeAllConnections();
      server.close();
    });

    const url = (name = 'holidays') =>
      `http://127.0.0.1:${(server.address() as AddressInfo).port}/secret-token/${name}.ics`;

    it('is closed on one of the web, and says so', async () => {
      answer = { status: 200, body: ics('Unity Day') };
      flow = await Flow.start(flowWith({ week: everyDay, holidays: 'url', url: url() }));
      flow.send('hours', {});
      const { gc } = await flow.next('closed');
      assert.equal((gc as { name: string }).name, 'Unity Day');
      assert.equal(asked, 1);
    });

    it('goes on with the hours alone when they were never read, and says why', async () => {
      answer = { status: 500, body: '' };
      flow = await Flow.start(flowWith({ week: everyDay, holidays: 'url', url: url('never') }));
      flow.send('hours', {});
      const { gc } = await flow.next('open');
      assert.equal((gc as { problem: string }).problem, 'the server answered with status 500');
      const warned = flow.log('warn').map(({ msg }) => String(msg));
      assert.equal(warned.length, 1);
      assert.match(warned[0] ?? '', /cannot be read, so only the hours/);
      assert.doesNotMatch(warned[0] ?? '', /secret-token/);
    });

    it('goes on with those that were read last when they cannot be read any more', async () => {
      answer = { status: 200, body: ics('Unity Day') };
      const nodes = flowWith({ week: everyDay, holidays: 'url', url: url() });
      flow = await Flow.start(nodes);
      flow.send('hours', {});
      await flow.next('closed');
      answer = { status: 200, body: '<html>Log in</html>' };
      await flow.deploy('full');
      await until(() => flow.log('warn').length > 0);
      flow.send('hours', {});
      const { gc } = await flow.next('closed');
      const { name, problem } = gc as Record<string, string>;
      assert.deepEqual([name, problem], ['Unity Day', 'it is not an iCalendar file']);
    });

    it('ends a reading that is under way when it closes', async () => {
      const silent = createServer(() => undefined);
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
      const { port } = silent.address() as AddressInfo;
      flow = await Flow.start(
        flowWith({ week: everyDay, holidays: 'url', url: `http://127.0.0.1:${port}/` }),
      );
      const gone = new Promise((resolve) => {
        silent.on('connection', (socket) => socket.on('close', resolve));
      });
      flow.send('hours', {});
      await flow.deploy('nodes', { calendar: { holidays: 'none' } });
      await gone;
      silent.close();
    });

    it('reads no file outside the user directory', async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'hours-'));
      const file = path.join(folder, 'own.ics');
      await writeFile(file, ics('Carnival'));
      flow = await Flow.start(flowWith({ week: everyDay, holidays: 'file', file }));
      flow.send('hours', {});
      const { gc } = await flow.next('open');
      assert.match((gc as { problem: string }).problem, /must be in the user directory/);
      await rm(folder, { recursive: true });
    });
  });
});
