import { assumption, assumptions, type AssumptionId } from '../../../protocol';
import type { AssumptionState } from '../../profile';
import type { Finding, ReportPart, SettingChange } from '../../report/finding';
import type { Sight, Watcher } from '../sight';
import type { Search, Verdict, WholeTrace } from './evidence';
import { evidence } from './table';

const ids = Object.keys(assumptions) as AssumptionId[];

/** What a trace says of one assumption. */
class Case {
  readonly #search: Search;
  #confirmed: Verdict | undefined;
  #contradicted: Verdict | undefined;
  #counts = { confirmed: 0, contradicted: 0 };

  constructor(readonly id: AssumptionId) {
    const row = evidence[id];
    this.#search = 'search' in row ? row.search() : {};
  }

  get state(): AssumptionState {
    return this.verdict?.state ?? 'not seen';
  }

  /** The first contradiction; without one, the first confirmation. */
  get verdict(): Verdict | undefined {
    return this.#contradicted ?? this.#confirmed;
  }

  get count(): number {
    return this.state === 'not seen' ? 0 : this.#counts[this.verdict?.state ?? 'confirmed'];
  }

  take(sight: Sight): void {
    this.#note(this.#search.take?.(sight));
  }

  end(whole: WholeTrace): void {
    this.#note(this.#search.end?.(whole));
  }

  #note(verdict: Verdict | undefined): void {
    if (verdict === undefined) {
      return;
    }
    this.#counts[verdict.state] += 1;
    if (verdict.state === 'confirmed') {
      this.#confirmed ??= verdict;
    } else if (this.#contradicted === undefined || (this.#contradicted.isHarmless && !verdict.isHarmless)) {
      this.#contradicted = verdict;
    }
  }
}

/** Looks for what confirms or contradicts each assumption of this package. */
export class AssumptionWatcher implements Watcher {
  readonly #cases = ids.map((id) => new Case(id));

  take(sight: Sight): void {
    for (const each of this.#cases) {
      each.take(sight);
    }
  }

  /** To be called once, at the end of the trace. */
  end(whole: WholeTrace): void {
    for (const each of this.#cases) {
      each.end(whole);
    }
  }

  get states(): Record<AssumptionId, AssumptionState> {
    return Object.fromEntries(this.#cases.map(({ id, state }) => [id, state])) as Record<
      AssumptionId,
      AssumptionState
    >;
  }

  /** The settings that what was seen asks for. */
  get settings(): SettingChange[] {
    return this.#cases.flatMap(({ verdict }) => verdict?.setting ?? []);
  }

  part(): ReportPart {
    const order: readonly AssumptionState[] = ['contradicted', 'confirmed', 'not seen'];
    const findings = order.flatMap((state) =>
      this.#cases.filter((one) => one.state === state).map(findingOf),
    );
    const facts = order.map((name) => ({
      name,
      value: String(this.#cases.filter(({ state }) => state === name).length),
    }));
    return { id: 'assumptions', title: 'Assumptions of this package about GC', facts, findings };
  }
}

function findingOf({ id, verdict, count }: Case): Finding {
  const { claim, proof, setting: hint } = assumption(id);
  const row = evidence[id];
  if (verdict === undefined) {
    const whatToDo =
      'search' in row
        ? `It would show in: ${lowerFirst(proof)}`
        : `A trace cannot show it. ${row.cannotShow}`;
    return { id, severity: 'open', what: `${id}, not seen: ${claim}`, whatToDo };
  }
  const { state, why, where, setting, isHarmless } = verdict;
  if (state === 'confirmed') {
    return { id, severity: 'well', what: `${id}, confirmed: ${claim} ${why}`, where, count };
  }
  return {
    id,
    severity: isHarmless ? 'note' : 'problem',
    what: `${id}, contradicted: ${claim} ${why}`,
    where,
    count,
    setting,
    ...(setting === undefined ? { whatToDo: `Setting: ${hint}` } : {}),
  };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
