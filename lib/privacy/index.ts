export { mask, maskedNumber, mostKeptDigits, shortestKey } from './mask';
export type { PrivacyOptions } from './options';
export { Privacy } from './privacy';
