import type { Fact, Finding, Report, ReportPart } from './finding';
import { style } from './html-style';

/** The report as one page: it has no script, and takes nothing from elsewhere. */
export function htmlReport({ title, facts, parts }: Report): string {
  const shown = parts.filter((part) => part.findings.length > 0 || (part.facts ?? []).length > 0);
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
    `<title>${escape(title)}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<h1>${escape(title)}</h1>`,
    table(facts),
    conclusion(parts),
    ...shown.map(section),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** What needs something done, before all details. */
function conclusion(parts: readonly ReportPart[]): string {
  const problems = parts.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'problem');
  const list = problems.map(({ what }) => `<li>${escape(what)}</li>`);
  return problems.length === 0
    ? '<p>No problem was found.</p>'
    : ['<p>Problems:</p>', '<ul>', ...list, '</ul>'].join('\n');
}

function section({ id, title, facts = [], findings }: ReportPart): string {
  return [
    `<section id="${escape(id)}">`,
    `<h2>${escape(title)}</h2>`,
    table(facts),
    ...findings.map(article),
    '</section>',
  ].join('\n');
}

function article({ severity, what, where, count, whatToDo, setting }: Finding): string {
  const times = count !== undefined && count > 1 ? ` <small>${count} times</small>` : '';
  return [
    `<article class="${severity}">`,
    `<p><strong>${escape(what)}</strong>${times}</p>`,
    ...(setting === undefined
      ? []
      : [
          `<p>Set <b>${escape(setting.label)}</b> to <b>${escape(setting.shown)}</b> (<code>${escape(setting.field)}</code>).</p>`,
        ]),
    ...(whatToDo === undefined ? [] : [`<p>${escape(whatToDo)}</p>`]),
    ...place(where),
    '</article>',
  ].join('\n');
}

function place(where: Finding['where']): string[] {
  const line = where?.line === undefined ? '' : `Line ${where.line} `;
  const text = where?.text === undefined ? '' : `<code>${escape(where.text)}</code>`;
  return line === '' && text === '' ? [] : [`<p class="place">${line}${text}</p>`];
}

function table(facts: readonly Fact[]): string {
  const rows = facts.map(({ name, value }) => `<tr><th>${escape(name)}</th><td>${escape(value)}</td></tr>`);
  return rows.length === 0 ? '' : `<table>\n${rows.join('\n')}\n</table>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}
