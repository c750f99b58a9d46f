import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import type { ReadStream, WriteStream } from 'node:tty';
import { askSecret } from '../../../../lib/check/command-line/ask-secret';
import { UsageError } from '../../../../lib/common/usage-error';

/** A terminal that remembers what it was asked to show. */
class Terminal extends PassThrough {
  readonly modes: boolean[] = [];

  setRawMode(isRaw: boolean): this {
    this.modes.push(isRaw);
    return this;
  }
}

describe('a password that is asked for', () => {
  let terminal: Terminal;
  let screen: PassThrough;

  beforeEach(() => {
    terminal = new Terminal();
    screen = new PassThrough().setEncoding('utf8');
  });

  function ask(...chunks: (string | Buffer)[]): Promise<string> {
    const answer = askSecret(
      'Password of the agent 1081',
      terminal as unknown as ReadStream,
      screen as unknown as WriteStream,
    );
    chunks.forEach((chunk) => terminal.write(chunk));
    return answer;
  }

  it('is not shown', async () => {
    assert.equal(await ask('se', 'cret', '\r'), 'secret');
    assert.equal(screen.read(), 'Password of the agent 1081: \n');
    assert.deepEqual(terminal.modes, [true, false]);
  });

  it('can be corrected while it is typed', async () => {
    assert.equal(await ask('\u007Fsex\bcrett\u007F\n'), 'secret');
  });

  it('begins anew with Ctrl+U, and takes nothing from keys that write no letter', async () => {
    assert.equal(await ask('wrong\u0015sec', '\u001B[D\u001BOP\u001B[200~ret\u001B[201~\t', '\r'), 'secret');
  });

  it('is asked for when nothing that is typed is shown any more', () => {
    const shown: string[] = [];
    const setRawMode = terminal.setRawMode.bind(terminal);
    terminal.setRawMode = (isRaw) => {
      shown.push(String(screen.read()));
      return setRawMode(isRaw);
    };
    void ask('');
    assert.deepEqual(shown, ['null']);
  });

  it('may have any letters, also cut in pieces', async () => {
    const bytes = Buffer.from('pässwörd 😀\r');
    assert.equal(await ask(bytes.subarray(0, 2), bytes.subarray(2, 13), bytes.subarray(13)), 'pässwörd 😀');
  });

  it('is bounded', async () => {
    assert.equal((await ask('x'.repeat(5000), '\r')).length, 1000);
  });

  it('need not be given', async () => {
    await assert.rejects(ask('sec\u0003'), UsageError);
    assert.deepEqual(terminal.modes, [true, false]);
    assert.doesNotMatch(String(screen.read()), /sec/);
  });
});
