import { createRequire } from 'node:module';

/** Where the description of this package is, from the sources and from what is built of them. */
const places = ['../../package.json', '../../../package.json'];

/** The version of this package. */
export const packageVersion: string = findVersion();

function findVersion(): string {
  const load = createRequire(__filename);
  for (const place of places) {
    try {
      return (load(place) as { version: string }).version;
    } catch {
      // The other place, then.
    }
  }
  return 'unknown';
}
