import assert from 'node:assert/strict';
import { loadSketches } from '../../../../lib/client/figures/counting/distribution';
import { Figures } from '../../../../lib/client/figures/figures';
import { planFigures } from '../../../../lib/client/figures/plan';
import { prometheusFigures } from '../../../../lib/client/metrics/figure-metrics';

describe('prometheusFigures', () => {
  it('is empty where nobody counts figures', () => {
    assert.equal(prometheusFigures([{ connection: 'main', figures: [] }]), '');
  });

  it('has a gauge for each figure of connection and teams, without those that are not known', async () => {
    const start = Date.parse('2025-01-15T09:00:00Z');
    const who = { team: { id: '1', name: 'Sa"les' } };
    const figures = new Figures(await loadSketches(), start, {
      who: () => who,
      reasonLabel: () => undefined,
    });
    const view = figures.view(planFigures({ interval: '30', timeZone: 'UTC' }));
    figures.take([
      { type: 'AgentStateChanged', agentId: '1081', at: start, state: 'READY', previousState: 'UNKNOWN' },
    ]);
    const now = start + 60_000;
    const rows = view === undefined ? [] : [...view.rows('connection', now), ...view.rows('team', now)];
    const text = prometheusFigures([{ connection: 'main', figures: [{ period: 'half an hour', rows }] }]);
    const of = (level: string, team: string) =>
      `{connection="main",period="half an hour",level="${level}",team="${team}"}`;
    assert.match(text, /^# TYPE gc_figures_ready_seconds gauge$/m);
    assert.ok(text.includes(`gc_figures_ready_seconds${of('connection', '')} 60\n`));
    assert.ok(text.includes(`gc_figures_ready_seconds${of('team', 'Sa\\"les')} 60\n`));
    assert.ok(text.includes(`gc_figures_offered${of('connection', '')} 0\n`));
    assert.match(text, /^# TYPE gc_figures_handle_p90_seconds gauge\n# HELP/m);
  });
});
