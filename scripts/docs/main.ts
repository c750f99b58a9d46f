import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { derivedEventSchema, gcEventSchema } from '../../lib/protocol';
import { assumptionsPage } from './pages/assumptions-page';
import { checkPage } from './pages/check-page';
import { commandsPage } from './pages/commands-page';
import { derivedEventsPage } from './pages/derived-events-page';
import { errorsPage } from './pages/errors-page';
import { eventsPage } from './pages/events-page';
import { helpFiles } from './help';
import { messagesPage } from './pages/messages-page';
import { sitePage } from './pages/site-page';

const root = path.join(__dirname, '..', '..');

const files: Readonly<Record<string, string>> = {
  'docs/reference/assumptions.md': assumptionsPage(),
  'docs/reference/commands.md': commandsPage(),
  'docs/reference/derived-events.md': derivedEventsPage(),
  'docs/reference/derived-events.schema.json': `${JSON.stringify(derivedEventSchema, null, 2)}\n`,
  'docs/reference/events.md': eventsPage(),
  'docs/reference/events.schema.json': `${JSON.stringify(gcEventSchema, null, 2)}\n`,
  'docs/reference/errors.md': errorsPage(),
  'docs/reference/messages.md': messagesPage(),
  'docs/reference/gc-check.md': checkPage(),
  'docs/reference/site-file.md': sitePage(),
  ...helpFiles(),
};

/**
 * `npm run docs` writes the reference pages, and the parts of the help that follow from the catalogue;
 * `npm run docs -- --check` only says whether they are up to date.
 */
async function main(): Promise<void> {
  if (process.argv.includes('--check')) {
    await check();
    return;
  }
  await mkdir(path.join(root, 'docs', 'reference'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    await writeFile(path.join(root, name), text);
  }
}

async function check(): Promise<void> {
  const stale: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    const written = await readFile(path.join(root, name), 'utf8').catch(() => undefined);
    if (written !== text) {
      stale.push(name);
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
