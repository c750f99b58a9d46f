import type { Node, NodeAPI, NodeDef } from 'node-red';
import { GcError } from '../../lib/protocol';
import type { Simulator } from '../../lib/simulator';
import { onInput, readAction, TypedField, useConnection, type TypedConfig } from '../../lib/nodered';
import { actions, type ActionName } from './actions';

type SimulatorConfig = NodeDef & TypedConfig<'action' | 'to' | 'from'> & { connection?: string };

/** What was done, as the node's output tells. */
interface Done {
  readonly action: ActionName;
  readonly to?: string;
  readonly from?: string;
  readonly dialogId?: string;
}

export = (RED: NodeAPI): void => {
  function GcSimulatorNode(this: Node, config: SimulatorConfig): void {
    RED.nodes.createNode(this, config);
    const connection = useConnection(RED, this, config.connection);
    const action = new TypedField(RED, this, config, 'action', 'payload');
    const fields = {
      to: new TypedField(RED, this, config, 'to'),
      from: new TypedField(RED, this, config, 'from'),
    };

    onInput(this, async (message) => {
      if (connection === undefined) {
        throw new GcError('GC_NO_CONNECTION');
      }
      const name = readAction(actions, await action.read(message));
      const simulator = await connection.simulator();
      const to = await fields.to.read(message);
      const from = await fields.from.read(message);
      message.payload = carryOut(simulator, name, asText('to', to), asText('from', from));
      return message;
    });
  }

  RED.nodes.registerType('gc-simulator', GcSimulatorNode);
};

function carryOut(simulator: Simulator, action: ActionName, to: () => string, from: () => string): Done {
  switch (action) {
    case 'incoming-call': {
      const call = { to: to(), from: from() };
      return { action, ...call, dialogId: simulator.incomingCall(call) };
    }
    case 'customer-hangs-up': {
      const call = { to: to() };
      return { action, ...call, dialogId: simulator.customerHangsUp(call) };
    }
    case 'out-of-service':
    case 'in-service':
      simulator.fault(action);
      return { action };
  }
}

/** Only the fields an action needs are asked for. */
function asText(name: string, value: unknown): () => string {
  return () => {
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new GcError('GC_INVALID_PARAMETER', { detail: `${name} is missing` });
    }
    return String(value);
  };
}
