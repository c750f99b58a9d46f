import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../../scripts/run.mjs';
import { onStage, type Example } from './stage';

const folder = path.join(root, 'docs', 'cookbook');

/** The numbered steps below "Try it" of an example. */
interface Section {
  readonly page: string;
  readonly heading: string;
  readonly steps: readonly string[];
}

/** What a reader does in a step, and what the step promises: a button to click, or what a debug node shows. */
type Gesture = { readonly click: string } | { readonly debug: string; readonly shows: string };

const sections = readdirSync(folder)
  .filter((page) => /^\d/.test(page))
  .flatMap(sectionsOf);

function sectionsOf(page: string): Section[] {
  const [, ...parts] = readFileSync(path.join(folder, page), 'utf8').split(/^## /m);
  return parts.flatMap((part) => {
    const [heading = ''] = part.split('\n');
    const [, tryIt] = /^### Try it\n([^]*?)(?=^#|(?![^]))/m.exec(part) ?? [];
    const steps = Array.from(tryIt?.matchAll(/^\d+\. (.+)$/gm) ?? [], ([, step = '']) => step);
    return tryIt === undefined ? [] : [{ page, heading, steps }];
  });
}

function gesturesOf(step: string): Gesture[] {
  return Array.from(
    step.matchAll(/(?:[Cc]lick|then) \*\*(.+?)\*\*|\*\*([^*]+)\*\* shows `(.+?)`/g),
    ([, click, debug = '', shows = '']) => (click === undefined ? { debug, shows } : { click }),
  );
}

async function follow(example: Example, step: string): Promise<void> {
  const gestures = gesturesOf(step);
  assert.ok(gestures.length > 0, `Nothing is to be done or seen in: ${step}`);
  for (const gesture of gestures) {
    if ('click' in gesture) {
      await example.press(gesture.click);
    } else {
      await shows(example, gesture.debug, gesture.shows);
    }
  }
}

/** What is shown before that may be something else. */
async function shows(example: Example, debug: string, words: string): Promise<void> {
  let shown = '';
  while (!shown.includes(words)) {
    shown = JSON.stringify(await example.next(debug)) ?? '';
  }
}

describe('the cookbook, followed word by word', () => {
  it('has steps to try on five pages', () => {
    assert.ok(new Set(sections.map(({ page }) => page)).size >= 5);
  });

  onStage((stage) => {
    for (const { heading, steps } of sections) {
      it(heading, async () => {
        const example = await stage().deploy(heading.slice(0, 2));
        for (const step of steps) {
          await follow(example, step);
        }
      });
    }
  });
});
