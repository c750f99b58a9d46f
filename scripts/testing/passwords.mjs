import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../run.mjs';

/** All that the tests use. They are words that nothing else writes. @type {string[]} */
const passwords = JSON.parse(readFileSync(path.join(root, 'test', 'fixtures', 'passwords.json'), 'utf8'));

const pattern = new RegExp(`\\b(${passwords.join('|')})\\b`);

/**
 * Looks through all files of a folder.
 * @param {string} folder
 * @returns {{ files: number, found: string[] }} `found`: the places, as `file:line`, and what stands there
 */
export function findPasswords(folder) {
  const files = readdirSync(folder);
  const found = files.flatMap((file) => {
    const lines = readFileSync(path.join(folder, file), 'utf8').split('\n');
    return lines.flatMap((line, index) => (pattern.test(line) ? [`${file}:${index + 1}: ${line}`] : []));
  });
  return { files: files.length, found };
}
