import assert from 'node:assert/strict';
import { findWordProblems } from '../../../scripts/words/problems';

async function messagesFor(markdown: string): Promise<string[]> {
  return (await findWordProblems(markdown)).map(({ line, message }) => `${line}: ${message}`);
}

describe('the check of words', () => {
  it('names a word that the style guide avoids, its line, and what to write', async () => {
    assert.deepEqual(await messagesFor('# Brokers\n\nBroker 1 is away. Invalid\nnumbers are rubbish.'), [
      '3: "is away": write "is unavailable".',
      '4: "rubbish": write "invalid".',
    ]);
  });

  it('finds a clause as the subject, but lets a question be', async () => {
    assert.deepEqual(await messagesFor('What fails goes to the Catch node.\n\nWhat fails here?'), [
      '1: "What": write begin with the noun: "Failed commands …", "The value …".',
    ]);
  });

  it('leaves code alone, inline and in blocks', async () => {
    assert.deepEqual(await messagesFor('Set `shall` to 1.\n\n```sh\ntell whoever\n```'), []);
  });

  it('finds words in lists and tables', async () => {
    assert.deepEqual(await messagesFor('* It shall ring.\n\n| a | b |\n|---|---|\n| 1 | whoever asks |'), [
      '1: "shall": write "must", "is to", or the present tense.',
      '5: "whoever": write name who: "the agent", "anyone who", "systems that".',
    ]);
  });

  it('finds a sentence of more than 30 words', async () => {
    const words = Array.from({ length: 31 }, () => 'go').join(' ');
    assert.deepEqual(await messagesFor(`Go.\n\n${words}.`), [
      '3: A sentence of 31 words (at most 30): split it.',
    ]);
  });

  it('finds a page that is hard to read', async () => {
    const sentence =
      'Incomprehensible administrative terminology characterises insufficiently considered documentation';
    const [first] = await messagesFor(Array.from({ length: 20 }, () => `${sentence}.`).join(' '));
    assert.match(first ?? '', /^1: Reading grade \d+\.\d \(at most 9\)/);
  });
});
