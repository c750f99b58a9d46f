import { withoutReturns } from './frame';
import { IncomingFrameStream, version } from './stompit';

/** What the replaced functions touch of stompit's parser. */
interface Parser {
  _chunk: Buffer;
  _currentLine: string;
  _maxLineLength: number;
  _paused: boolean;
  _transformCallback: ((error?: unknown) => void) | null;
  _consume(bytes: number): void;
  _continueTransform(): void;
  _parse(): void;
  _parseLine(): string | null;
}

const LF = 0x0a;
const replaced = ['_continueTransform', '_parseLine'] as const;
const used = ['_consume', ...replaced] as const;

/**
 * Repairs stompit's parser of incoming frames, which reads the answer to the login: a header called `hasOwnProperty`
 * ended the process, and a line that TCP cut inside a character or between CR and LF came out garbled.
 *
 * @throws {Error} if stompit is not the version this was made for
 */
export function hardenParser(stream: { prototype: object } = IncomingFrameStream, found = version): void {
  const parser = stream.prototype as Partial<Parser>;
  if (found !== '1.0.0' || used.some((name) => typeof parser[name] !== 'function')) {
    throw new Error(
      `stompit ${found} is not supported: exactly 1.0.0 is needed. Install this package anew, so that it gets its own copy.`,
    );
  }
  Object.assign(parser, { _continueTransform: continueTransform, _parseLine: parseLine });
}

/** Every exception ends the connection with an error; stompit lets all but its own kind end the process. */
function continueTransform(this: Parser): void {
  this._paused = false;
  try {
    while (!this._paused && this._chunk.length > 0) {
      this._parse();
    }
  } catch (error) {
    this._transformCallback?.(error);
    return;
  }
  if (this._paused) {
    return;
  }
  const callback = this._transformCallback;
  this._transformCallback = null;
  callback?.();
}

/** The unfinished line is kept as latin1, one character per byte, and decoded when it is complete. */
function parseLine(this: Parser): string | null {
  const end = this._chunk.indexOf(LF);
  const length = end === -1 ? this._chunk.length : end;
  if (this._currentLine.length + length > this._maxLineLength) {
    throw new Error(`a line is longer than ${this._maxLineLength} bytes`);
  }
  this._currentLine += this._chunk.toString('latin1', 0, length);
  this._consume(end === -1 ? length : length + 1);
  if (end === -1) {
    return null;
  }
  const line = Buffer.from(withoutReturns(this._currentLine), 'latin1').toString('utf8');
  this._currentLine = '';
  return line;
}
