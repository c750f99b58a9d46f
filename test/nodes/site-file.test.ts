import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from '../support/child';
import { Flow, type FlowNode } from '../support/flow';

const site = `
teams: [{ id: '7', name: Night shift }]
agents:
  - { agentId: '4711', password: moonlight, extension: '4000', firstName: Luna, lastName: Moth, team: '7' }
`;

describe('a site file of the built-in simulator', () => {
  const file = path.join(temporaryFolder('site'), 'site.yaml');
  const nodes: FlowNode[] = [
    { id: 'connection', type: 'gc-connection', mode: 'simulator', simulatorSite: file },
    {
      id: 'login',
      type: 'agent-state',
      connection: 'connection',
      agentId: '4711',
      agentIdType: 'str',
      action: 'login',
      actionType: 'action',
      wires: [['out']],
    },
    { id: 'out', type: 'helper' },
  ];
  let flow: Flow;

  afterEach(() => flow.stop());

  it('brings its own agents', async () => {
    writeFileSync(file, site);
    flow = await Flow.start(nodes);
    flow.send('login', {});
    const { payload } = await flow.next('out');
    assert.equal((payload as { agentId: string }).agentId, '4711');
  });

  it('tells the line of a mistake, and is read again by the next deploy', async () => {
    writeFileSync(file, site.replace("team: '7'", "team: '8'"));
    flow = await Flow.start(nodes);
    flow.send('login', {});
    const { error } = await flow.next('caught');
    assert.equal(error?.code, 'GC_INVALID_CONFIGURATION');
    assert.match(error.message, /site\.yaml:4: agents\[0\]\.team is "8"/);
    assert.doesNotMatch(error.message, /moonlight/);
    assert.match(String(flow.statusOf('login')?.['text']), /status\.invalid$/);

    writeFileSync(file, site);
    await flow.deploy('full');
    flow.send('login', {});
    await flow.next('out');
  });
});
