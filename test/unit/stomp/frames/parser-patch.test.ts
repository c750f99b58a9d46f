import assert from 'node:assert/strict';
import { hardenParser } from '../../../../lib/stomp/frames/parser-patch';
import { IncomingFrameStream } from '../../../../lib/stomp/frames/stompit';

describe("the repair of stompit's parser", () => {
  it('can be applied twice', () => {
    hardenParser();
    hardenParser();
  });

  it('refuses another version or shape of stompit', () => {
    const { prototype } = IncomingFrameStream;
    assert.throws(
      () => hardenParser({ prototype: Object.create(prototype) as object }, '1.0.1'),
      /stompit 1\.0\.1 is not supported/,
    );
    assert.throws(() => hardenParser({ prototype: {} }, '1.0.0'), /not supported: exactly 1\.0\.0/);
  });
});
