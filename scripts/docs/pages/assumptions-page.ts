import {
  allFacts,
  assumption,
  assumptionOf,
  assumptions,
  pages,
  type AssumptionId,
  type Fact,
  type Source,
} from '../../../lib/protocol';
import { code, page, prose, table } from '../markdown';

const facts = allFacts();
const ids = Object.keys(assumptions) as AssumptionId[];

export function assumptionsPage(): string {
  return page(
    'Where facts come from',
    'Each fact about GC in this package is *specified* (in the client API of GC), *observed* (on another public page), or *assumed*. The reference marks every fact that is not specified.',
    '## Assumptions',
    'Neither the specification nor a public page confirms these. Each row names the proof that is missing, and the setting of gc-connection to change if your GC differs.',
    table(
      ['Id', 'Assumption', 'Proof', 'Setting', 'Facts that rely on it'],
      ids.map((id) => {
        const { claim, proof, setting } = assumption(id);
        return [code(id), prose(claim), prose(proof), prose(setting), reliers(id)];
      }),
    ),
    '## Public pages',
    table(
      ['Page', 'Address', 'Facts'],
      Object.entries(pages).map(([name, { title, address }]) => [
        prose(title),
        `<${address}>`,
        String(facts.filter(({ source }) => source === `observed:${name}`).length),
      ]),
    ),
    '## How much is known',
    table(['Source', 'Facts'], [countOf('specified'), countOf('observed'), countOf('assumed')]),
  );
}

function reliers(id: AssumptionId): string {
  const names = facts.filter(({ source }) => assumptionOf(source) === id).map(nameOf);
  return names.length === 0 ? 'how the client behaves' : names.join(', ');
}

function nameOf({ subject, part }: Fact): string {
  return `${code(subject)} (${part})`;
}

function countOf(kind: 'specified' | 'observed' | 'assumed'): string[] {
  return [kind, String(facts.filter(({ source }) => source.startsWith(kind)).length)];
}

/** A source as the reference shows it: a link for what is observed or assumed. */
export function showSource(source: Source): string {
  const assumed = assumptionOf(source);
  return assumed === undefined
    ? source.replace(':', ': ')
    : `[assumed: ${assumed}](assumptions.md#assumptions)`;
}
