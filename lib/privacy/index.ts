export { mask, maskedNumber, mostKeptDigits, shortestKey } from './mask';
export type { NumberReader, PrivacyOptions } from './options';
export { Privacy } from './privacy';
