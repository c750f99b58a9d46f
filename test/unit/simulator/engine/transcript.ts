import { Stage, type StageOptions } from './stage';

type Step = (stage: Stage, ...words: string[]) => unknown;

/** What can happen besides commands, by how a transcript says it. */
const steps: readonly (readonly [RegExp, Step])[] = [
  [/^wait (\d+)$/, (stage, ms) => stage.clock.advance(Number(ms))],
  [
    /^(\d+) calls (.+?)(?: with (.+))?$/,
    (stage, from = '', to = '', variables) =>
      stage.engine.incomingCall({ to, from, callVariables: readVariables(variables) }),
  ],
  [
    /^the dialer offers (\d+) a preview of (\d+)(?: with (.+))?$/,
    (stage, to = '', number = '', variables) =>
      stage.engine.previewCall({ to, number, callVariables: readVariables(variables) }),
  ],
  [/^the customer of (.+) hangs up$/, (stage, to = '') => stage.engine.customerHangsUp({ to })],
  [/^the number that (\d+) has called answers$/, (stage, to = '') => stage.engine.customerAnswers({ to })],
  [/^nobody answers at (\d+)$/, (stage, to = '') => stage.engine.noAnswer({ to })],
  [/^GC goes out of service$/, (stage) => stage.engine.setInService(false)],
  [/^GC comes back$/, (stage) => stage.engine.setInService(true)],
  [
    /^GC has (\d+|any number of) licences$/,
    (stage, count) => (stage.engine.centre.licences = /\d/.test(count ?? '') ? Number(count) : undefined),
  ],
];

/**
 * Does what a transcript says, and writes down what really happened. Lines starting with `>` are commands, with `*`
 * other things that happen, with `<` what GC publishes.
 */
export function perform(transcript: readonly string[], options: StageOptions): string[] {
  const stage = new Stage(options);
  return transcript
    .filter((line) => !line.startsWith('<'))
    .flatMap((line) => [line, ...play(stage, line).map((message) => `< ${message}`)]);
}

/** Does what one line says, and returns what was published then. */
export function play(stage: Stage, line: string): string[] {
  const text = line.slice(2);
  if (line.startsWith('> ')) {
    stage.send(text);
    return stage.heard();
  }
  const [step, words] = steps
    .map(([pattern, step]) => [step, pattern.exec(text)] as const)
    .find(([, words]) => words !== null) ?? [undefined, null];
  if (step === undefined || words === null) {
    throw new Error(`Nobody knows how to play "${line}".`);
  }
  step(stage, ...words.slice(1));
  return stage.heard();
}

function readVariables(text: string | undefined): Record<string, string> {
  const pairs = (text ?? '').split('|').filter((pair) => pair !== '');
  return Object.fromEntries(pairs.map((pair) => pair.split('=', 2) as [string, string]));
}
