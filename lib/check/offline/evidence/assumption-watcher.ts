import { assumption, assumptions, type AssumptionId } from '../../../protocol';
import type { AssumptionState } from '../../profile';
import type { Finding, Place, ReportPart, SettingChange } from '../../report/finding';
import type { Sight, Watcher } from '../sight';
import { placeOf } from '../tally';
import type { Search, Verdict, WholeTrace } from './evidence';
import { evidence } from './table';

const ids = Object.keys(assumptions) as AssumptionId[];

type KeptVerdict = Omit<Verdict, 'where'> & { readonly where: Place | undefined };

/** What a trace says of one assumption. */
class Case {
  readonly #search: Search;
  #confirmed: KeptVerdict | undefined;
  #contradicted: KeptVerdict | undefined;
  #counts = { confirmed: 0, contradicted: 0 };

  constructor(readonly id: AssumptionId) {
    const row = evidence[id];
    this.#search = 'search' in row ? row.search() : {};
  }

  get state(): AssumptionState {
    return this.verdict?.state ?? 'not seen';
  }

  /** The first contradiction; without one, the first confirmation. */
  get verdict(): KeptVerdict | undefined {
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
    const isWorse = this.#contradicted?.isHarmless === true && !verdict.isHarmless;
    if (verdict.state === 'confirmed') {
      this.#confirmed ??= kept(verdict);
    } else if (this.#contradicted === undefined || isWorse) {
      this.#contradicted = kept(verdict);
    }
  }
}

/** With its place as a report shows it, and not with the line itself. */
function kept(verdict: Verdict): KeptVerdict {
  const { where, ...others } = verdict;
  return { ...others, where: where && placeOf(where) };
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
    const what = `${id} was not seen.`;
    const whatToDo =
      'search' in row ? `What would show it: ${proof}` : `No trace can show it. ${row.cannotShow}`;
    return { id, severity: 'open', what, whatToDo };
  }
  const { state, why, where, setting, isHarmless } = verdict;
  if (state === 'confirmed') {
    const place = where?.line === undefined ? undefined : { line: where.line };
    return { id, severity: 'well', what: `${id} is confirmed: ${claim}`, where: place, count };
  }
  return {
    id,
    severity: isHarmless ? 'note' : 'problem',
    what: `${id} is contradicted: ${claim} But: ${why}`,
    where,
    count,
    setting,
    ...(setting === undefined ? { whatToDo: `Setting: ${hint}` } : {}),
  };
}
