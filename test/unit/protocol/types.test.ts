import assert from 'node:assert/strict';
import type { GcClient, Outcome } from '../../../lib/client';
import { encodeCommand, type CommandParameters, type EventOf, type GcEvent } from '../../../lib/protocol';

/** These tests are about what the compiler accepts: `tsc` fails where an expected error does not come. */
describe('the types', () => {
  it('know the parameters of every command', () => {
    const call: CommandParameters<'MakeCall'> = { agentId: '1081', number: 2002 };
    const team: CommandParameters<'getteamusers'> = { agentId: '1090', teamId: 3, subscribe: true };
    const bare: CommandParameters<'getteamusers'> = { agentId: '1090', teamId: 3 };
    const hello: CommandParameters<'Hello'> = { destination: 'my-client' };
    assert.ok([call, team, bare, hello]);
    // @ts-expect-error the number is missing
    assert.throws(() => encodeCommand('MakeCall', { agentId: '1081' }));
    // @ts-expect-error a heartbeat has no agent
    assert.throws(() => encodeCommand('Hello', { agentId: '1081' }));
    // @ts-expect-error there is no such command
    assert.throws(() => encodeCommand('Dance', { agentId: '1081' }));
  });

  it('check the commands of a client', () => {
    const dial = (gc: GcClient): Promise<Outcome> =>
      gc.command('MakeCall', { agentId: '1081', number: '2002' });
    // @ts-expect-error the dialog is missing
    const answer = (gc: GcClient) => gc.command('AnswerCall', { agentId: '1081' });
    assert.ok([dial, answer]);
  });

  it('narrow an event by its type', () => {
    const describeEvent = (event: GcEvent): string | undefined => {
      switch (event.type) {
        case 'State':
          return event.state;
        case 'NewInboundCall':
          return event.callVariables?.['callVariable1'];
        case 'ReasonCodes':
          return event.reasonCodes?.[0]?.label;
        case 'AgentInfo':
          return event.supervisor === true ? event.teams?.[0]?.name : event.lastName;
        case 'Unknown':
          return event.reason;
        case 'System':
          // @ts-expect-error System events concern no agent
          return event.agentId as string;
        default:
          return undefined;
      }
    };
    const ready: EventOf<'State'> = { type: 'State', agentId: '1081', state: 'READY' };
    assert.equal(describeEvent(ready), 'READY');
    // @ts-expect-error a state is required
    const stateless: EventOf<'State'> = { type: 'State', agentId: '1081' };
    assert.ok(stateless);
  });
});
