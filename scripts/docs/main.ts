import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gcEventSchema } from '../../lib/protocol';
import { commandsPage } from './commands-page';
import { errorsPage } from './errors-page';
import { eventsPage } from './events-page';
import { messagesPage } from './messages-page';
import { sitePage } from './site-page';

const folder = path.join(__dirname, '..', '..', 'docs', 'reference');

const files: Readonly<Record<string, string>> = {
  'commands.md': commandsPage(),
  'events.md': eventsPage(),
  'events.schema.json': `${JSON.stringify(gcEventSchema, null, 2)}\n`,
  'errors.md': errorsPage(),
  'messages.md': messagesPage(),
  'site-file.md': sitePage(),
};

/** `npm run docs` writes the reference pages; `npm run docs -- --check` only says whether they are up to date. */
async function main(): Promise<void> {
  if (process.argv.includes('--check')) {
    await check();
    return;
  }
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(folder, name), text);
  }
}

async function check(): Promise<void> {
  const stale: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    const written = await readFile(path.join(folder, name), 'utf8').catch(() => undefined);
    if (written !== text) {
      stale.push(`docs/reference/${name}`);
    }
  }
  if (stale.length > 0) {
    console.error(`Not up to date: ${stale.join(', ')}. Run "npm run docs" and commit what it writes.`);
    process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
