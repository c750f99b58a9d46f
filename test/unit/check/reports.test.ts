import assert from 'node:assert/strict';
import type { Report } from '../../../lib/check/report/finding';
import { hasProblem } from '../../../lib/check/report/finding';
import { htmlReport } from '../../../lib/check/report/html-report';
import { jsonReport } from '../../../lib/check/report/json-report';
import { textReport } from '../../../lib/check/report/text-report';

const bad = `<script>alert("1")</script> & 'x'`;

const report: Report = {
  title: `Check of ${bad}`,
  facts: [{ name: 'When', value: '2026-11-29' }],
  parts: [
    {
      id: 'commands',
      title: 'Commands',
      facts: [{ name: 'sent', value: '12' }],
      findings: [
        {
          id: 'command-timed-out',
          severity: 'problem',
          what: `HoldCall timed out. The event that came nearest does not fit: its state is ${bad}, and that is a long sentence.`,
          where: { line: 17, text: `${'long'.repeat(40)} ${bad}` },
          count: 3,
          whatToDo: bad,
          setting: {
            field: 'confirmations',
            value: [],
            label: 'GC → Confirmed by',
            shown: `HoldCall: ${bad}`,
          },
        },
        { id: 'login', severity: 'well', what: 'Login works.' },
      ],
    },
    { id: 'empty', title: 'Nothing here', findings: [] },
  ],
};

describe('a report of gc-check', () => {
  it('fits into 80 columns, and has no colours where none are wanted', () => {
    const text = textReport(report, false);
    assert.deepEqual(
      text.split('\n').filter((line) => line.length > 80),
      [],
    );
    assert.ok(!text.includes('\u001B'));
    assert.match(text, /^PROBLEM {2}HoldCall timed out\./m);
    assert.match(text, /^ok {7}Login works\.$/m);
    assert.match(text, /\(3\s+times\)/);
    assert.match(text, /Set GC → Confirmed by to HoldCall/);
    assert.doesNotMatch(text, /Nothing here/);
    assert.ok(textReport(report, true).includes('\u001B[31m'));
  });

  it('ends with what to do first, and names what was not seen only once', () => {
    const [commands] = report.parts;
    const unseen = (id: string) =>
      ({ id, severity: 'open', what: `${id} was not seen.`, whatToDo: 'A call.' }) as const;
    const facts = ['onHold', 'format', 'lines'].map((name) => ({
      name,
      value: name === 'format' ? 'json' : 'not seen',
    }));
    const assumptions = {
      id: 'a',
      title: 'Assumptions',
      facts,
      findings: [unseen('call-over'), unseen('gc-zone')],
    };
    const bare = { title: 'Check', facts: [] };
    const text = textReport({ ...bare, parts: [assumptions] }, false);
    assert.match(text, /^format {4}json\nnot seen {2}onHold, lines$/m);
    assert.match(text, /^open {5}Not seen: call-over, gc-zone\.$/m);
    assert.match(text, /\n\nok {7}No problem was found\.$/);
    const withProblem = textReport({ ...bare, parts: [assumptions, ...(commands ? [commands] : [])] }, false);
    const [conclusion = ''] = withProblem.split('\n\n').slice(-1);
    assert.match(conclusion, /^PROBLEM {2}1 problem was found\. It is: HoldCall timed out\./);
    assert.match(conclusion, /Set GC → Confirmed by to HoldCall/);
  });

  it('is one page with everything escaped, no script, and nothing from elsewhere', () => {
    const page = htmlReport(report);
    const tags = page.match(/<(?!\/)[a-z!][^>]*>/gi) ?? [];
    assert.deepEqual(
      tags.filter((tag) => /script|src=|href=|http:|url\(/i.test(tag)),
      [],
    );
    assert.ok(!page.includes(bad));
    assert.ok(page.includes('&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;'));
    assert.match(page, /prefers-color-scheme: dark/);
    assert.doesNotMatch(page, /https?:|@import|url\(/);
  });

  it('is JSON with the profile and whether all is well', () => {
    const profile = { siteProfile: 1, dialect: {}, settings: {}, assumptions: {} } as const;
    const content = JSON.parse(jsonReport({ report, profile })) as { ok: boolean; profile: object };
    assert.deepEqual([content.ok, content.profile], [false, profile]);
    assert.equal(hasProblem({ ...report, parts: [] }), false);
  });
});
