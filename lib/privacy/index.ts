export { mask, maskedNumber, mostKeptDigits } from './mask';
export type { PrivacyOptions } from './options';
export { Privacy } from './privacy';
