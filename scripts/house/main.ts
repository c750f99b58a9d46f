import { findCircles } from './circles';
import { readModules, type Module } from './modules';
import { follow, runtimeProgram, type Walked } from './walk';
import { walks } from './walks';

/**
 * Measures how the code is laid out: `npm run house`. With `--check` it fails where a bound is broken.
 */

const most = { lines: 300, files: 14 };

/** Files of data, which may be as long as their table. */
const tables: readonly string[] = [
  'lib/protocol/sources/assumptions.ts',
  'lib/protocol/catalogue/commands.ts',
  'lib/protocol/catalogue/derived-events.ts',
  'lib/protocol/catalogue/errors.ts',
  'lib/protocol/catalogue/event-examples.ts',
  'lib/protocol/catalogue/events.ts',
  'lib/protocol/catalogue/parameters.ts',
];

/** Where the bounds hold: what we ship, and what makes it. Tests, measurements and chaos are only counted. */
const bound = /^(lib|nodes|plugins|scripts)\//;

function main(): void {
  const modules = readModules();
  const house = modules.filter(({ file }) => bound.test(file));
  const circles = findCircles(modules);
  const longFiles = findLong(house);
  const fullFolders = findFull(house);
  const twice = findTwice(house);
  const beside = modules.filter(({ file }) => !bound.test(file));
  const program = runtimeProgram();
  const walked = Object.entries(walks).map(([name, steps]) => [name, follow(program, steps)] as const);

  for (const [name, { files, hops, returns }] of walked) {
    show(`files from ${name} (${hops} hops through callbacks, ${returns} returns)`, files);
  }
  show(
    'circles between modules, types included',
    circles.map((files) => files.join(' ')),
  );
  show(`files over ${most.lines} lines that are no table`, longFiles);
  show(`folders over ${most.files} files`, fullFolders);
  show('names exported by more than one file', twice);
  show(`files over ${most.lines} lines in tests, bench and chaos (no bound)`, findLong(beside));
  show(`folders over ${most.files} files in tests, bench and chaos (no bound)`, findFull(beside));

  const broken = [...circles, ...longFiles, ...fullFolders].length + problemsOf(walked.map(([, way]) => way));
  if (process.argv.includes('--check') && broken > 0) {
    process.exitCode = 1;
  }
}

function findLong(modules: readonly Module[]): string[] {
  return modules
    .filter(({ file, lines }) => lines > most.lines && !tables.includes(file))
    .map(({ file, lines }) => `${lines} ${file}`);
}

function findFull(modules: readonly Module[]): string[] {
  const folders = modules.map(({ file }) => [file.slice(0, file.lastIndexOf('/')), file] as const);
  return grouped(folders)
    .filter(([, files]) => files.length > most.files)
    .map(([folder, files]) => `${files.length} ${folder}`);
}

function findTwice(modules: readonly Module[]): string[] {
  const declared = modules.flatMap(({ file, exported }) =>
    [...new Set(exported)].map((name) => [name, file] as const),
  );
  return grouped(declared)
    .filter(([, files]) => files.length > 1)
    .map(([name, files]) => `${name}: ${files.join(' ')}`);
}

function grouped(pairs: readonly (readonly [key: string, file: string])[]): [key: string, files: string[]][] {
  const groups = new Map<string, string[]>();
  for (const [key, file] of pairs) {
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups];
}

function problemsOf(ways: readonly Walked[]): number {
  const problems = ways.flatMap(({ problems }) => problems);
  for (const problem of problems) {
    console.error(`scripts/house/walks.ts: ${problem}.`);
  }
  return problems.length;
}

function show(title: string, things: readonly string[]): void {
  console.log(`${String(things.length).padStart(4)}  ${title}`);
  for (const thing of process.argv.includes('--short') ? [] : things) {
    console.log(`        ${thing}`);
  }
}

main();
