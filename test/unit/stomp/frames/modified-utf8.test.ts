import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeModifiedUtf8, encodeModifiedUtf8 } from '../../../../lib/stomp/frames/modified-utf8';

const anyText = fc.string({ unit: 'binary' });

describe('modified UTF-8', () => {
  it('is plain UTF-8 up to U+FFFF', () => {
    assert.equal(encodeModifiedUtf8('aé日\uffff').toString('hex'), '61c3a9e697a5efbfbf');
  });

  it('writes an emoji as two surrogates with three bytes each', () => {
    assert.equal(encodeModifiedUtf8('a😀b').toString('hex'), '61eda0bdedb88062');
  });

  it('writes NUL as C0 80', () => {
    assert.equal(encodeModifiedUtf8('a\0b').toString('hex'), '61c08062');
  });

  it('reads both forms, even in one text', () => {
    const both = Buffer.concat([Buffer.from('é😀'), Buffer.from('eda0bdedb880', 'hex'), Buffer.from('日')]);
    assert.equal(decodeModifiedUtf8(both), 'é😀😀日');
  });

  it('reads back what it writes', () => {
    fc.assert(
      fc.property(anyText, (text) => assert.equal(decodeModifiedUtf8(encodeModifiedUtf8(text)), text)),
    );
  });

  it('reads every plain UTF-8 text', () => {
    fc.assert(fc.property(anyText, (text) => assert.equal(decodeModifiedUtf8(Buffer.from(text)), text)));
  });

  it('reads any bytes without an exception', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => typeof decodeModifiedUtf8(Buffer.from(bytes)) === 'string'),
    );
  });

  it('keeps what other bytes are, also U+E000', () => {
    const both = Buffer.concat([
      Buffer.from('\ue000a\0'),
      Buffer.from('eda0bdedb880c080f09f', 'hex'),
      Buffer.from('\ue000'),
    ]);
    assert.equal(decodeModifiedUtf8(both), '\ue000a\0😀\0\ufffd\ue000');
  });
});
