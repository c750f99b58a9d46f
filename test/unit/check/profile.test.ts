import assert from 'node:assert/strict';
import { siteSettingLabels } from '../../../lib/check/site-settings';
import type { SiteSettingName } from '../../../lib/protocol';
import type { ConnectionConfig } from '../../../lib/nodered/connection/settings/connection-config';
import words from '../../../nodes/gc-connection/locales/en-US/gc-connection.json';
import commonWords from '../../../lib/editor/locales/en-US.json';

/** The compiler says if gc-connection has no such field. */
const fields: Readonly<Record<SiteSettingName, keyof ConnectionConfig>> = {
  commandQueue: 'commandQueue',
  helloArgument: 'helloArgument',
  contactCentre: 'contactCentre',
  completeWith: 'completeWith',
  gcTimeZone: 'gcTimeZone',
  checkLogouts: 'checkLogouts',
  confirmations: 'confirmations',
  timeout: 'timeout',
  expireCommands: 'expireCommands',
};

describe('a site profile', () => {
  it('names fields of gc-connection, with the labels of its dialog', () => {
    const { label, tab: tabs } = words['gc-connection'];
    const labels: Readonly<Record<string, string>> = { ...commonWords.label, ...label };
    for (const [name, place] of Object.entries(siteSettingLabels)) {
      const [tab = '', text] = place.split(' → ');
      assert.equal(text, labels[fields[name as SiteSettingName]], name);
      assert.ok(Object.values(tabs).includes(tab), name);
    }
  });
});
