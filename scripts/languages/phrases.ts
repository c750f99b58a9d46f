import { list, sentence } from '../../lib/common/phrase';
import * as calendar from '../../lib/calendar/phrases';
import * as client from '../../lib/client/phrases';
import { fieldNames } from '../../lib/nodered/language/field-names';
import * as nodes from '../../lib/nodered/language/phrases';
import { shortError } from '../../lib/nodered/language/short-error';
import { errors, firstSteps, parameters, sentences, settable, unknownError } from '../../lib/protocol';
import { sayOfCommand, sayOfValue } from '../../lib/protocol';
import * as numbers from '../../lib/numbers/phrases';
import * as stomp from '../../lib/stomp/phrases';
import * as store from '../../lib/store/phrases';

const books = [
  list,
  sentence,
  sentences,
  unknownError,
  sayOfValue,
  sayOfCommand,
  settable,
  firstSteps,
  ...Object.values(stomp),
  ...Object.values(store),
  ...Object.values(numbers),
  ...Object.values(calendar),
  ...Object.values(client),
  ...Object.values(nodes),
  fieldNames,
];

/** Every phrase of the runtime in English, nested by its key, as the catalogue of a language has them. */
export function englishPhrases(): Record<string, unknown> {
  return {
    ...Object.fromEntries(books.map(({ area, texts }) => [area, texts])),
    error: mapped(errors, ({ meaning, whatToDo }) => ({ meaning, whatToDo })),
    short: Object.fromEntries(Object.keys(errors).map((code) => [code, shortError(code).text])),
    parameter: mapped(parameters, ({ expected }) => expected),
  };
}

function mapped<Row, Value>(
  rows: Readonly<Record<string, Row>>,
  value: (row: Row) => Value,
): Record<string, Value> {
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, value(row)]));
}
