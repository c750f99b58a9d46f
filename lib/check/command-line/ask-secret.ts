import { UsageError } from '../../common/usage-error';
import type { ReadStream, WriteStream } from 'node:tty';

const longest = 1000;
const enter = ['\r', '\n', '\u0004'];
const interrupt = '\u0003';
const backspace = ['\u007F', '\b'];
/** Ctrl+U: begin anew. */
const clear = '\u0015';
const escape = '\u001B';
/** What keys such as the arrows send: they mean nothing here, and belong to no password. */
const keys = new RegExp(`${escape}(?:\\[[0-?]*[ -/]*[@-~]|O.)?`, 'g');

/**
 * Asks for a password without showing it.
 *
 * @throws {UsageError} when the question is ended with Ctrl+C
 */
export function askSecret(question: string, input: ReadStream, output: WriteStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let typed: string[] = [];
    const end = (then: () => void) => {
      input.off('data', take).setRawMode(false).pause();
      output.write('\n');
      then();
    };
    const take = (chunk: string | Buffer) => {
      for (const character of String(chunk).replaceAll(keys, '')) {
        if (character === interrupt) {
          end(() => {
            reject(new UsageError('Nothing was checked.'));
          });
          return;
        }
        if (enter.includes(character)) {
          end(() => {
            resolve(typed.join(''));
          });
          return;
        }
        typed = edited(typed, character);
      }
    };
    // Nothing that is typed as soon as the question is there is shown.
    input.setEncoding('utf8').setRawMode(true).on('data', take).resume();
    output.write(`${question}: `);
  });
}

function edited(typed: string[], character: string): string[] {
  if (character === clear) {
    return [];
  }
  if (backspace.includes(character)) {
    return typed.slice(0, -1);
  }
  return /\p{Cc}/u.test(character) ? typed : [...typed, character].slice(0, longest);
}
