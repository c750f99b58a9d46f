import { limited } from '../in-time';
import type { Finding } from '../../report/finding';
import { settingChange } from '../../site-settings';
import { problem, well, type Step } from '../step';
import { tryBroker, tryGc, type GcResult } from '../try-broker';
import type { BrokerCheck } from './broker-check';

/** Of each of both ways to say Hello. */
const marginMs = 2000;

/** Whether GC answers, and is in service. */
export function helloStep(check: BrokerCheck): Step {
  const { name, options, limits } = check;
  return {
    name: 'hello',
    title: 'GC answers',
    needs: ['read-topic', 'write-queue'],
    limitMs: 2 * (limits.gcMs + limits.connectMs + marginMs),
    whenLate: `The broker ${name} has gone meanwhile. Check whether it runs.`,
    run: async (signal) => {
      const { outcome, detail } = await ask(check, signal);
      switch (outcome) {
        case 'well':
          return well(
            'gc-in-service',
            `GC answers on the topic "${options.destination}", and is in service.`,
          );
        case 'out-of-service':
          return outOfService;
        default:
          signal.throwIfAborted();
          return (await helloWithExtension(check, signal)) ?? silence(check, detail);
      }
    },
  };
}

const outOfService = problem(
  'gc-out-of-service',
  'GC answers, but says that it is out of service: it has no connection to Finesse.',
  'Check that Finesse runs, and that GC reaches it (host, user and password of Finesse in the configuration of GC, and its log). GC comes back by itself.',
);

async function ask(check: BrokerCheck, signal: AbortSignal): Promise<GcResult> {
  const { client, limits } = check;
  const result = await limited(signal, limits.gcMs + marginMs, (either) => tryGc(client, either));
  check.isAnswered ||= result.outcome === 'well' || result.outcome === 'out-of-service';
  return result;
}

function silence({ name, options: { commandQueue } }: BrokerCheck, detail: string | undefined): Finding {
  return problem(
    'gc-silent',
    `GC does not answer Hello: nobody takes it from the queue "${commandQueue}", or the answer goes elsewhere.`,
    `Check that GC runs, that it uses the broker ${name}, and that "${commandQueue}" is the queue of its connector (--queue). ` +
      'On the page of the queues of the broker you see whether somebody consumes from it.',
    detail,
  );
}

/** The specification says that Hello names the extension of the client; all other sources have the destination. */
async function helloWithExtension(check: BrokerCheck, signal: AbortSignal): Promise<Finding | undefined> {
  const extension = check.options.agent?.extension;
  if (extension === undefined) {
    return undefined;
  }
  await check.beginAnew(String(extension));
  await tryBroker(check.name, check.client, signal, check.limits.connectMs);
  const { outcome } = await ask(check, signal);
  const setting = settingChange('helloArgument', String(extension));
  switch (outcome) {
    case 'well':
      return {
        id: 'gc-hello-names-extension',
        severity: 'note',
        what: 'GC answers a Hello that names the extension of the client, not one that names the destination.',
        setting,
      };
    case 'out-of-service':
      return { ...outOfService, setting };
    default:
      return undefined;
  }
}
