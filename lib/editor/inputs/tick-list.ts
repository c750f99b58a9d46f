import { labelForScreenReaders } from './typed-input';

/** Makes a field a list in which several can be ticked. `listed` is what the closed field shows of the choice. */
export function prepareChoices(
  input: JQuery,
  options: readonly { value: string; label: string }[],
  chosen: readonly string[],
  listed: (chosen: readonly string[]) => string,
): void {
  input.val(chosen.join(','));
  input.typedInput({
    types: [
      {
        value: 'choices',
        multiple: true,
        options: [...options],
        valueLabel(container) {
          container.text(listed(split(this.value())));
        },
      },
    ],
  });
  labelForScreenReaders(input);
}

/** What is ticked. */
export function chosenIn(input: JQuery): string[] {
  return split(String(input.typedInput('value')));
}

/** Node-RED keeps the value as a text with commas. */
function split(value: string): string[] {
  return value.split(',').filter((choice) => choice !== '');
}
