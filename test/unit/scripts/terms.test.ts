import assert from 'node:assert/strict';
import { termProblems } from '../../../scripts/languages/terms';

/** What is wrong with a text by a list that says `say` for a thing, and not `not`. */
function problemsOf(text: string, say: string, ...not: string[]): string[] {
  return termProblems({ thing: { say, not } }, new Map([['key', text]]), ['thing']);
}

describe('the word list of a language', () => {
  it('has its words in the texts, with an ending or without', () => {
    assert.deepEqual(problemsOf('Die Agenten melden sich an.', 'Agent', 'Bearbeiter'), []);
    assert.deepEqual(problemsOf('Die Agenten melden sich an.', 'Anruf'), ['no text says "Anruf" for thing']);
  });

  it('finds a word that it avoids at the beginning of a word, not within one', () => {
    assert.deepEqual(problemsOf('Der Agent kennt Knotenpunkte.', 'Agent', 'Knoten'), [
      'key says "Knoten" for thing: say "Agent"',
    ]);
    assert.deepEqual(problemsOf('Der Agent löst Reiseknoten.', 'Agent', 'Knoten'), []);
  });

  it('finds words in Japanese and Chinese, which have no blanks between words', () => {
    assert.deepEqual(problemsOf('このエージェントは受信不可です。', '受信不可', '待受停止'), []);
    assert.deepEqual(problemsOf('将座席置为未就绪，然后注销座席', '未就绪', '坐席'), []);
    assert.deepEqual(problemsOf('该坐席未就绪', '未就绪', '坐席'), [
      'key says "坐席" for thing: say "未就绪"',
    ]);
    assert.deepEqual(problemsOf('ーモニターを停止', '停止', 'モニター'), [
      'key says "モニター" for thing: say "停止"',
    ]);
  });

  it('finds words in Latin letters behind Japanese and Chinese ones', () => {
    assert.deepEqual(problemsOf('この接続のBrokerは停止中です', '接続', 'Broker'), [
      'key says "Broker" for thing: say "接続"',
    ]);
    assert.deepEqual(problemsOf('コーナーID、内部ID', 'ID'), []);
    assert.deepEqual(problemsOf('重新部署STOMP连接', 'STOMP'), []);
  });

  it('has a word for everything that another list has one for', () => {
    assert.deepEqual(termProblems({}, new Map(), ['agent']), ['the word list has no word for agent']);
  });
});
