import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../scripts/run.mjs';
import { startSimulator, type Simulator } from '../../lib/simulator';
import { startActiveMq, type ActiveMq, type Right } from '../support/activemq';
import { Child } from '../support/child';
import { createUserDir, startNodeRed } from '../support/node-red';
import { once, until } from '../support/wait';

const page = readFileSync(path.join(root, 'docs', 'real-gc.md'), 'utf8');
const broker = 'gc-broker.example.com:61613';
const passwords = { GC_CHECK_BROKER_PASSWORD: 'periscope-7', GC_CHECK_PASSWORD: 'secret' };
const gcLogin = { user: 'gc', password: 'engine-room-3' };
const user = 'node-red';

/** What the page has in code blocks of a language, in order. */
function blocksOf(language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, text = '']) => text,
  );
}

/** The commands of the page, in order, each as one text. */
const commands = blocksOf('sh').filter((text) => text.startsWith('npx '));
const [checkGc = '', checkAgent = '', checkCall = '', checkTrace = '', speakAlike = '', replay = ''] =
  commands;

/** The rights that the page asks for: `read`, `admin` on the topics `name`. */
function rightsOfPage(): Right[] {
  const words = '((?:`(?:read|write|admin)`(?:, )?)+)';
  const rows = page.matchAll(
    new RegExp(`^\\| +${words} +\\| +the [^|\`]*(queue|topics)[^|\`]*\`([^\`]+)\``, 'gm'),
  );
  return [...rows].map(([, given = '', kind, name = '']) => {
    const granted = given.replaceAll('`', '').split(', ');
    const rights = Object.fromEntries(granted.map((word) => [word, [user, ...theirs(name)]]));
    return kind === 'queue' ? { queue: name, ...rights } : { topic: name, ...rights };
  });
}

/** An entry with a longer name adds to `>`; GC is a client of ActiveMQ, too. */
function theirs(name: string): string[] {
  return name.startsWith('ActiveMQ.') ? ['gc'] : [];
}

const ofGc = { read: ['gc'], write: ['gc'], admin: ['gc'] };

describe('docs/real-gc.md, followed step by step', () => {
  let activeMq: ActiveMq;
  let gc: Simulator | undefined;
  let folder: string;

  before(async () => {
    folder = await createUserDir();
    activeMq = await startActiveMq({
      users: [
        { name: user, password: passwords.GC_CHECK_BROKER_PASSWORD },
        { name: gcLogin.user, password: gcLogin.password },
      ],
      rights: [{ queue: '>', ...ofGc }, { topic: '>', ...ofGc }, ...rightsOfPage()],
    });
  });

  after(async () => {
    await gc?.close();
    await activeMq.kill();
  });

  /** As typed in a terminal of the user directory, with the real address of the broker. */
  function start(command: string, environment: Record<string, string> = {}): Child {
    const typed = command.replaceAll(broker, `127.0.0.1:${activeMq.port}`);
    return new Child('sh', ['-c', typed], {
      cwd: folder,
      env: { ...process.env, ...passwords, ...environment },
    });
  }

  /** What a command shows, and its exit status. No password is in it. */
  async function outcome(command: string, environment?: Record<string, string>) {
    const child = start(command, environment);
    const [code] = await once(child.process, 'close', { timeoutMs: 150_000, what: command });
    const shown = child.log();
    assert.doesNotMatch(shown, /periscope-7|\bsecret\b|engine-room/);
    return { code, shown };
  }

  /** Something is wrong on purpose; the report ends with what to do. */
  async function assertAdvice(
    command: string,
    advice: RegExp,
    environment?: Record<string, string>,
  ): Promise<void> {
    const { code, shown } = await outcome(command, environment);
    assert.equal(code, 1, shown);
    const last = shown.trimEnd().split('\n\n').at(-1)?.replaceAll(/\s+/g, ' ') ?? '';
    assert.match(last, /^PROBLEM 1 problem was found\./);
    assert.match(last, advice);
  }

  function assertWell({ code, shown }: { code: unknown; shown: string }): void {
    assert.equal(code, 0, shown);
    assert.match(shown, /\n\nok {7}No problem was found\.\n$/);
  }

  it('has six commands, and a right for each half of the way', () => {
    assert.deepEqual(
      commands.map((command) => /^npx (gc-\w+)/.exec(command)?.[1]),
      ['gc-check', 'gc-check', 'gc-check', 'gc-check', 'gc-simulator', 'gc-simulator'],
    );
    assert.deepEqual(
      rightsOfPage().map(({ queue, topic }) => queue ?? topic),
      ['Connector1', 'node-red-test.>', 'ActiveMQ.Advisory.>'],
    );
  });

  it('names the buttons of the sidebar', () => {
    const [step = ''] = /^1\. Record it: .*$/m.exec(page) ?? [];
    const labels = readFileSync(path.join(root, 'plugins/gc-sidebar/locales/en-US/gc-sidebar.json'), 'utf8');
    const buttons = [...step.matchAll(/\*\*(.*?)\*\*/g)].map(([, label = '']) => label);
    assert.deepEqual(buttons, ['Start recording', 'Stop recording', 'Download']);
    buttons.forEach((label) => assert.ok(labels.includes(`": "${label}"`), label));
  });

  it('says what is wrong with the broker before GC is there', async () => {
    await assertAdvice(checkGc.replace(broker, '127.0.0.1:1'), /host and port in --broker/);
    await assertAdvice(checkGc, /Correct --user, or the password/, { GC_CHECK_BROKER_PASSWORD: 'wrong' });
    await assertAdvice(checkGc, /"Connector1".* Check the name in --queue, and that GC runs/);
  });

  it('finds GC once it runs, and shows what the page shows', async () => {
    gc = await startSimulator({
      broker: { host: '127.0.0.1', port: activeMq.port, ...gcLogin },
      site: { timers: { ringing: 20 } },
    });
    const { code, shown } = await outcome(checkGc);
    assertWell({ code, shown });
    const [progress = ''] = blocksOf('text');
    assert.ok(shown.startsWith(progress), shown);
  });

  it('says what is wrong with a right or a name', async () => {
    await assertAdvice(
      checkGc.replace('node-red-test', 'node-red-tset'),
      /read the topic "node-red-tset" and create it/,
    );
    await assertAdvice(checkGc.replace('Connector1', 'Connector2'), /Check the name in --queue/);
  });

  it('logs the test agent in and out', async () => {
    await assertAdvice(checkAgent, /Correct the password in GC_CHECK_PASSWORD/, {
      GC_CHECK_PASSWORD: 'wrong',
    });
    await assertAdvice(checkAgent.replace('2001', '2999'), /Correct --extension/);
    const { code, shown } = await outcome(checkAgent);
    assertWell({ code, shown });
    assert.match(shown, /^open {5}Teams$/m);
    assert.ok(gc?.truth.every(({ state }) => state === 'LOGOUT'));
  });

  it('makes calls, and leaves the three files of the page without a password', async () => {
    const made = await outcome(checkCall);
    assertWell(made);
    assert.equal(made.shown.match(/^ *Calling 2002: answer there/gm)?.length, 3);
    assert.match(page, /at the second extension, and to answer it three times/);
    for (const file of ['report.html', 'site.json', 'first-call.jsonl']) {
      assert.ok(page.includes(`| \`${file}\``), file);
      assert.doesNotMatch(await readFile(path.join(folder, file), 'utf8'), /periscope-7|\bsecret\b/, file);
    }
    assert.ok(gc?.truth.every(({ state, calls }) => state === 'LOGOUT' && calls.length === 0));
    assertWell(await outcome(checkTrace));
  });

  it('lets Node-RED connect with the same values, and its Test button as well', async () => {
    const [host, port] = ['127.0.0.1', String(activeMq.port)];
    const connection = { type: 'gc-connection', mode: 'gc', host, port, destination: 'node-red-test' };
    const credentials = { user, password: passwords.GC_CHECK_BROKER_PASSWORD };
    const nodeRed = await startNodeRed({
      version: '5',
      flows: [
        { id: 'connection', ...connection },
        { id: 'agent', type: 'gc-agent', agentId: '1081', extension: '2001' },
      ],
      credentials: { connection: credentials, agent: { password: passwords.GC_CHECK_PASSWORD } },
    });
    try {
      // The button waits a few seconds for each answer; on a busy machine one clicks once more.
      await until(async () => {
        const answer = await fetch(`${nodeRed.url}gc-connection/test`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ id: 'connection', config: connection, credentials, agent: 'agent' }),
        });
        const { gc: behind, login } = (await answer.json()) as Record<string, { outcome: string }>;
        return behind?.outcome === 'well' && login?.outcome === 'well';
      });
    } finally {
      await nodeRed.stop();
    }
  });

  it('plays GC on the desk, from the profile and from the trace', async () => {
    const desks = [
      { command: speakAlike, check: checkAgent },
      { command: replay, check: checkGc },
    ];
    for (const { command, check } of desks) {
      // Without npx, which does not pass signals on.
      const desk = start(`exec ${command.trim().replace('npx ', 'node_modules/.bin/')} --port 0`);
      try {
        const find = () => /listens on stomp:\/\/127\.0\.0\.1:(\d+)/.exec(desk.log())?.[1];
        const port = await desk.until(find, { what: command });
        assertWell(await outcome(check.replace(broker, `127.0.0.1:${port}`).replace(`--user ${user}`, '')));
      } finally {
        await desk.end();
      }
    }
  });
});
