import type { Choice, ChoiceKind } from '../../../protocol/catalogue/choices';
import type { CommandName } from '../../../protocol/catalogue/commands';
import { parameters, type Parameter } from '../../../protocol/catalogue/parameters';
import { configNodes, isChosen } from '../../config-nodes';
import { currentValue } from '../../dialog/current-value';
import { askChoices } from './ask-choices';
import { currentAgent } from '../fixed-agent';
import { reasonKindOf } from '../../../protocol/catalogue/reason-kinds';
import { text } from '../../text';
import { SearchList, type SearchRow } from './search-list';

/** What is offered in a field. */
export interface Offer {
  readonly kind: ChoiceKind;
  /** The field gets the name of what is chosen, where it has one; otherwise its id. */
  readonly takes?: 'name';
}

/** What fields offer that are not called like a parameter of GC. */
const otherFields: Readonly<Partial<Record<string, Offer>>> = {
  phonebook: { kind: 'phonebooks', takes: 'name' },
  team: { kind: 'teams', takes: 'name' },
  from: { kind: 'numbers' },
  to: { kind: 'simulated-goals' },
  mobilePhone: { kind: 'numbers' },
};

/** What is offered in fields that hold several, with commas. */
export const offersInLists: Readonly<Record<string, Offer>> = {
  agents: { kind: 'agents' },
  teams: { kind: 'teams', takes: 'name' },
  queues: { kind: 'queues' },
  reasonCodes: { kind: 'not-ready-reasons' },
};

/** What is offered in a field with this name, in whatever dialog; for a command, where it depends on that. */
export function offerIn(field: string, command?: CommandName): Offer | undefined {
  if (field === 'reasonCode') {
    const kind = command === undefined ? undefined : reasonKindOf(command);
    return { kind: `${kind ?? 'not-ready'}-reasons`, takes: 'name' };
  }
  const all: Readonly<Partial<Record<string, Parameter>>> = parameters;
  const kind = all[field]?.choices;
  return kind === undefined ? otherFields[field] : { kind };
}

/** More than these nobody looks through. */
const mostShown = 50;

/**
 * What a node's connection has to offer for one of its fields. It is asked whenever the user comes to the field; when it
 * has nothing to say, not deployed or not connected, the field is one in which anything is typed.
 */
export class LiveChoices {
  #list = Promise.resolve(new SearchList<SearchRow>([]));
  #names: ReadonlyMap<string, string | undefined> = new Map();

  constructor(
    private readonly node: object,
    private readonly offer: () => Offer | undefined,
  ) {}

  /** Asks the connection. */
  load(): void {
    this.#list = this.#ask().then((choices) => {
      this.#names = new Map(choices.map(({ id, name }) => [id, name]));
      return new SearchList(choices.map((choice) => rowOf(choice, this.offer()?.takes)));
    });
  }

  async find(typed: string): Promise<SearchRow[]> {
    const list = await this.#list;
    const areReasons = this.offer()?.kind.endsWith('-reasons');
    return list.isEmpty && areReasons
      ? [{ value: typed, label: text('gc-connection', 'choices.noReasons') }]
      : list.find(typed, mostShown);
  }

  /** The name of what has this id, where the connection has told it since the dialog was opened. */
  nameOf(id: string): string | undefined {
    return this.#names.get(id);
  }

  /** Never rejects. */
  async #ask(): Promise<readonly Choice[]> {
    const connection = connectionOf(this.node);
    const kind = this.offer()?.kind;
    if (connection === undefined || kind === undefined) {
      return [];
    }
    return askChoices(connection, kind, currentAgent(this.node));
  }
}

function rowOf({ id, name }: Choice, takes: Offer['takes']): SearchRow {
  const label = name === undefined || name === '' ? id : `${id} – ${name}`;
  return { value: takes === 'name' ? name || id : id, label };
}

/** The connection chosen in the open dialog; in one that has no such field, the only one there is. */
function connectionOf(node: object): string | undefined {
  const chosen = currentValue(node, 'connection');
  if (isChosen(chosen)) {
    return chosen;
  }
  const [only, ...others] = 'connection' in node ? [] : configNodes('gc-connection');
  return others.length === 0 ? only?.id : undefined;
}
