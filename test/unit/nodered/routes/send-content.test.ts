import assert from 'node:assert/strict';
import { PassThrough, Readable, Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { sendLines, sendStream } from '../../../../lib/nodered/routes/send-content';

describe('sendLines', () => {
  it('ends each line, and the whole', async () => {
    const to = new PassThrough();
    const [sent] = await Promise.all([text(to), sendLines(to, ['one', 'two'])]);
    assert.equal(sent, 'one\ntwo\n');
  });

  it('sends nothing of nothing', async () => {
    const to = new PassThrough();
    const [sent] = await Promise.all([text(to), sendLines(to, [])]);
    assert.equal(sent, '');
  });

  it('makes lines only as fast as they are taken', async () => {
    let made = 0;
    function* lines() {
      for (; made < 100; made += 1) {
        yield 'x'.repeat(100_000);
      }
    }
    const waiting: (() => void)[] = [];
    const slow = new Writable({
      write: (_piece, _encoding, done) => {
        waiting.push(done);
      },
    });
    const sending = sendLines(slow, lines());
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(made < 10, `${made} lines`);
    slow.destroy();
    await sending;
  });

  it('takes it for no error when the other side goes away, but for one when a line cannot be made', async () => {
    const gone = new PassThrough();
    gone.destroy();
    await sendLines(gone, ['one']);
    function* broken() {
      yield 'one';
      throw new RangeError('no more');
    }
    await assert.rejects(sendLines(new PassThrough(), broken()), RangeError);
  });
});

describe('sendStream', () => {
  it('sends all bytes, and ends it', async () => {
    const to = new PassThrough();
    const [sent] = await Promise.all([text(to), sendStream(to, Readable.from(['one', 'two']))]);
    assert.equal(sent, 'onetwo');
  });

  it('destroys what is to be sent when the other side is gone, without an error', async () => {
    const [from, gone] = [new PassThrough(), new PassThrough()];
    gone.destroy();
    await sendStream(gone, from);
    assert.ok(from.destroyed);
  });
});
