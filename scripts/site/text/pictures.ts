import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Content } from '../content';
import { outsideBlocks } from './markdown';

/** Shows the picture of the dark theme in the dark, where there is one. */
export function withDarkPictures(text: string, { root }: Content): string {
  return outsideBlocks(text, (part) =>
    part.replaceAll(/!\[[^\]]*\]\((\/screenshots\/[^)]+)\.png\)/g, (picture, name: string) => {
      const dark = `${name}-dark.png`;
      return existsSync(path.join(root, 'docs', dark))
        ? `${picture}{.only-light}${picture.replace(`${name}.png`, dark)}{.only-dark}`
        : picture;
    }),
  );
}

/** Draws a flow in the place of its picture, where that has a line of its own. */
export function withDrawnFlows(text: string): string {
  const shown: string[] = [];
  const drawn = outsideBlocks(text, (part) =>
    part.replaceAll(
      /^!\[([^\]]*)\]\(\/screenshots\/flows\/(\d\d)\.png\)$/gm,
      (_, label: string, number: string) => {
        shown.push(number);
        return `<FlowView :flow="flow${number}" label="${label.replaceAll('"', '&quot;')}" />`;
      },
    ),
  );
  const imports = shown.map((number) => `import flow${number} from '@pages/flows/${number}.json';`);
  return shown.length === 0 ? drawn : `${drawn}\n<script setup>\n${imports.join('\n')}\n</script>\n`;
}
