import type { Node, NodeAPI, NodeDef } from 'node-red';
import { GcError } from '../../lib/protocol';
import type { FaultName, FaultOptions, LoadOptions, Simulator } from '../../lib/simulator';
import {
  LastResult,
  noConnection,
  onInput,
  readAction,
  registerNode,
  say,
  TypedField,
  useConnection,
  type TypedConfig,
} from '../../lib/nodered';
import { actions, faultFields, fields, type ActionName, type Field } from './actions';

type SimulatorConfig = NodeDef & TypedConfig<'action' | Field> & { connection?: string };

type Values = Readonly<Partial<Record<Field, unknown>>>;
/** Reads fields; those that are empty are left out. */
type Read = (names: readonly Field[]) => Promise<Values>;

export = (RED: NodeAPI): void => {
  function GcSimulatorNode(this: Node, config: SimulatorConfig): void {
    RED.nodes.createNode(this, config);
    const connection = useConnection(RED, this, config.connection);
    const action = new TypedField(RED, this, config, 'action', 'payload');
    const typedFields = new Map(fields.map((name) => [name, new TypedField(RED, this, config, name)]));

    onInput(this, async (message) => {
      if (connection === undefined) {
        throw noConnection(RED, config.connection);
      }
      const lastResult = new LastResult(this, connection);
      const read: Read = async (names) => {
        const values = names.map(async (field) => [field, await typedFields.get(field)?.readGiven(message)]);
        return Object.fromEntries(await Promise.all(values)) as Values;
      };
      try {
        const name = readAction(actions, await action.read(message));
        const done = await carryOut(await connection.simulator(), name, read);
        lastResult.succeeded(RED._(`gc-simulator.action.${name}`));
        message.payload = { action: name, ...done };
        return message;
      } catch (error) {
        lastResult.failed(error);
        throw error;
      }
    });
  }

  registerNode(RED, 'gc-simulator', GcSimulatorNode);
};

/** Returns what was done. */
async function carryOut(simulator: Simulator, action: ActionName, read: Read): Promise<object> {
  const values = await read(actions[action]);
  switch (action) {
    case 'incoming-call': {
      const call = texts(values, 'to', 'from');
      return { ...call, dialogId: simulator.incomingCall(call) };
    }
    case 'customer-answers': {
      const call = texts(values, 'to');
      return { ...call, dialogId: simulator.customerAnswers(call) };
    }
    case 'customer-hangs-up': {
      const call = texts(values, 'to');
      return { ...call, dialogId: simulator.customerHangsUp(call) };
    }
    case 'no-answer': {
      const call = texts(values, 'to');
      return { ...call, dialogId: simulator.noAnswer(call) };
    }
    case 'preview-call': {
      const call = texts(values, 'to', 'number');
      return { ...call, dialogId: simulator.previewCall(call) };
    }
    case 'fault-on': {
      const { fault } = texts(values, 'fault');
      const options = settings<FaultOptions>(await read(fieldsOf(fault)));
      await simulator.fault(fault as FaultName, options);
      return { fault, ...options };
    }
    case 'fault-off': {
      const { fault } = texts(values, 'fault');
      await simulator.endFault(fault as FaultName);
      return { fault };
    }
    case 'load-on':
      return simulator.startLoad(settings<LoadOptions>(values));
    case 'load-off':
      simulator.stopLoad();
      return {};
    case 'reset':
      await simulator.reset();
      return {};
    case 'out-of-service':
    case 'in-service':
      await simulator.fault(action);
      return {};
  }
}

/** Fields that must be there. */
function texts<Name extends Field>(values: Values, ...names: Name[]): Record<Name, string> {
  const entries = names.map((name) => {
    const value = values[name];
    if (typeof value !== 'string' && typeof value !== 'number') {
      throw new GcError('GC_INVALID_PARAMETER', { detail: say('isMissing', { what: name }) });
    }
    return [name, String(value)];
  });
  return Object.fromEntries(entries) as Record<Name, string>;
}

/** Fields that may be there: an agent, and numbers. The simulator checks them. */
function settings<Settings extends object>(values: Values): Settings {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const entries = given.map(([name, value]) => [name, name === 'to' ? String(value) : Number(value)]);
  return Object.fromEntries(entries) as Settings;
}

function fieldsOf(fault: string): readonly Field[] {
  const all: Readonly<Record<string, readonly Field[]>> = faultFields;
  return Object.hasOwn(all, fault) ? (all[fault] ?? []) : [];
}
