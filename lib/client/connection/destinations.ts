import { findProblem, parameters, printable, queueName } from '../../protocol';
import { invalidOption } from '../configuration';

/** Checks the name of the topic of this client; `/topic/name` is taken as `name`. */
export function checkDestination(given: string): string {
  const name = withoutPrefix(given.trim(), '/topic/');
  if (!parameters.destination.pattern.test(name)) {
    const expected = parameters.destination.expected;
    throw invalidOption(
      `the destination "${printable(given)}" must be ${expected}; "/topic/" may stand in front, nothing else`,
    );
  }
  return name;
}

/** Checks what follows `Hello#`, as the destination of a command. */
export function checkHelloArgument(given: unknown): string {
  const name = typeof given === 'string' ? given.trim() : given;
  const problem = findProblem('destination', name);
  if (problem !== undefined) {
    const { expected } = parameters.destination;
    const rule = problem.includes(expected) ? '' : `; it must be ${expected}`;
    throw invalidOption(`helloArgument ${problem}${rule}`);
  }
  return String(name);
}

/** Checks the name of GC's command queue; `/queue/name` is taken as `name`. */
export function checkCommandQueue(given: string): string {
  const name = withoutPrefix(given.trim(), '/queue/');
  if (!queueName.test(name)) {
    throw invalidOption(
      `the command queue "${printable(given)}" must be the name of one queue that is none of the broker's own ` +
        '("ActiveMQ.…"); "/queue/" may stand in front',
    );
  }
  return name;
}

function withoutPrefix(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}
