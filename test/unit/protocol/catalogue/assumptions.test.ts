import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  allFacts,
  assumption,
  assumptionOf,
  assumptions,
  pageOf,
  pages,
  type AssumptionId,
} from '../../../../lib/protocol';

type Words = Readonly<Record<string, Readonly<Record<string, string>>>>;

const file = path.join(__dirname, '../../../../nodes/gc-connection/locales/en-US/gc-connection.json');
const dialog = (JSON.parse(readFileSync(file, 'utf8')) as Record<'gc-connection', Words>)['gc-connection'];
const { label = {}, tab = {} } = dialog;

/** The property of gc-connection that has this label. */
function propertyOf(text: string): string | undefined {
  return Object.keys(label).find((property) => label[property] === text);
}

describe('an assumption', () => {
  const settings = (Object.keys(assumptions) as AssumptionId[])
    .map((id) => [id, assumption(id).setting] as const)
    .filter(([, setting]) => !setting.startsWith('None'));

  for (const [id, setting] of settings) {
    it(`names its setting as the dialog does: ${id}, ${setting}`, () => {
      const [where = '', what] = setting.split(' → ');
      assert.ok(Object.values(tab).includes(where), where);
      if (what !== undefined) {
        const [labels = '', choice] = what.split(': ');
        const properties = labels.split(', ').map(propertyOf);
        assert.ok(!properties.includes(undefined), labels);
        const choices = dialog[properties[0] ?? ''] ?? {};
        assert.ok(choice === undefined || Object.values(choices).includes(choice), choice);
      }
    });
  }
});

describe('the source of a fact', () => {
  it('is the specification, a page or an assumption that exists', () => {
    for (const { subject, part, source } of allFacts()) {
      const [page, id] = [pageOf(source), assumptionOf(source)];
      const isKnown =
        source === 'specified' ||
        (page !== undefined && Object.hasOwn(pages, page)) ||
        (id !== undefined && Object.hasOwn(assumptions, id));
      assert.ok(isKnown, `${subject} (${part}): ${source}`);
    }
  });
});
