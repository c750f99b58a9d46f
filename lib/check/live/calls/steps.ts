import { GcError, type CommandName } from '../../../protocol';
import type { Finding } from '../../report/finding';
import { settingChange } from '../../site-settings';
import { commandMs } from '../agent/agent-check';
import { well, type Step } from '../step';
import { answerMs, type CallCheck } from './call-check';

const answer = 'Let somebody answer there, or let the phone answer by itself.';
const inLog =
  'Look into the log of GC for this call. If GC has answered in a way that was not understood, the rest of this report says so.';

type Say = (line: string) => void;

/** A call to the first extension. */
export function makeCallStep(check: CallCheck): Step {
  return {
    name: 'make-call',
    title: 'Make a call',
    needs: [],
    limitMs: commandMs + answerMs,
    whenLate: `Nobody has answered at ${check.called}. ${answer}`,
    run: async (signal, say) => {
      const found = await makeCall(check, signal, say);
      return found ?? well('call-made', `${check.called} was called, and has answered.`);
    },
  };
}

export function holdStep(check: CallCheck): Step {
  return callStep(check, 'hold', 'Hold', ['make-call'], 'HoldCall', 'The call is on hold.');
}

export function retrieveStep(check: CallCheck): Step {
  return callStep(
    check,
    'retrieve',
    'Retrieve',
    ['hold'],
    'RetrieveCall',
    'The call is taken back from hold.',
  );
}

export function releaseStep(check: CallCheck): Step {
  return callStep(check, 'hang-up', 'Hang up', ['make-call'], 'ReleaseCall', 'The agent has hung up.');
}

/** A second call, about which the second extension is asked. */
export function consultStep(check: CallCheck): Step {
  return {
    name: 'consult',
    title: 'Consult',
    needs: ['hang-up'],
    limitMs: 2 * (commandMs + answerMs),
    whenLate: `Nobody has answered at ${check.called} or ${check.consulted}. ${answer}`,
    run: async (signal, say) => {
      const { consulted } = check;
      const found = await makeCall(check, signal, say);
      if (found !== undefined) {
        return found;
      }
      const consult = await check.call('ConsultCall', consulted, signal, say);
      return typeof consult === 'string'
        ? well('consulted', `${consulted} was consulted about the call, and has answered.`)
        : consult;
    },
  };
}

/** The extension that was consulted takes the call. The agent is out of it then, and cannot hang it up any more. */
export function transferStep(check: CallCheck): Step {
  return {
    name: 'transfer',
    title: 'Transfer',
    needs: ['consult'],
    limitMs: 3 * commandMs,
    whenLate: inLog,
    run: async (signal, say) => {
      const { agent, consulted } = check;
      const isOther = await completeTransfer(check, signal);
      await agent.until(() => agent.calls.length === 0, signal);
      signal.throwIfAborted();
      say(`The agent is out of the call. Hang up at ${consulted}.`);
      return isOther
        ? well(
            'transferred',
            `The call is transferred to ${consulted}. It goes on there until somebody hangs up.`,
          )
        : completedWithOwn;
    },
  };
}

const completedWithOwn: Finding = {
  id: 'transfer-names-own-extension',
  severity: 'note',
  what: 'GC completes a transfer only with the extension of the agent, not with the one that was consulted.',
  setting: settingChange('completeWith', 'own', "the agent's own extension"),
};

/** Resolves to whether it took the extension of the other party, as most sources have it, and not that of the agent. */
async function completeTransfer(check: CallCheck, signal: AbortSignal): Promise<boolean> {
  const { agent, consulted, current: dialogId } = check;
  const other = agent.client.extensionToComplete(agent.agentId) ?? consulted;
  try {
    await agent.command('TransferCall', { extension: other, dialogId }, { signal });
    return true;
  } catch (error) {
    const isRefused = error instanceof GcError && error.origin !== 'connector';
    if (!isRefused || check.find(dialogId) === undefined) {
      throw error;
    }
    await agent.command('TransferCall', { extension: agent.login.extension, dialogId }, { signal });
    return false;
  }
}

function callStep(
  check: CallCheck,
  name: string,
  title: string,
  needs: readonly string[],
  command: Extract<CommandName, 'HoldCall' | 'RetrieveCall' | 'ReleaseCall'>,
  what: string,
): Step {
  return {
    name,
    title,
    needs,
    limitMs: commandMs + 1000,
    whenLate: inLog,
    run: async (signal) => {
      await check.agent.command(command, { dialogId: check.current }, { signal });
      return well(`${name}-done`, what);
    },
  };
}

/** Returns why there is no call that somebody has answered. */
async function makeCall(check: CallCheck, signal: AbortSignal, say: Say): Promise<Finding | undefined> {
  const call = await check.call('MakeCall', check.called, signal, say);
  if (typeof call !== 'string') {
    return call;
  }
  check.dialogId = call;
  return undefined;
}
