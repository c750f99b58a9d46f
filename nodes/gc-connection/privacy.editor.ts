import { currentValue } from '../../lib/editor/dialog/current-value';
import { maskedNumber } from '../../lib/privacy/mask';

/** A number that nobody has, and what a hash looks like. */
const number = '+44 20 7946 0123';
const hash = 'lusab-babad-gutih-tugad';
const bytesOfKey = 24;

/** Shows what belongs to the chosen way to conceal, and what becomes of a number. */
export function preparePrivacy(node: object): void {
  const method = $('#node-config-input-privacy');
  const digits = $('#node-config-input-privacyDigits');
  const key = $('#node-config-input-privacyKey');
  const show = () => {
    $('.gc-connection-privacy').toggle(method.val() !== 'off');
    $('.gc-connection-masks').toggle(method.val() === 'mask');
    $('.gc-connection-hashes').toggle(method.val() === 'hash');
    $('#gc-connection-privacy-example').text(`${number} → ${concealed(node)}`);
  };
  method.on('change', show);
  digits.on('input', show);
  $('#gc-connection-privacy-generate').on('click', () => {
    key.val(newKey()).trigger('change');
  });
  show();
}

function concealed(node: object): string {
  return currentValue(node, 'privacy') === 'hash'
    ? hash
    : maskedNumber(number, Number(currentValue(node, 'privacyDigits')) || 0);
}

/** Of letters, digits, `+` and `/`. */
function newKey(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytesOfKey))));
}
