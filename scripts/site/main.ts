import { parseArgs } from 'node:util';
import { build, dist } from './build';
import { fail } from '../run.mjs';
import { serve } from './server';

/**
 * `npm run site` builds the documentation site, and serves it to this machine. With `--build` it only builds. `--base=/docs/`
 * is for a site that is not at the root of its host; PORT chooses the port.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { build: { type: 'boolean' }, base: { type: 'string', default: '/' } },
  });
  if (!/^\/(.*\/)?$/.test(values.base)) {
    throw new Error(`--base=${values.base}: the path begins and ends with "/".`);
  }
  await build(values.base);
  if (!values.build) {
    const { url } = await serve(dist, values.base, Number(process.env['PORT'] ?? 4173));
    console.log(`\nThe site is ready: ${url}   (Ctrl-C ends it)\n`);
  }
}

main().catch(fail);
