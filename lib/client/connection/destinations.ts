import { expectedOf, findProblem, parameters, printable, queueName } from '../../protocol';
import { invalidOption } from '../configuration';
import { sayOfOption } from '../phrases';

/** Checks the name of the topic of this client; `/topic/name` is taken as `name`. */
export function checkDestination(given: string): string {
  const name = withoutPrefix(given.trim(), '/topic/');
  if (!parameters.destination.pattern.test(name)) {
    const expected = expectedOf('destination');
    throw invalidOption(sayOfOption('destination', { given: printable(given), expected }));
  }
  return name;
}

/** Checks what follows `Hello#`, as the destination of a command. */
export function checkHelloArgument(given: unknown): string {
  const name = typeof given === 'string' ? given.trim() : given;
  const problem = findProblem('destination', name);
  if (problem !== undefined) {
    const expected = expectedOf('destination');
    throw invalidOption(
      problem.values['expected'] === undefined
        ? sayOfOption('helloArgumentMust', { problem, expected })
        : sayOfOption('helloArgument', { problem }),
    );
  }
  return String(name);
}

/** Checks the name of GC's command queue; `/queue/name` is taken as `name`. */
export function checkCommandQueue(given: string): string {
  const name = withoutPrefix(given.trim(), '/queue/');
  if (!queueName.test(name)) {
    throw invalidOption(sayOfOption('commandQueue', { given: printable(given) }));
  }
  return name;
}

function withoutPrefix(name: string, prefix: string): string {
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}
