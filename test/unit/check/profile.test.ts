import assert from 'node:assert/strict';
import { readSiteProfile } from '../../../lib/check/profile';
import { siteSettingLabels } from '../../../lib/check/site-settings';
import type { SiteSettingName } from '../../../lib/protocol';
import type { ConnectionConfig } from '../../../lib/nodered/connection/connection-config';
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

const profile = {
  siteProfile: 1,
  dialect: { base: 'observed', onHold: 'HOLD', utcOffset: '+01:00' },
  settings: {
    helloArgument: '2001',
    completeWith: 'own',
    confirmations: [{ command: 'HoldCall', event: 'InboundCall', states: 'HELD, PARKED' }],
    expireCommands: false,
  },
  assumptions: { 'hello-argument': 'contradicted', 'call-over': 'not seen' },
};

function read(changes: object): unknown {
  return readSiteProfile(JSON.stringify({ ...profile, ...changes }));
}

describe('a site profile', () => {
  it('is read as it was written, without what a dialect completes', () => {
    assert.deepEqual(read({}), profile);
    assert.deepEqual(read({ dialect: undefined, settings: undefined, assumptions: undefined }), {
      siteProfile: 1,
      dialect: {},
      settings: {},
      assumptions: {},
    });
  });

  it('names fields of gc-connection, with the labels of its dialog', () => {
    const { label, tab: tabs } = words['gc-connection'];
    const labels: Readonly<Record<string, string>> = { ...commonWords.label, ...label };
    for (const [name, place] of Object.entries(siteSettingLabels)) {
      const [tab = '', text] = place.split(' → ');
      assert.equal(text, labels[fields[name as SiteSettingName]], name);
      assert.ok(Object.values(tabs).includes(tab), name);
    }
  });

  for (const [what, text, problem] of [
    ['what is no JSON', '{"siteProfile":1', /it is not JSON/],
    ['another file', '{"name":"secret-name"}', /it is not a site profile of version 1/],
    ['a later version', '{"siteProfile":2}', /it is not a site profile of version 1/],
    ['a list', '[1]', /it is not a site profile/],
    ['what is too long', ' '.repeat(200_001), /more than 200000 characters/],
    [
      'what is nested deeply',
      `{"siteProfile":1,"settings":${'['.repeat(9000)}${']'.repeat(9000)}}`,
      /settings must be an object/,
    ],
  ] as const) {
    it(`is not ${what}`, () => {
      assert.throws(() => readSiteProfile(text), { code: 'GC_INVALID_CONFIGURATION', message: problem });
    });
  }

  for (const [place, changes, problem] of [
    ['a dialect', { dialect: { onHold: 'PARKED' } }, /dialect\.onHold must be one of HELD, HOLD/],
    ['a dialect that is none', { dialect: 'observed' }, /dialect must be an object/],
    ['a base', { dialect: { base: 'klingon' } }, /dialect\.base must be one of/],
    [
      'a setting that is none',
      { settings: { password: 'hunter2' } },
      /settings has a property that is not known/,
    ],
    [
      'a setting of another kind',
      { settings: { completeWith: 7 } },
      /settings\.completeWith must be other or own/,
    ],
    [
      'a command',
      { settings: { confirmations: [{ command: 'Explode' }] } },
      /confirmations\[0\]\.command is not a word/,
    ],
    [
      'an event',
      { settings: { confirmations: [{ event: 'System' }] } },
      /confirmations\[0\]\.event is not a word/,
    ],
    [
      'a text with a line break',
      { settings: { helloArgument: 'a\nb' } },
      /settings\.helloArgument must be a text on one line/,
    ],
    [
      'a name of objects',
      { settings: JSON.parse('{"__proto__":{}}') as object },
      /settings has a property that is not known/,
    ],
    [
      'an assumption',
      { assumptions: { 'hello-argument': 'maybe' } },
      /must be confirmed or contradicted or not seen/,
    ],
    [
      'an assumption that is none',
      { assumptions: { gravity: 'confirmed' } },
      /assumptions has a property that is not known/,
    ],
  ] as const) {
    it(`is refused for ${place}, without what stands there`, () => {
      assert.throws(
        () => read(changes),
        (error: Error) => problem.test(error.message) && !/hunter2|Explode|gravity/.test(error.message),
      );
    });
  }
});
