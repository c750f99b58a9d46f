import { parameters, printable, queueName } from '../protocol';
import { invalidOption } from './configuration';

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

/** Checks what follows `Hello#`. */
export function checkHelloArgument(given: string): string {
  const name = given.trim();
  if (!parameters.destination.pattern.test(name)) {
    throw invalidOption(`what follows Hello must be ${parameters.destination.expected}, not "${given}"`);
  }
  return name;
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
