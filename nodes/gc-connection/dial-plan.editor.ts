import { openInput } from '../../lib/editor/dialog/current-value';
import { isVariable } from '../../lib/editor/inputs/shown-value';
import { text } from '../../lib/editor/text';
import { countries } from '../../lib/numbers/countries';

/** Prepares the tab for the dial plan: the countries by name, and only the rows that count. */
export function prepareDialPlan(node: object): void {
  offerCountries(node);
  const form = $('#node-config-input-dialForm');
  form.on('change', () => {
    $('.gc-connection-outside').toggle(form.val() !== 'e164');
    $('.gc-connection-prefixes').toggle(form.val() === 'own');
  });
  form.trigger('change');
}

function offerCountries(node: object): void {
  const { dialCountry: saved = '' } = node as { dialCountry?: string };
  const choose = { value: '', name: text('gc-connection', 'placeholder.dialCountry') };
  const variable = isVariable(saved) ? [{ value: saved, name: saved }] : [];
  for (const { value, name } of [choose, ...variable, ...countriesByName()]) {
    openInput(node, 'dialCountry')?.append($('<option/>', { value }).text(name));
  }
  openInput(node, 'dialCountry')?.val(saved);
}

/** In the language of the dialog, and in the order of its letters. */
function countriesByName(): { value: string; name: string }[] {
  const language = text('gc-connection', 'language');
  const names = new Intl.DisplayNames([language], { type: 'region' });
  return countries
    .map((value) => ({ value, name: names.of(value) ?? value }))
    .sort((one, other) => one.name.localeCompare(other.name, language));
}
