import assert from 'node:assert/strict';
import { onStage, type Example } from './stage';

interface FigureRow {
  level: string;
  id: string;
  name: string;
  complete: boolean;
  offered: number;
  answered: number;
  handled: number;
  staffed: number;
  figures: Readonly<Record<string, unknown>>;
}

describe('the example of figures in a database', () => {
  onStage((stage) => {
    let example: Example;
    const rows = () => stage().postgres.query<FigureRow>('SELECT * FROM figures ORDER BY starts');

    beforeEach(async () => {
      example = await stage().deploy('27');
      assert.deepEqual(await example.next('rows'), [], 'the table is created');
    });

    async function write(): Promise<void> {
      await example.press('3 Write now');
      await example.next('rows');
    }

    it('writes a row for each agent, and replaces it', async () => {
      await example.press('1 Log in');
      await example.next('ready');
      await write();
      await example.press('2 A call');
      await example.next('done');
      await write();
      await write();
      const all = await rows();
      const sum = (name: 'offered' | 'answered') => all.reduce((total, row) => total + row[name], 0);
      assert.deepEqual([sum('offered'), sum('answered')], [1, 1]);
      assert.ok(all.length <= 2, 'A row was not replaced.'); // Two, where an interval ends meanwhile.
      const [row] = all;
      assert.deepEqual(
        [row?.level, row?.id, row?.name, row?.complete],
        ['agent', '1081', 'Anna Becker', false],
      );
      assert.equal(row?.figures['staffedSeconds'], row?.staffed);
      assert.deepEqual(example.shown('errors'), []);
    });

    it('writes the rows when the database is back', async () => {
      await example.press('1 Log in');
      await example.next('ready');
      await stage().postgres.stop();
      await example.press('3 Write now');
      assert.match(await example.next<string>('database'), /ECONNREFUSED|terminat/);
      await stage().postgres.start();
      await example.next('rows');
      assert.equal((await rows()).length, 1);
      assert.deepEqual(example.shown('not written'), []);
    });
  });
});
