import assert from 'node:assert/strict';
import { matching } from '../../../../lib/editor/dialog/validators';
import { zonePattern } from '../../../../lib/protocol/site/settings';

describe('the check of a field by a pattern', () => {
  it('does not mind blanks around the text, which do not count when the node reads it', () => {
    const validate = matching(zonePattern, 'timeZone');
    for (const zone of ['Europe/Berlin', ' Europe/Berlin', '-05:00 ', ' UTC+1 ']) {
      assert.equal(validate.call({}, zone, { label: 'Time zone' }), true, zone);
    }
  });
});
