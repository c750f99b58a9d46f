import { dialectForm, dialectNames, dialects, type Dialect, type DialectName } from '../../../simulator';
import type { Fact, ReportPart } from '../../report/finding';
import type { Sight, Watcher } from '../sight';
import { questions } from './questions';
import { seenEvent, type SeenEvent } from './seen-event';
import { Votes } from './votes';

type Field = keyof Dialect;
type Value = Dialect[Field];

/** What was seen of a dialect, and the named one that it is most like. */
export type SeenDialect = { readonly base: DialectName } & Partial<Dialect>;

/** What is not decided by what most lines say. */
const decisions: Readonly<Partial<Record<Field, (votes: Votes<Value>) => Value | undefined>>> = {
  format: (votes) =>
    votes.has('json') && votes.of('json') >= votes.of('text') + votes.of('text-old') ? 'json' : votes.most,
  callStates: (votes) => ['capitalised', 'tables'].find((word) => votes.has(word)) ?? votes.most,
  absent: (votes) =>
    votes.of('empty') + votes.of('null') > 0
      ? votes.of('null') > votes.of('empty')
        ? 'null'
        : 'empty'
      : votes.most,
  beyondTables: (votes) => (votes.has(true) ? true : votes.most),
  outboundCalls: (votes) => (votes.has('NewOutboundCall') ? 'NewOutboundCall' : votes.most),
  lines: (votes) => (votes.has('observed') ? 'observed' : votes.most),
  dialogIds: (votes) => (votes.has('when-over-or-held') ? 'when-over-or-held' : votes.most),
  teamEvents: (votes) => (votes.has('State') ? 'State' : votes.most),
  callTypeInJmsType: (votes) => (votes.has(true) ? true : votes.most),
  trailingSeparator: (votes) => (votes.has(false) ? false : votes.most),
  blanks: (votes) => (votes.has(true) ? true : votes.most),
  unknownAttributes: (votes) => (votes.has(true) ? true : votes.most),
};

const fields = Object.keys(dialectForm.properties ?? {}) as Field[];

/** Recognises each field of a dialect from the lines. */
export class DialectWatcher implements Watcher {
  readonly #votes = new Map<Field, Votes<Value>>();

  take(sight: Sight): void {
    const seen = seenEvent(sight);
    if (seen === undefined) {
      return;
    }
    for (const [field, ask] of Object.entries(questions) as [
      Field,
      (seen: SeenEvent) => readonly Value[],
    ][]) {
      const values = ask(seen);
      if (values.length > 0) {
        const votes = this.#votes.get(field) ?? new Votes<Value>();
        votes.add(...values);
        this.#votes.set(field, votes);
      }
    }
  }

  /** `utcOffset` is what the clock has shown. Undefined where the trace has no event that can be read. */
  result(utcOffset: string | undefined): SeenDialect | undefined {
    const seen = this.#seen(utcOffset);
    if (seen.format === undefined) {
      return undefined;
    }
    return { base: nearestTo(seen), ...seen };
  }

  part(utcOffset: string | undefined): ReportPart {
    const seen = this.result(utcOffset);
    const known = fields.map((field): Fact => ({
      name: field,
      value: seen?.[field] === undefined ? 'not seen' : String(seen[field]),
    }));
    const base = seen === undefined ? [] : [{ name: 'most like', value: seen.base }];
    return { id: 'dialect', title: 'How GC speaks', facts: [...base, ...known], findings: [] };
  }

  #seen(utcOffset: string | undefined): Partial<Dialect> {
    const values = fields.flatMap((field): [Field, Value][] => {
      const value = field === 'utcOffset' ? utcOffset : this.#decide(field);
      return value === undefined ? [] : [[field, value]];
    });
    return Object.fromEntries(values);
  }

  #decide(field: Field): Value | undefined {
    const votes = this.#votes.get(field);
    return votes === undefined ? undefined : (decisions[field]?.(votes) ?? votes.most);
  }
}

/** The dialect with a name that differs in the fewest of the fields that were seen. */
function nearestTo(seen: Partial<Dialect>): DialectName {
  const differences = (name: DialectName) =>
    fields.filter(
      (field) => field !== 'utcOffset' && seen[field] !== undefined && seen[field] !== dialects[name][field],
    ).length + (seen.format === dialects[name].format ? 0 : fields.length);
  return dialectNames.reduce((best, name) => (differences(name) < differences(best) ? name : best));
}
