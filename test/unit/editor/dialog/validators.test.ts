import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { zonePattern } from '../../../../lib/protocol/site/settings';

/** As the editor has it: the types of the tests know no browser. */
const { matching } = createRequire(__filename)('../../../../lib/editor/dialog/validators') as {
  matching: (pattern: RegExp, key: string) => (value: string, options: object) => unknown;
};

describe('the check of a field by a pattern', () => {
  it('does not mind blanks around the text, which do not count when the node reads it', () => {
    const validate = matching(zonePattern, 'timeZone');
    for (const zone of ['Europe/Berlin', ' Europe/Berlin', '-05:00 ', ' UTC+1 ']) {
      assert.equal(validate(zone, {}), true, zone);
    }
  });
});
