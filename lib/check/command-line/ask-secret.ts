import { UsageError } from '../../common/usage-error';
import type { ReadStream, WriteStream } from 'node:tty';

const longest = 1000;
const enter = ['\r', '\n', '\u0004'];
const interrupt = '\u0003';
const backspace = ['\u007F', '\b'];

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
      for (const character of String(chunk)) {
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
        typed = backspace.includes(character) ? typed.slice(0, -1) : [...typed, character].slice(0, longest);
      }
    };
    output.write(`${question}: `);
    input.setEncoding('utf8').setRawMode(true).on('data', take).resume();
  });
}
