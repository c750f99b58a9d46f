import assert from 'node:assert/strict';
import path from 'node:path';
import type { NodeAPI } from 'node-red';
import sinon from 'sinon';
import { allParts, readCatalogue } from '../../../../scripts/languages/catalogues';
import { textsIn } from '../../../../scripts/languages/compare';
import { callingHours } from '../../../../lib/client/safety/calling-hours';
import { refusedInState } from '../../../../lib/client/commands/refused-in-state';
import type { Text } from '../../../../lib/common/phrase';
import { inLanguage, useLanguageOf } from '../../../../lib/nodered/language/in-language';
import { thereAre } from '../../../../lib/nodered/language/there-are';

const root = path.join(__dirname, '../../../..');
const phrases = allParts(root).at(-1);

/** Looks phrases up as Node-RED does, with a key that it does not know as the answer to itself. */
function speak(language: string): void {
  const texts = textsIn(readCatalogue(root, phrases?.file(language) ?? ''));
  const lookUp = (key: string, { replace }: { replace: Readonly<Record<string, string>> }) => {
    const text = texts.get(key.replace(/^.*:runtime\./, '')) ?? key;
    return text.replace(/__(\w+?)__/g, (_, name: string) => replace[name] ?? '');
  };
  useLanguageOf({ _: lookUp } as unknown as NodeAPI);
}

describe('a text that is made of others', () => {
  after(() => {
    speak('en-US');
  });

  const calls = [{ dialogId: '5', state: 'ACTIVE' }];
  const states = refusedInState('MakeCall', { state: 'TALKING', calls }).detail ?? '';
  const names = thereAre(['休憩', '会議']);

  const expected: readonly (readonly [language: string, text: Text, said: string])[] = [
    ['en-US', states, 'the agent is TALKING, call 5 is ACTIVE'],
    ['de', states, 'der Agent ist TALKING, Anruf 5 ist ACTIVE'],
    ['ja', states, 'エージェントの状態は TALKING、コール 5 の状態は ACTIVE'],
    ['zh-CN', states, '座席为 TALKING、呼叫 5 为 ACTIVE'],
    ['de', names, 'es gibt: 休憩, 会議'],
    ['ja', names, '使用できるもの: 休憩、会議'],
  ];
  for (const [language, text, said] of expected) {
    it(`separates its parts as ${language} does: ${said}`, () => {
      speak(language);
      assert.equal(inLanguage(text), said);
    });
  }

  it('names the days of the week', () => {
    const clock = sinon.useFakeTimers(new Date('2024-03-04T20:05:00Z'));
    const rule = callingHours({ days: ['mon', 'tue'], from: '8:00', to: '20:00', timeZone: 'UTC' });
    const refusal = rule.check({ name: 'MakeCall', parameters: { agentId: '1081', number: '1' } });
    clock.restore();
    speak('ja');
    assert.equal(
      inLanguage(refusal?.detail ?? ''),
      '現在は月曜 20:05 です。発信できるのは月、火曜の 8:00～20:00 です。何も送信していません',
    );
  });
});
