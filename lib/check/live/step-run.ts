import { GcError, thrownText } from '../../protocol';
import type { Finding } from '../report/finding';
import { shortened } from '../shortened';
import { inTime, limited } from './in-time';
import { hasWorked, open, problem, type Progress, type Step } from './step';

/** Of a text of a finding, in characters. */
const longest = 1000;

/** Runs steps one after the other, each within its time. Those that cannot be tried are skipped. */
export class StepRun {
  constructor(
    private readonly signal: AbortSignal,
    private readonly progress: Progress,
  ) {}

  /** What each of these steps has found, in the same order. Never rejects. */
  async all(steps: readonly Step[]): Promise<Finding[]> {
    const worked = new Set<string>();
    const findings: Finding[] = [];
    for (const step of steps) {
      const missing = step.needs.find((need) => !worked.has(need));
      const found = await this.#find(step, steps.find(({ name }) => name === missing)?.title);
      const finding = withoutControls(found);
      if (hasWorked(finding)) {
        worked.add(step.name);
      }
      findings.push(finding);
      this.progress.ended(step.title, finding);
    }
    return findings;
  }

  async #find(step: Step, missing: string | undefined): Promise<Finding> {
    if (this.signal.aborted) {
      return skipped(step, 'the check was stopped before');
    }
    if (missing !== undefined) {
      return skipped(step, `it needs "${missing}"`);
    }
    this.progress.started(step.title);
    return this.#run(step);
  }

  async #run(step: Step): Promise<Finding> {
    const say = (line: string) => {
      this.progress.said(line);
    };
    try {
      const found = await limited(this.signal, step.limitMs, (signal) =>
        inTime(step.run(signal, say), signal),
      );
      return found ?? this.#late(step);
    } catch (error) {
      return this.signal.aborted ? this.#late(step) : findingOf(step, error);
    }
  }

  #late(step: Step): Finding {
    return this.signal.aborted
      ? skipped(step, 'the check was stopped before there was an answer')
      : late(step, `no answer within ${step.limitMs / 1000} s`);
  }
}

/** GC and the broker have their words in a finding: shortened, and with nothing that a terminal obeys. */
function withoutControls(finding: Finding): Finding {
  const { what, whatToDo, where } = finding;
  return {
    ...finding,
    what: shortened(what, longest),
    ...(whatToDo !== undefined && { whatToDo: shortened(whatToDo, longest) }),
    ...(where?.text !== undefined && { where: { ...where, text: shortened(where.text, longest) } }),
  };
}

function skipped({ name, title }: Step, why: string): Finding {
  return open(`${name}-skipped`, `${title}: skipped, because ${why}.`);
}

function late({ name, title, whenLate }: Step, what: string): Finding {
  return problem(`${name}-late`, `${title}: ${what}.`, whenLate);
}

/** A command without an answer is late; any other error is what the step has found. */
function findingOf(step: Step, error: unknown): Finding {
  const { name, title } = step;
  if (!(error instanceof GcError)) {
    const whatToDo = 'Report it to the maintainers of the package with this text.';
    return problem(`${name}-failed`, `${title}: ${thrownText(error)}`, whatToDo);
  }
  const { code, command, detail, whatToDo } = error;
  const what = command === undefined ? detail : `${command} failed: ${detail}`;
  return code === 'GC_TIMEOUT'
    ? late(step, what)
    : problem(`${name}-refused`, `${title}: ${what} (${code}).`, whatToDo);
}
