import { commandRow, isCommandName, isConfidential, type ParameterName } from '../../protocol';
import type { Contents } from './contents';
import { ofVariable, treatmentOf, type Treatment } from './treatments';

/** What goes to GC: the JMS type, and the body. */
interface Command {
  readonly name: string;
  readonly type: string;
  readonly body: string;
}

const ofParameters: Readonly<Partial<Record<ParameterName, Treatment>>> = {
  wrapUpReason: 'label',
  variableName: 'keep',
};

/** Replaces the parameters of a command. */
export function redactCommand(
  { name, type, body }: Command,
  destination: string,
  contents: Contents,
): { type: string; body: string } {
  if (!isCommandName(name)) {
    return { type, body: contents.text(body, 'unknown') };
  }
  const { subject, parameters: needed, optional = [], constant } = commandRow(name);
  const order = [...needed, ...optional];
  const hasSecret = order.some(isConfidential);
  const fields = body.split(',');
  const variable = fields[order.indexOf('variableName')] ?? '';
  const replaced = fields.map((field, index) => {
    const parameter = order[index];
    if (parameter === 'variableValue') {
      return contents.text(field, ofVariable(variable));
    }
    const beyond = hasSecret ? 'secret' : constant === undefined ? 'unknown' : 'keep';
    return contents.text(field, parameter === undefined ? beyond : treatmentOfParameter(parameter));
  });
  return {
    type: subject === 'destination' ? withDestination(type, destination, contents) : type,
    body: replaced.join(','),
  };
}

function treatmentOfParameter(name: ParameterName): Treatment {
  return isConfidential(name) ? 'secret' : (ofParameters[name] ?? treatmentOf(name) ?? 'unknown');
}

/** Some say Hello with an extension. */
function withDestination(type: string, destination: string, contents: Contents): string {
  const start = type.indexOf('#') + 1;
  const subject = type.slice(start);
  return subject === destination ? type : type.slice(0, start) + contents.text(subject, 'word');
}
