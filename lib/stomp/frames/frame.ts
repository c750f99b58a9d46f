import { setOwn } from '../../common/own-property';

const escaped: Readonly<Record<string, string>> = { n: '\n', r: '\r', c: ':', '\\': '\\' };

/** What it takes to find the end of a frame, and to answer it. */
const needed = ['content-length', 'subscription', 'message-id', 'ack', 'receipt-id', 'message'];
/** Longer ones do not count in a frame that is too large. */
const maxNeededLength = 1024;

/** A frame as the broker has sent it. Of its headers, only those that somebody asks for are read. */
export class Frame {
  readonly command: string;
  /** Undefined where the frame is too large, and once a message has it. */
  body: Buffer | undefined;
  /** Bytes of the body; where it is not told, the body ends at the first NUL. */
  readonly bodyLength: number | undefined;
  #headers: Readonly<Record<string, string>> | undefined;

  /**
   * `head`: command and headers, with the empty line behind them; `isTooLarge`: there is more of it than is taken in.
   *
   * @throws {Error} when the length of the body is no number
   */
  constructor(
    private readonly head: string,
    readonly isTooLarge: boolean,
  ) {
    this.command = withoutReturns(head.slice(0, head.indexOf('\n')));
    this.bodyLength = readLength(this.header('content-length'));
  }

  /** All headers; of a frame that is too large, only those that are needed to answer it. */
  get headers(): Readonly<Record<string, string>> {
    return (this.#headers ??= readHeaders(this.head, this.isTooLarge));
  }

  /** The value of a header whose name has no character that is escaped. Of headers with the same name, the first counts. */
  header(name: string): string | undefined {
    if (this.isTooLarge) {
      return Object.hasOwn(this.headers, name) ? this.headers[name] : undefined;
    }
    const start = this.head.indexOf(`\n${name}:`);
    if (start === -1) {
      return undefined;
    }
    const end = this.head.indexOf('\n', start + 1);
    return unescape(withoutReturns(this.head.slice(start + name.length + 2, end)));
  }
}

function readHeaders(head: string, isTooLarge: boolean): Readonly<Record<string, string>> {
  const lines = head.split('\n');
  const headers: Record<string, string> = {};
  // The first is the command; behind the headers, there are the empty line and what is behind its end.
  for (let index = 1; index < lines.length - 2; index += 1) {
    const line = withoutReturns(lines[index] ?? '');
    const colon = line.indexOf(':');
    // ActiveMQ does not escape the names of JMS properties: a line of such a name may have no colon.
    if (colon === -1 || (isTooLarge && !isNeeded(line, colon))) {
      continue;
    }
    setFirst(headers, unescape(line.slice(0, colon)), unescape(line.slice(colon + 1)));
  }
  return headers;
}

function isNeeded(line: string, colon: number): boolean {
  return line.length <= maxNeededLength && needed.includes(line.slice(0, colon));
}

/** What a line says, without the carriage returns at its end. */
export function withoutReturns(line: string): string {
  let end = line.length;
  while (line.charCodeAt(end - 1) === 0x0d) {
    end -= 1;
  }
  return end === line.length ? line : line.slice(0, end);
}

/** Of headers with the same name, the first counts. */
function setFirst(headers: Record<string, string>, name: string, value: string): void {
  if (!Object.hasOwn(headers, name)) {
    setOwn(headers, name, value);
  }
}

function unescape(text: string): string {
  let meant = '';
  let start = 0;
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', start)) {
    meant += text.slice(start, at) + (escaped[text[at + 1] ?? ''] ?? text.slice(at, at + 2));
    start = at + 2;
  }
  return start === 0 ? text : meant + text.slice(start);
}

function readLength(length: string | undefined): number | undefined {
  if (length === undefined) {
    return undefined;
  }
  if (!/^\d+$/.test(length)) {
    throw new Error('the content-length of a frame is no number');
  }
  return Number(length);
}
