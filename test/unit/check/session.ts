import { until } from '../../support/wait';
import type { Site } from './site';

/** A day at a site in short: what the agents do, and what became of each command. */
export async function playSession(site: Site): Promise<Record<string, string>> {
  const outcomes: Record<string, string> = {};
  const run: Site['run'] = async (name, parameters) => {
    const outcome = await site.run(name, parameters);
    const before = outcomes[name];
    outcomes[name] = before === undefined || before === outcome ? outcome : `${before}, ${outcome}`;
    return outcome;
  };
  const agent = { agentId: '1081' };
  const other = { agentId: '1082' };
  const supervisor = { agentId: '1086' };
  const login = async (agentId: string, extension: string) => {
    await run('Connect', { agentId, destination: 'desk', password: 'secret' });
    await run('Login', { agentId, password: 'secret', extension });
  };
  const dialogOf = (agentId: string) =>
    until(() => site.simulator.truth.find((one) => one.agentId === agentId)?.calls[0]?.dialogId);
  const call = async () => {
    const before = site.callEventsOf('1081');
    const dialogId = site.simulator.incomingCall({ to: '1081', from: '02079460123' });
    await until(() => site.callEventsOf('1081') > before, { what: 'the call' });
    await run('AnswerCall', { ...agent, dialogId });
    return { ...agent, dialogId };
  };

  await login('1081', '2001');
  await login('1082', '2002');
  await login('1086', '2006');
  await run('getteamusers', { ...supervisor, teamId: '1', subscribe: true });
  await run('reasoncodenotready', agent);
  await run('GetPhonebooks', agent);
  await run('GetPhonebookContacts', { ...agent, phonebookId: '1' });
  await run('getallagents', agent);
  await run('MakeReady', agent);
  await run('MakeNotReadyWithReason', { ...agent, reasonCode: '2' });
  await run('MakeReady', agent);
  const held = await call();
  await run('update_call_variable', { ...held, variableName: 'callVariable1', variableValue: 'gold' });
  await run('HoldCall', held);
  await run('RetrieveCall', held);
  await run('getdialogstate', held);
  await run('getDialogParticipants', held);
  await run('refresh', agent);
  await run('ConsultCall', { ...held, number: '2002' });
  await until(() => site.callEventsOf('1082') > 0, { what: 'the consult call' });
  await run('AnswerCall', { ...other, dialogId: await dialogOf('1082') });
  await run('TransferCall', { ...held, extension: '2002' });
  await run('ReleaseCall', { ...other, dialogId: held.dialogId });
  await run('MakeReady', agent);
  await run('Transfer_sst', { ...(await call()), number: '02079460199' });
  await run('MakeReady', agent);
  await run('ReleaseCall', await call());
  await run('MakeReady', agent);
  const preview = site.simulator.previewCall({ to: '1081', number: '02079460177' });
  await run('RejectOutboundPreview', { ...agent, dialogId: preview });
  await run('MakeNotReady', agent);
  await run('MakeCall', { ...agent, number: '02079460188' });
  await run('ReleaseCall', { ...agent, dialogId: await dialogOf('1081') });
  await run('Logout', agent);
  return outcomes;
}
