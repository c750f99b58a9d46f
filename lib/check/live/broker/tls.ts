import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { thrownText } from '../../../protocol';
import type { BrokerAddress } from '../../../stomp';
import type { Finding } from '../../report/finding';
import { problem, well, type Step } from '../step';
import type { BrokerCheck } from './broker-check';
import { endOf, findProblems, issuerOf, namesOf } from './certificate';

const wrongPort =
  'Check that the port in --broker is that of the connector with TLS (stomp+ssl); without TLS write stomp:// in front.';

/** Whether the broker speaks TLS, and its certificate is trusted, for the right name, and in date. */
export function tlsStep({ name, address }: BrokerCheck): Step {
  return {
    name: 'tls',
    title: 'TLS',
    needs: ['tcp'],
    limitMs: 5000,
    whenLate: `The broker ${name} does not answer the TLS handshake. ${wrongPort}`,
    run: (signal) => tryTls(name, address, signal),
  };
}

/** Looks at any certificate, but sends nothing to whoever shows it. */
function tryTls(name: string, { host, port, tls }: BrokerAddress, signal: AbortSignal): Promise<Finding> {
  return new Promise((resolve) => {
    const servername = isIP(host) ? {} : { servername: host };
    const socket = connect({ ...servername, ...tls, host, port, rejectUnauthorized: false });
    const end = (finding: Finding) => {
      socket.destroy();
      resolve(finding);
    };
    socket.once('secureConnect', () => {
      end(findingOf(host, socket));
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      end(failure(name, error.code ?? 'no code'));
    });
    signal.addEventListener('abort', () => socket.destroy(), { once: true });
  });
}

function findingOf(host: string, socket: TLSSocket): Finding {
  const certificate = socket.getPeerCertificate();
  // A code, whatever the types say; null where all is well.
  const verified = (socket.authorizationError as unknown) ?? undefined;
  const problems = findProblems(host, certificate, verified === undefined ? undefined : thrownText(verified));
  const [first] = problems;
  if (first === undefined) {
    const found =
      `${socket.getProtocol()}, with a certificate for ${namesOf(certificate)}, ` +
      `from "${issuerOf(certificate)}", until ${endOf(certificate)}.`;
    return well('tls-trusted', found);
  }
  const found = problems.map((problem) => problem.found).join(' ');
  const whatToDo = problems.map((problem) => problem.whatToDo).join(' ');
  const isWrongNow = problems.some(({ isToCome }) => isToCome !== true);
  return isWrongNow
    ? problem(first.id, found, whatToDo)
    : { id: 'tls-expires-soon', severity: 'note', what: found, whatToDo };
}

function failure(name: string, code: string): Finding {
  if (/ALERT.*(CERT|HANDSHAKE_FAILURE)|ALERT_UNKNOWN_CA/.test(code)) {
    return problem(
      'tls-wants-certificate',
      `The broker ${name} wants a certificate of the client, and does not accept ours (${code}).`,
      'Ask the operator of the broker whether clients need a certificate. gc-check has none; gc-connection takes one in its TLS settings.',
    );
  }
  if (/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL/.test(code)) {
    return problem(
      'tls-other-version',
      `The broker ${name} speaks another version of TLS (${code}).`,
      'Let the broker speak TLS 1.2 or 1.3.',
    );
  }
  return problem('tls-none', `The broker ${name} does not speak TLS on this port (${code}).`, wrongPort);
}
