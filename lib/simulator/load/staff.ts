import type { Random } from '../random';
import type { SiteAgent } from '../site';

/** First and last names that go together. */
const names: readonly (readonly [readonly string[], readonly string[]])[] = [
  [
    ['Emma', 'Liam', 'Olivia', 'Noah', 'Zoë', 'Mateo', 'Łucja', 'Björn'],
    ['Smith', 'Müller', 'García', 'Kowalska', 'Nielsen', 'Rossi', 'O’Brien', 'Dubois'],
  ],
  [
    ['Анна', 'Иван', 'Ольга', 'Максим'],
    ['Шевченко', 'Коваленко', 'Бондаренко', 'Ткаченко'],
  ],
  [
    ['Μαρία', 'Γιώργος', 'Κατερίνα', 'Νίκος'],
    ['Αλεξίου', 'Κωνσταντίνου', 'Δημητρίου', 'Ιωάννου'],
  ],
  [
    ['فاطمہ', 'بلال', 'زینب', 'حمزہ'],
    ['ملک', 'قریشی', 'بٹ', 'چوہدری'],
  ],
  [
    ['आरव', 'दिया', 'कबीर', 'मीरा'],
    ['पटेल', 'गुप्ता', 'वर्मा', 'सिंह'],
  ],
  [
    ['翔太', '結衣', '大輝', '葵'],
    ['鈴木', '高橋', '田中', '伊藤'],
  ],
];

/** The first login id; the extension has a 1 in front. */
const firstId = 5001;

/** So many agents, spread over the teams, whose login ids and extensions are not taken. */
export function makeStaff(
  count: number,
  teams: readonly string[],
  taken: ReadonlySet<string>,
  random: Random,
): readonly SiteAgent[] {
  const staff: SiteAgent[] = [];
  for (let id = firstId; staff.length < count; id += 1) {
    const [agentId, extension] = [String(id), `1${id}`];
    if (!taken.has(agentId) && !taken.has(extension)) {
      const team = teams[staff.length % teams.length] ?? '';
      staff.push({ agentId, extension, team, ...someone(random) });
    }
  }
  return staff;
}

function someone(random: Random) {
  const [firstNames, lastNames] = random.pick(names);
  return {
    password: 'load',
    firstName: random.pick(firstNames),
    lastName: random.pick(lastNames),
    supervisor: false,
    wrapUpOnIncoming: 'REQUIRED' as const,
  };
}
