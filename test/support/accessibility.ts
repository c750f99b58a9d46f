import axe from 'axe-core';
import type { Page } from 'playwright-core';

/** A finding that is not ours to mend. */
interface Known {
  readonly rule: string;
  /** The elements of Node-RED's own that it is about. */
  readonly selector: string;
  /** Why we cannot mend it. */
  readonly reason: string;
}

const known: readonly Known[] = [
  {
    rule: 'label',
    selector: '[id^="red-ui-trap-"]',
    reason: "Node-RED puts them into every dialog, out of sight, for the browser's password manager to fill.",
  },
];

/** What keeps people from using this part of the page: axe-core's serious and critical findings, a line for each element. */
export async function barriersIn(page: Page, selector: string): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    await page.evaluate(axe.source);
  }
  return page.evaluate(find, { selector, known });
}

async function find(asked: { selector: string; known: readonly Known[] }): Promise<string[]> {
  const { axe: examiner } = globalThis as unknown as { axe: typeof axe };
  const { violations } = await examiner.run(asked.selector, {
    elementRef: true,
    resultTypes: ['violations'],
  });
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return grave.flatMap(({ id, nodes }) =>
    nodes
      .filter(({ element }) => !asked.known.some((one) => one.rule === id && element?.matches(one.selector)))
      .map(({ html, failureSummary }) => `${id}: ${html} (${failureSummary ?? ''})`),
  );
}
