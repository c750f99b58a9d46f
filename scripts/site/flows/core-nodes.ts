import type { FlowNode } from './flow-file';

interface Look {
  readonly color: string;
  readonly label?: (node: FlowNode) => string;
}

const web: Look = { color: '#e7e7ae' };
const sequence: Look = { color: '#e2d96e' };
const parser: Look = { color: '#debd5c' };
const exception: Look = { color: '#e49191' };
const link: Look = { color: '#dddddd' };
const dashboard: Look = { color: '#a0e6ec', label: ({ label, type }) => text(label) || type };

/** How the editor shows nodes that are not ours. Any other is grey, and called by its type. */
const looks: Readonly<Record<string, Look>> = {
  inject: { color: '#a6bbcf' },
  debug: { color: '#87a980' },
  comment: { color: '#ffffff' },
  function: { color: '#fdd0a2' },
  template: { color: '#f3b567' },
  change: sequence,
  switch: sequence,
  split: sequence,
  join: sequence,
  rbe: sequence,
  csv: parser,
  json: parser,
  delay: { color: '#e6e0f8' },
  trigger: { color: '#e6e0f8' },
  catch: { ...exception, label: ({ scope }) => (scope === null ? 'catch: all' : 'catch') },
  status: exception,
  complete: exception,
  'link in': link,
  'link out': link,
  'http in': { ...web, label: ({ method, url }) => `[${text(method)}] ${text(url)}` },
  'http response': { ...web, label: () => 'http' },
  'http request': web,
  'ui-template': dashboard,
  'ui-button': dashboard,
  'ui-text-input': dashboard,
  'ui-notification': dashboard,
};

export function coreColor({ type }: FlowNode): string {
  return looks[type]?.color ?? '#dddddd';
}

export function coreLabel(node: FlowNode): string {
  return text(node.name) || (looks[node.type]?.label?.(node) ?? node.type);
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
