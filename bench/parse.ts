import { createRequire } from 'node:module';
import type * as Package from '../lib';
import { median, type Bench } from './measure';

/** What users install: on the way from TypeScript, tsx puts getters between modules that cost a third of the time. */
const { parseEvent } = createRequire(__filename)('../dist/lib') as typeof Package;

const rounds = 30_000;
const runs = 15;
/** Different bodies of each kind, as they come from a broker; of a literal, V8 remembers how it was split. */
const bodies = 300;

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
      { bodies: received(json), run: parseEvent },
      { bodies: received(json), run: (body) => JSON.parse(body) as unknown },
      { bodies: received(text), run: parseEvent },
      { bodies: received(text), run: (body) => body.split('#') },
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

/** Bodies like this one, each of another agent, read from bytes. */
function received(body: string): string[] {
  return Array.from({ length: bodies }, (_, index) =>
    Buffer.from(body.replaceAll('1081', String(1081 + index))).toString(),
  );
}

interface Candidate {
  readonly bodies: readonly string[];
  readonly run: (body: string) => unknown;
}

/** The candidates take turns, so that noise hits all of them; medians of the processor's time in microseconds. */
function measureInTurn(candidates: readonly Candidate[]): [number, number, number, number] {
  const times: number[][] = candidates.map(() => []);
  for (let turn = 0; turn < runs; turn += 1) {
    for (const [index, candidate] of candidates.entries()) {
      times[index]?.push(timeOf(candidate));
    }
  }
  return times.map(median) as [number, number, number, number];
}

function timeOf(candidate: Candidate): number {
  const start = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) {
    candidate.run(candidate.bodies[round % bodies] ?? '');
  }
  return process.cpuUsage(start).user / rounds;
}
