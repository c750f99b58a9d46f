import { openInput } from '../../dialog/current-value';
import { LiveChoices, offerIn, offersInLists, type Offer } from './live-choices';
import type { SearchRow } from './search-list';

/** How Node-RED's autoComplete widget asks for what it lists. */
type Search = (typed: string, done: (rows: readonly SearchRow[]) => void) => void;

/** Suggests choices in plain text fields of an open dialog. */
export function suggestIn(node: object, ...properties: string[]): void {
  for (const property of properties) {
    suggest(node, property, offerIn(property), searchIn);
  }
}

/** As {@link suggestIn}, in those fields of the dialog that hold several, with commas. */
export function suggestInLists(node: object): void {
  for (const [property, offer] of Object.entries(offersInLists)) {
    suggest(node, property, offer, searchLast);
  }
}

function suggest(
  node: object,
  property: string,
  offer: Offer | undefined,
  searchWith: typeof searchIn,
): void {
  const field = openInput(node, property);
  if (field !== undefined) {
    const choices = new LiveChoices(node, () => offer);
    prepareField(field, choices);
    field.autoComplete({ search: searchWith(field, choices), minLength: 0 });
  }
}

/** What is suggested for what is typed; too late for who has left the field. */
export function searchIn(field: JQuery, choices: LiveChoices): Search {
  return (typed, done) => {
    void choices.find(typed).then((rows) => {
      if (field.is(':focus')) {
        done(rows);
      }
    });
  };
}

/** As {@link searchIn}, for what stands after the last comma. */
function searchLast(field: JQuery, choices: LiveChoices): Search {
  return (typed, done) => {
    const parts = typed.split(',').map((part) => part.trim());
    const last = parts.pop() ?? '';
    const whole = ({ value, label }: SearchRow) => ({ value: [...parts, value].join(', '), label });
    searchIn(field, choices)(last, (rows) => {
      done(rows.map(whole));
    });
  };
}

/** Suggests as soon as the user comes to the field. `isOn`: whether it has suggestions now. */
export function prepareField(field: JQuery, choices: LiveChoices, isOn = () => true): void {
  field.attr('aria-autocomplete', 'list');
  field.on('focus', () => {
    if (isOn()) {
      choices.load();
    }
  });
  field.on('click', () => {
    if (isOn()) {
      field.trigger('keyup');
    }
  });
  field[0]?.addEventListener(
    'keydown',
    ({ key }) => {
      if (isOn() && (key === 'Enter' || key === 'Tab')) {
        closeList(field);
      }
    },
    { capture: true },
  );
}

/** These keys would take the first row in place of what was typed; a row is chosen in the list itself. */
function closeList(field: JQuery): void {
  field.autoComplete('instance')?.menu?.hide();
}
