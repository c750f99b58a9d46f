import { connect } from 'node:net';
import type { BrokerAddress } from '../../../stomp';
import type { Finding } from '../../report/finding';
import { problem, well, type Step } from '../step';
import type { BrokerCheck } from './broker-check';

const unknownHost = 'Check the spelling of the host in --broker, and the DNS of this machine.';
const noWay = 'Check the address, the network, and the firewalls between this machine and the broker.';

/** By the code of the error: what it means, as the end of "the broker …", and what to do. */
const causes: Readonly<Record<string, readonly [id: string, meaning: string, whatToDo: string]>> = {
  ECONNREFUSED: [
    'tcp-refused',
    'refuses connections: nothing listens there',
    'Check host and port in --broker, that the broker runs, and that it has a STOMP connector on this port.',
  ],
  ENOTFOUND: ['tcp-unknown-host', 'has an unknown host name', unknownHost],
  EAI_AGAIN: ['tcp-unknown-host', 'has a host name that cannot be looked up now', unknownHost],
};

/** Whether something listens where the broker should be. */
export function tcpStep({ name, address }: BrokerCheck): Step {
  return {
    name: 'tcp',
    title: 'TCP',
    needs: [],
    limitMs: 5000,
    whenLate: `A firewall may drop what goes to ${name}. ${noWay}`,
    run: (signal) => tryTcp(name, address, signal),
  };
}

function tryTcp(name: string, { host, port }: BrokerAddress, signal: AbortSignal): Promise<Finding> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (finding: Finding) => {
      socket.destroy();
      resolve(finding);
    };
    socket.once('connect', () => {
      end(well('tcp-connected', `${socket.remoteAddress ?? host} accepts connections on port ${port}.`));
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      end(failure(name, error.code ?? 'no code'));
    });
    signal.addEventListener('abort', () => socket.destroy(), { once: true });
  });
}

function failure(name: string, error: string): Finding {
  const [id, meaning, whatToDo] = causes[error] ?? ['tcp-unreachable', 'cannot be reached', noWay];
  return problem(id, `The broker ${name} ${meaning} (${error}).`, whatToDo);
}
