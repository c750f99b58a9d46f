import { runOurs } from './our-flow';

const node = { type: 'gc-figures', z: 'tab', connection: 'connection', level: 'agent' };

/** The same, which counts intervals and a rolling window. */
runOurs([
  { ...node, id: 'interval', period: '15' },
  { ...node, id: 'window', period: 'rolling', window: '60' },
]);
