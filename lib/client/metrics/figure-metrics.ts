import { figureColumns, type PeriodFigures } from '../figures/rows';
import { escapeLabel } from './prometheus';

/** Figures that are counted on one connection, under a name that no other connection has. */
export interface NamedFigures {
  readonly connection: string;
  readonly figures: readonly PeriodFigures[];
}

/** Columns that say whose figures they are, and of what time. */
const heads: ReadonlySet<string> = new Set(
  figureColumns.slice(0, figureColumns.indexOf('unobservedSeconds')),
);

/**
 * Figures of connections and teams as gauges, in the text format of Prometheus: of the interval in progress, or of the
 * rolling window. Nothing where nobody counts figures.
 */
export function prometheusFigures(connections: readonly NamedFigures[]): string {
  if (connections.every(({ figures }) => figures.length === 0)) {
    return '';
  }
  return figureColumns
    .filter((column) => !heads.has(column))
    .map((column) => gaugeOf(column, connections))
    .join('');
}

function gaugeOf(column: string, connections: readonly NamedFigures[]): string {
  const name = metricName(column);
  const lines = connections.flatMap(({ connection, figures }) =>
    figures.flatMap(({ period, rows }) =>
      rows.flatMap((row) => {
        const value = (row as unknown as Readonly<Record<string, unknown>>)[column];
        const labels = { connection, period, level: row.level, team: row.level === 'team' ? row.team : '' };
        return typeof value === 'number' ? [`${name}{${labelsOf(labels)}} ${value}\n`] : [];
      }),
    ),
  );
  return `# HELP ${name} Figure ${column} of the interval in progress, see docs/figures.md.\n# TYPE ${name} gauge\n${lines.join('')}`;
}

/** `handleP90` becomes `gc_figures_handle_p90_seconds`. */
function metricName(column: string): string {
  const isDuration = /(Mean|P50|P90|Longest)$|Within$/.test(column);
  const words = column.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase();
  return `gc_figures_${words}${isDuration ? '_seconds' : ''}`;
}

function labelsOf(labels: Readonly<Record<string, string | null>>): string {
  return Object.entries(labels)
    .map(([name, text]) => `${name}="${escapeLabel(text ?? '')}"`)
    .join(',');
}
