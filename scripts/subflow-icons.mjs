import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

/**
 * File names of the icons that the subflows in flow files have from this package.
 * @param {string} folder of the flow files
 * @returns {string[]}
 */
export function subflowIcons(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')))
    .filter(({ type, icon }) => type === 'subflow' && !icon.startsWith('font-awesome/'))
    .map(({ icon }) => path.posix.basename(icon));
}
