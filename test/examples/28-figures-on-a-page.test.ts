import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { until } from '../support/wait';
import { openDashboard, type DashboardPage } from './dashboard';
import { onStage } from './stage';

/** By series, then by what is below the bar. */
type Shown = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** What the dashboard lets the tests of Cypress see of a chart. */
interface Chart {
  readonly chart: {
    getOption(): {
      readonly series: readonly {
        readonly name: string;
        readonly data: readonly (readonly [string, number])[];
      }[];
    };
  };
}

declare const window: { Cypress?: boolean; uiCharts?: Readonly<Record<string, Chart>> };

describe('the example of figures on a page', () => {
  onStage((stage) => {
    let dashboard: DashboardPage | undefined;

    afterEach(() => dashboard?.close());

    it('draws the calls of each interval and agent, occupancy, and the time not ready', async () => {
      const example = await stage().deploy('28');
      dashboard = await openDashboard(`${stage().url}dashboard/figures`);
      const { page } = dashboard;
      await page.addInitScript(() => {
        window.Cypress = true;
      });
      await page.reload();
      const shown = (name: string) => shownBy(page, example.node(name).id);
      const shows = (what: string, isSo: () => Promise<boolean>) => until(isSo, { what });

      await shows('an answered and a missed call, by interval as by agent', async () => {
        const [byInterval, byAgent] = [await shown('Calls by interval'), await shown('Calls by agent')];
        return ['answered', 'missed'].every((name) => {
          const calls = sum(byInterval[name]);
          return calls > 0 && calls === sum(byAgent[name]);
        });
      });
      await shows('the occupancy of an agent', async () => {
        const { occupancy = {} } = await shown('Occupancy by agent');
        return (occupancy['Anna Becker'] ?? 0) > 0;
      });
      await shows('the breaks', async () => {
        const { 'not ready': minutes = {} } = await shown('Not ready by reason');
        return ['Lunch', 'Meeting'].every((reason) => (minutes[reason] ?? 0) > 0);
      });
      await page
        .locator('.gc-total')
        .filter({ hasText: /^\s*Missed\s*[1-9]/ })
        .waitFor();
      assert.deepEqual(example.shown('errors'), []);
    });
  });
});

function sum(values: Readonly<Record<string, number>> = {}): number {
  return Object.values(values).reduce((total, value) => total + value, 0);
}

function shownBy(page: Page, id: string): Promise<Shown> {
  return page.evaluate((chart) => {
    const { series } = window.uiCharts?.[chart]?.chart.getOption() ?? { series: [] };
    return Object.fromEntries(series.map(({ name, data }) => [name, Object.fromEntries(data)]));
  }, id);
}
