import type { Studio } from './studio';
import { openStudio } from './studio';
import { dashboards } from './dashboards';
import { dialogs } from './dialogs';
import { flows } from './flows';
import { quickStart } from './quick-start';
import { sidebar } from './sidebar';

/** Takes the pictures of one kind; of those with these names, where names are given. */
type Photographer = (studio: Studio, names: readonly string[]) => Promise<void>;

const kinds: Readonly<Record<string, Photographer>> = {
  dialogs,
  'quick-start': quickStart,
  sidebar,
  flows,
  dashboards,
};

/** `npm run screenshots` takes all pictures of the documentation; `npm run screenshots -- flows 05` only that one. */
async function main([kind, ...names]: readonly string[]): Promise<void> {
  const chosen = kind === undefined ? Object.values(kinds) : [kinds[kind]];
  const studio = await openStudio();
  try {
    for (const photographer of chosen) {
      if (!photographer) {
        throw new Error(`${kind}: there are ${Object.keys(kinds).join(', ')}.`);
      }
      await photographer(studio, names);
    }
  } finally {
    await studio.close();
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
