import { readSite, siteForm, type Form, type Property } from '../../../lib/simulator/site';
import { code, codes, fence, page, prose, table } from '../markdown';

/** A site with a bit of everything. A test reads it from the page. */
const example = `teams:
  - { id: 1, name: Sales }
  - { id: 2, name: Service }

agents:
  - agentId: 7001
    password: secret
    extension: 8001
    firstName: Zoë
    lastName: Núñez
    team: 1
    supervisor: true
    teams: [1, 2]
  - agentId: 7002
    password: secret
    extension: 8002
    firstName: 美咲
    lastName: 佐藤
    team: 2
    wrapUpOnIncoming: REQUIRED

queues:
  - { id: 1, name: Orders, teams: [1] }
  - { id: 2, name: Everything else, teams: [1, 2] }

phonebooks:
  - id: 1
    name: Company
    type: GLOBAL
    contacts:
      - { firstName: Marta, lastName: Kowalska, phoneNumber: 02079460100, description: Reception }
  - id: 2
    name: Service
    type: TEAM
    team: 2
    contacts:
      - { lastName: Fax, phoneNumber: +442079460102 }

reasonCodes:
  NOT_READY:
    - { code: 1, label: Break }
    - { code: 2, label: Lunch }

timers:
  ringing: 500
  wrapUp: 10000

licences: 2
`;

export function sitePage(): string {
  return page(
    'Site file',
    'A site file describes the simulated contact centre. It is a regular file of at most 10 MB, in YAML or JSON. The default site fills in anything you leave out: objects are completed, lists are replaced. If a file has its own teams, it must also have its own agents, and it gets only the queues and phonebooks that it lists.',
    'Numbers keep their leading zeros. Names, passwords and other texts must not contain `,`, `#`, `|`, line breaks or control characters, because GC\'s formats cannot carry them. An error names the line: `site.yaml:17: agents[3].team is "9", which is none of the teams`.',
    fence('yaml', example.trimEnd()),
    ...objectsIn(siteForm, '', readSite()).map(section),
  );
}

/** An object of a site file: where it is, and what the default site has there. */
interface Place {
  readonly paths: readonly string[];
  readonly properties: Readonly<Record<string, Property<unknown>>>;
  readonly standard: unknown;
}

/** An object and all those in it; what several places have alike is there once. */
function objectsIn({ properties }: Form<unknown>, path: string, standard: unknown): Place[] {
  if (properties === undefined) {
    return [];
  }
  const inner = Object.entries(properties).flatMap(([name, { form }]) =>
    objectsIn(form, path === '' ? name : `${path}.${name}`, valueOf(standard, name)),
  );
  const places = [{ paths: [path], properties, standard }, ...inner];
  return places
    .filter((place, index) => index === places.findIndex((other) => other.properties === place.properties))
    .map((place) => {
      const alike = places.filter((other) => other.properties === place.properties);
      return { ...place, paths: alike.flatMap(({ paths }) => paths) };
    });
}

function section({ paths, properties, standard }: Place): string {
  const rows = Object.entries(properties).map(([name, { meaning, form, otherwise }]) => [
    code(name),
    prose(meaning),
    prose(form.expected),
    otherwise ?? ifLeftOut(valueOf(standard, name)),
  ]);
  const heading = paths[0] === '' ? 'The file' : codes(paths, 'and');
  return `## ${heading}\n\n${table(['Property', 'Meaning', 'Value', 'If left out'], rows)}`;
}

function ifLeftOut(standard: unknown): string {
  switch (typeof standard) {
    case 'undefined':
      return 'not possible';
    case 'object':
      return 'that of the default site';
    default:
      return String(standard);
  }
}

/** Lists are not completed: there is no value for what is in them. */
function valueOf(standard: unknown, name: string): unknown {
  const isObject = typeof standard === 'object' && standard !== null && !Array.isArray(standard);
  return isObject ? new Map<string, unknown>(Object.entries(standard)).get(name) : undefined;
}
