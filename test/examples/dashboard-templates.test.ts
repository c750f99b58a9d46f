import assert from 'node:assert/strict';
import { exampleFiles } from './example-files';

/** Names, numbers and variables of calls are what others choose. */
describe('what comes from GC', () => {
  for (const { number, title, nodes } of exampleFiles.filter(({ group }) => group === '5 Dashboards')) {
    it(`is text, never HTML, on the pages of ${number} ${title}`, () => {
      const templates = nodes().filter(({ type }) => type === 'ui-template');
      assert.ok(templates.length > 1);
      for (const { name, format } of templates) {
        assert.doesNotMatch(String(format), /v-html|innerHTML|outerHTML/, name);
      }
      for (const notification of nodes().filter(({ type }) => type === 'ui-notification')) {
        assert.equal(notification['raw'], false);
      }
    });
  }
});
