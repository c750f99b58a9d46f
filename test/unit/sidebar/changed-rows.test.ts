import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ChangedRows } from '../../../plugins/gc-sidebar/runtime/changed-rows';

interface Row {
  readonly key: string;
  readonly state: string;
}

const row = (key: string, state = 'READY'): Row => ({ key, state });

describe('the rows of the sidebar', () => {
  it('are told once, until they change', () => {
    const rows = new ChangedRows<Row>(1000);
    assert.ok(rows.replace([row('1'), row('2')], 10));
    assert.deepEqual(rows.since(undefined), { rows: [row('1'), row('2')], gone: [] });
    assert.ok(!rows.replace([row('1'), row('2')], 20));
    assert.deepEqual(rows.since(10), { rows: [], gone: [] });
    assert.ok(rows.replace([row('1'), row('2', 'TALKING')], 30));
    assert.deepEqual(rows.since(10), { rows: [row('2', 'TALKING')], gone: [] });
  });

  it('are told to be gone, and not while they are back', () => {
    const rows = new ChangedRows<Row>(1000);
    rows.replace([row('1'), row('2')], 10);
    assert.ok(rows.replace([row('1')], 20));
    assert.deepEqual(rows.since(10), { rows: [], gone: ['2'] });
    rows.replace([row('1'), row('2')], 30);
    assert.deepEqual(rows.since(10), { rows: [row('2')], gone: [] });
  });

  it('are forgotten when nobody asks for such old changes any more', () => {
    const rows = new ChangedRows<Row>(1000);
    rows.replace([row('1')], 10);
    rows.replace([], 20);
    rows.replace([], 1020);
    assert.deepEqual(rows.since(10).gone, ['1']);
    rows.replace([], 1021);
    assert.deepEqual(rows.since(10).gone, []);
  });

  it('are the same for who takes the changes and who takes the whole', () => {
    const table = fc.uniqueArray(
      fc.record(
        { key: fc.constantFrom('a', 'b', 'c'), state: fc.constantFrom('x', 'y') },
        { noNullPrototype: true },
      ),
      {
        selector: ({ key }) => key,
      },
    );
    fc.assert(
      fc.property(fc.array(fc.record({ table, isAsked: fc.boolean() })), (steps) => {
        const rows = new ChangedRows<Row>(1000);
        const known = new Map<string, Row>();
        let asked = 0;
        steps.forEach(({ table: now, isAsked }, index) => {
          const revision = index + 1;
          rows.replace(now, revision);
          if (!isAsked) {
            return;
          }
          const changes = rows.since(asked);
          asked = revision;
          changes.gone.forEach((key) => known.delete(key));
          changes.rows.forEach((changed) => known.set(changed.key, changed));
          assert.deepEqual(known, new Map(now.map((each) => [each.key, each])));
        });
      }),
    );
  });
});
