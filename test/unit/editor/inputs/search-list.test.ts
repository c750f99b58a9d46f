import assert from 'node:assert/strict';
import { SearchList } from '../../../../lib/editor/inputs/choices/search-list';

const rows = [
  { value: '2001', label: '2001 – Zoë Müller' },
  { value: '2002', label: '2002 – Ravi Kumar' },
  { value: 'muenchen', label: 'müller & co' },
];
const values = (typed: string, most?: number) =>
  new SearchList(rows).find(typed, most).map(({ value }) => value);

describe('a list that is searched', () => {
  it('finds each word anywhere, whatever its case and accents', () => {
    assert.deepEqual(values('ZOE mull'), ['2001']);
    assert.deepEqual(values('kumar 2002'), ['2002']);
    assert.deepEqual(values('nobody'), []);
  });

  it('shows first what begins with what is typed', () => {
    assert.deepEqual(values('muller'), ['muenchen', '2001']);
  });

  it('shows all for nothing, and for a whole value', () => {
    assert.equal(values('').length, 3);
    assert.equal(values('2002').length, 3);
  });

  it('shows no more than asked for', () => {
    assert.deepEqual(values('', 1), ['2001']);
  });
});
