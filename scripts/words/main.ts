import path from 'node:path';
import { findWordProblems } from './problems';
import { allTexts, type Text } from './texts';

const root = path.join(__dirname, '..', '..');

/**
 * `npm run words` fails where English prose has words that the style guide avoids, or is hard to read.
 * `npm run words -- docs/cookbook` looks only at texts whose name has this in it.
 */
async function main(): Promise<void> {
  const chosen = process.argv.slice(2);
  const isChosen = ({ name }: Text) => chosen.length === 0 || chosen.some((part) => name.includes(part));
  const texts = allTexts(root).filter(isChosen);
  const problems = (await Promise.all(texts.map(describeProblems))).flat();
  console.log([...problems, `${problems.length} problems in ${texts.length} texts.`].join('\n'));
  process.exitCode = problems.length === 0 ? 0 : 1;
}

async function describeProblems({ name, markdown, linesBefore }: Text): Promise<string[]> {
  const problems = await findWordProblems(markdown);
  return problems.map(({ line, message }) => `${name}:${line + linesBefore}: ${message}`);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
