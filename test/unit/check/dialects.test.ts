import assert from 'node:assert/strict';
import type { CheckResult } from '../../../lib/check/check-result';
import { checkTrace } from '../../../lib/check/offline/check-trace-file';
import type { GcClientOptions } from '../../../lib/client';
import { readConnectionPlan } from '../../../lib/nodered/connection/settings/connection-config';
import { parseSiteProfile, siteSettingsIn } from '../../../lib/protocol';
import { readDialect, type DialectChoice } from '../../../lib/simulator';
import { foreignWords } from './foreign-words';
import type { Change } from './interpreter';
import { playSession } from './session';
import { Site } from './site';

const mixed = {
  base: 'specified-json',
  callStates: 'capitalised',
  onHold: 'HOLD',
  callOver: 'DELETED',
  dialogIdKey: 'dialogId',
  absent: 'null',
  beyondTables: true,
  callVariables: 'pairs',
  participants: 'wrapped',
  lists: 'bare',
  teamEvents: 'State',
  callTypeInJmsType: false,
  utcOffset: '+05:30',
  blanks: true,
  unknownAttributes: true,
} as const satisfies DialectChoice;

const spoken: readonly [string, DialectChoice][] = [
  ['specified-json', 'specified-json'],
  ['specified-new', 'specified-new'],
  ['specified-old', 'specified-old'],
  ['observed', 'observed'],
  ['one in JSON that has no name', mixed],
];

/** Commands whose answers have foreign words. */
const misunderstood = [
  'MakeReady',
  'AnswerCall',
  'HoldCall',
  'RetrieveCall',
  'ConsultCall',
  'TransferCall',
  'ReleaseCall',
  'Transfer_sst',
  'RejectOutboundPreview',
  'MakeCall',
];

/** Fields that a session of each format shows. */
const shown = {
  json: 17,
  text: 11,
  'text-old': 8,
} as const;

async function check(
  dialect: DialectChoice,
  options: Partial<GcClientOptions> = {},
  change?: Change,
): Promise<CheckResult & { readonly outcomes: Record<string, string> }> {
  const site = await Site.start(dialect, options, change);
  try {
    const outcomes = await playSession(site);
    return { outcomes, ...(await checkTrace(site.file())) };
  } finally {
    await site.close();
  }
}

/** The options that gc-connection makes of the settings of a profile. */
function optionsOf(settings: object): Partial<GcClientOptions> {
  const RED = { settings: { userDir: '/nowhere' }, nodes: { getNode: () => null } };
  const config = { mode: 'gc', host: '127.0.0.1', destination: 'desk', ...settings };
  const plan = readConnectionPlan(RED as never, config);
  assert.equal(plan.mode, 'gc');
  return plan.client;
}

function findings({ report }: CheckResult, severity: string): string[] {
  const all = report.parts.flatMap((part) => part.findings);
  return all.filter((finding) => finding.severity === severity).map(({ what }) => what);
}

describe('gc-check recognises the dialect', () => {
  for (const [title, dialect] of spoken) {
    it(`${title}, and finds nothing wrong`, async () => {
      const result = await check(dialect);
      const { base, ...seen } = result.profile.dialect;
      const full = readDialect(dialect);
      const utcOffset = full.utcOffset === 'local' ? '+00:00' : full.utcOffset;
      const names = Object.keys(seen) as (keyof typeof seen)[];
      const expected = Object.fromEntries(
        names.map((name) => [name, name === 'utcOffset' ? utcOffset : full[name]]),
      );
      assert.deepEqual(seen, expected);
      assert.deepEqual(names.length >= shown[full.format] ? [] : names, []);
      assert.equal(base, typeof dialect === 'string' ? dialect : dialect.base);
      assert.deepEqual(findings(result, 'problem'), []);
      assert.deepEqual(new Set(Object.values(result.outcomes)), new Set(['confirmed', 'sent']));
    });
  }
});

describe('gc-check of a GC with words and shapes of its own', () => {
  it('names the settings with which all commands succeed', async function () {
    this.timeout(120_000);
    const first = await check(mixed, { timeoutMs: 1000 }, foreignWords);
    const failed = (names: readonly string[]) =>
      names.filter((name) => first.outcomes[name]?.includes('GC_TIMEOUT') === true);
    // On a slow machine more can time out: these always do.
    assert.deepEqual(failed(misunderstood), misunderstood);
    const { dialect } = first.profile;
    const settings = siteSettingsIn(parseSiteProfile(JSON.stringify(first.profile)));
    const second = await check(mixed, optionsOf(settings), foreignWords);
    assert.deepEqual(new Set(Object.values(second.outcomes)), new Set(['confirmed', 'sent']));
    assert.deepEqual(second.profile.settings, settings);
    assert.deepEqual(second.profile.dialect, dialect);
  });
});
