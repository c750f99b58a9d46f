import { parseEvent } from '../lib/protocol';
import { median, type Bench } from './measure';

const rounds = 30_000;
const runs = 9;

/** The same events in JSON and in text. */
const events = {
  State: {
    json: '{"type":"State","agentId":"1081","state":"NOT_READY","reasonCode":"8","stateChangeTimeString":"","pendingState":"","stateChangeTime":"2019-09-17 12:46:21"}',
    text: '1081#State#NOT_READY#8###2019-09-17 12:46:21#Ann Lee#1081#2001',
  },
  NewInboundCall: {
    json: '{"type":"NewInboundCall","dialogID":"16804377","fromAddress":"03001234567","callVariables":{"ani":"03001234567","callVariable1":"gold","callVariable2":"12345678","callVariable3":"Lahore"},"agentId":"1081"}',
    text: '1081#NewInboundCall#03001234567#03001234567|callVariable1=gold|callVariable2=12345678|callVariable3=Lahore#DialogID:16804377',
  },
  InboundCall: {
    json: '{"type":"InboundCall","dialogID":"16804377","state":"ACTIVE","startTime":"2019-09-17 12:46:21","prevDialogId":"","fromAddress":"03001234567","callVariables":{"callVariable1":"gold","callVariable2":"12345678","callVariable3":"Lahore"},"participants":[{"mediaAddress":"2001","state":"ACTIVE"},{"mediaAddress":"03001234567","state":"ACTIVE"}],"agentId":"1081"}',
    text: '1081#InboundCall#ACTIVE#DialogID:16804377#03001234567#callVariable1=gold|callVariable2=12345678|callVariable3=Lahore#2019-09-17 12:46:21#CallType:ACD_IN#Ann Lee#Participants:2001,ACTIVE,x|03001234567,ACTIVE,x',
  },
};

/** Reading events. Rivals, on the same bodies: JSON.parse, and for text a bare split into fields. */
export const parse: Bench = () => {
  const lines = Object.entries(events).map(([name, { json, text }]) => {
    const [ours, rival, oursText, split] = measureInTurn([
      () => parseEvent(json),
      () => JSON.parse(json) as unknown,
      () => parseEvent(text),
      () => text.split('#'),
    ]);
    return [
      name.padEnd(16),
      `JSON ${ours.toFixed(2)} us = ${(ours / rival).toFixed(2)} x JSON.parse (bound: 2.5)`,
      `text ${oursText.toFixed(2)} us = ${(oursText / ours).toFixed(2)} x our JSON (bound: 1)`,
      `= ${(oursText / split).toFixed(1)} x split`,
    ].join('  ');
  });
  return Promise.resolve(lines);
};

/** The candidates take turns, so that noise hits all of them; medians in microseconds. */
function measureInTurn(candidates: (() => unknown)[]): [number, number, number, number] {
  const times: number[][] = candidates.map(() => []);
  for (let run = 0; run < runs; run += 1) {
    for (const [index, candidate] of candidates.entries()) {
      const start = performance.now();
      for (let round = 0; round < rounds; round += 1) {
        candidate();
      }
      times[index]?.push(((performance.now() - start) / rounds) * 1000);
    }
  }
  return times.map(median) as [number, number, number, number];
}
