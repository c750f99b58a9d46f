import {
  fullMeaning,
  optionNames,
  optionRow,
  type OptionName,
} from '../../../lib/check/command-line/options';
import { evidence } from '../../../lib/check/offline/evidence/table';
import { siteSettingLabels } from '../../../lib/check/site-settings';
import {
  assumption,
  assumptions,
  siteSettingNames,
  type AssumptionId,
  type SiteSettingName,
} from '../../../lib/protocol';
import { code, fence, list, page, prose, table } from '../markdown';

const profile = `{
  "siteProfile": 1,
  "dialect": { "base": "specified-json", "onHold": "HOLD", "utcOffset": "+01:00" },
  "settings": {
    "helloArgument": "2001",
    "confirmations": [{ "command": "HoldCall", "event": "InboundCall", "states": "HELD, PARKED" }]
  },
  "assumptions": { "hello-argument": "contradicted", "call-over": "confirmed", "queue-order": "not seen" }
}`;

/** A setting as the page shows it. */
function settingRow(name: SiteSettingName): string[] {
  return [code(name), prose(siteSettingLabels[name])];
}

export function checkPage(): string {
  return page(
    'gc-check',
    '`gc-check` says how a GC differs from what this package expects, and which settings of gc-connection to change. It checks a recording (`gc-check trace.jsonl`), or a GC that runs (`gc-check --broker …`).',
    fence(
      'sh',
      'npx -p @contact-flows/node-red-contrib-generic-connector gc-check trace.jsonl --profile site.json --html report.html\nnpx -p @contact-flows/node-red-contrib-generic-connector gc-check --broker stomp://broker:61613 --agent 1081 --extension 2001',
    ),
    '## Options',
    table(['Option', 'With', 'Meaning'], optionNames.map(optionLine)),
    '## Exit status',
    list([
      '`0`: all is well. There may be notes.',
      '`1`: something was found that needs something done: a line that begins with `PROBLEM`.',
      '`2`: the check could not be done, or was stopped: wrong arguments, or a file that cannot be read or written.',
    ]),
    '## What is found in a trace',
    'A trace is read as a stream, so it can have any size. Each kind of finding is there once, with how often it was found and the line where it was found first.',
    list([
      'Lines of the file that are none of a trace, and gaps.',
      'Commands that timed out, the event that came nearest, why it did not fit, and the setting with which it does. Answers that came after the time limit.',
      'Events that could not be read, fields without a place, attributes and words that no table lists.',
      'Errors of GC, and those that no table knows.',
      'Events that came twice or out of order.',
      "GC's time zone, its clock and the broker's, compared with the clock of the machine that recorded.",
      'How GC speaks: each field of a [dialect](site-file.md#dialect), or `not seen`.',
      'Each [assumption](assumptions.md): confirmed, contradicted with the line and the setting, or not seen.',
    ]),
    '## Site profile',
    '`--profile` writes what was learned as JSON. `gc-simulator --dialect site.json` speaks like that GC. `dialect` holds only fields that were seen, and in `base` the dialect with a name that is most like it. `settings` holds only fields of gc-connection that need another value than their default. In the dialog of gc-connection, _Load a site profile…_ on the tab _GC_ fills them in.',
    fence('json', profile),
    table(['Setting', 'In the dialog of gc-connection'], siteSettingNames.map(settingRow)),
    '## What a trace shows of each assumption',
    table(
      ['Assumption', 'What would show it'],
      (Object.keys(assumptions) as AssumptionId[]).map((id) => [code(id), prose(proofOf(id))]),
    ),
  );
}

function optionLine(name: OptionName): string[] {
  const row = optionRow(name);
  const { value, only } = row;
  const meaning = fullMeaning(row);
  const text = `${meaning.charAt(0).toUpperCase()}${meaning.slice(1)}.`;
  return [
    code(`--${name}${value === undefined ? '' : ` ${value}`}`),
    only === undefined ? 'both' : '`--broker`',
    prose(text),
  ];
}

function proofOf(id: AssumptionId): string {
  const row = evidence[id];
  return 'search' in row ? assumption(id).proof : `No trace can show it. ${row.cannotShow}`;
}
