import type { Finding } from '../../report/finding';
import { problem, well, type Step } from '../step';
import { tryBroker } from '../try-broker';
import type { BrokerCheck } from './broker-check';

/** For the subscription behind the login. */
const subscriptionMs = 5000;

/** Whether the broker speaks STOMP. It answers the login as well, which the next step is about. */
export function stompStep(check: BrokerCheck): Step {
  return {
    name: 'stomp',
    title: 'STOMP',
    needs: [check.address.tls === undefined ? 'tcp' : 'tls'],
    limitMs: check.limits.connectMs + subscriptionMs,
    whenLate: `The broker ${check.name} does not confirm what it is asked for. Check its memory and disk limits, and whether it hangs.`,
    run: async (signal) => {
      const { name, client, limits } = check;
      check.login = await tryBroker(name, client, signal, limits.connectMs + subscriptionMs);
      return check.login.outcome === 'unreachable'
        ? problem(
            'stomp-none',
            `On ${name} nobody speaks STOMP with us.`,
            'Check that the port in --broker is that of the STOMP connector, and whether it needs TLS (stomp+ssl://).',
            check.login.detail,
          )
        : well('stomp-spoken', `The broker ${name} speaks STOMP.`);
    },
  };
}

/** Whether the broker accepts user and password. */
export function brokerLoginStep(check: BrokerCheck): Step {
  return {
    name: 'broker-login',
    title: 'Login at the broker',
    needs: ['stomp'],
    limitMs: 1000,
    whenLate: `Check whether the broker ${check.name} hangs.`,
    run: () => Promise.resolve(findingOn(check)),
  };
}

function findingOn({ name, login, options: { user } }: BrokerCheck): Finding {
  const who = user === undefined ? 'clients without a user' : `the user "${user}"`;
  if (login?.outcome !== 'refused') {
    return well('broker-login-accepted', `The broker ${name} accepts ${who}.`);
  }
  if (login.detail?.includes('ActiveMQ.Advisory')) {
    return problem(
      'advisory-refused',
      `The broker ${name} knows ${who}, but does not let it use the topics of ActiveMQ itself.`,
      `Ask the operator of the broker to let ${who} read, write and create the topics ActiveMQ.Advisory.> (in ActiveMQ "read", "write" and "admin"). Every client of ActiveMQ needs that.`,
      login.detail,
    );
  }
  return problem(
    'broker-login-refused',
    `The broker ${name} does not accept ${who}.`,
    user === undefined
      ? 'Name a user of the broker with --user, and put the password into GC_CHECK_BROKER_PASSWORD.'
      : 'Correct --user, or the password in GC_CHECK_BROKER_PASSWORD.',
    login.detail,
  );
}
