import { text } from '../../lib/editor/text';

/** What the server says of a number. */
interface TriedNumber {
  readonly kind: string;
  readonly dialled?: string;
  readonly e164?: string;
  readonly problem?: string;
}

/** So long after the last key, in milliseconds. */
const pauseMs = 300;
const limitMs = 10_000;

/** Shows what the dial plan in the open dialog makes of a number, as soon as either changes. Nothing is dialled. */
export class NumberTrial {
  readonly #number = $('#gc-connection-number');
  readonly #result = $('#gc-connection-number-result');
  #timer: ReturnType<typeof setTimeout> | undefined;
  #request: JQuery.jqXHR<TriedNumber> | undefined;

  /** `fields`: what the dialog holds now, as the server takes it. */
  constructor(private readonly fields: () => object) {
    $('#gc-connection-tab-numbers').on('input change', () => {
      this.cancel();
      this.#timer = setTimeout(() => void this.#run(), pauseMs);
    });
  }

  /** Nobody waits for the result any longer. */
  cancel(): void {
    clearTimeout(this.#timer);
    this.#request?.abort();
  }

  async #run(): Promise<void> {
    const number = String(this.#number.val());
    if (number.trim() === '') {
      this.#result.empty();
      return;
    }
    const request = $.ajax({
      url: 'gc-connection/number',
      method: 'POST',
      contentType: 'application/json',
      data: JSON.stringify({ ...this.fields(), number }),
      timeout: limitMs,
    }) as JQuery.jqXHR<TriedNumber>;
    this.#request = request;
    try {
      this.#show(await request);
    } catch {
      if (request.statusText !== 'abort') {
        this.#tell('fa-times', problemOf(request));
      }
    }
  }

  #show({ kind, dialled, e164 = '', problem = '' }: TriedNumber): void {
    if (kind === 'plan') {
      this.#tell('fa-times', problem);
    } else if (dialled === undefined) {
      this.#tell('fa-ban', text('gc-connection', 'number.refused', { problem }));
    } else {
      this.#tell('fa-phone', text('gc-connection', `number.${kind}`, { dialled, e164 }));
    }
  }

  #tell(icon: string, words: string): void {
    const sign = $('<i/>', { class: `fa ${icon}`, 'aria-hidden': 'true' });
    this.#result.empty().append(sign, ' ', $('<span/>').text(words));
  }
}

function problemOf({ status, responseJSON }: JQuery.jqXHR): string {
  const { error = '' } = (responseJSON ?? {}) as { error?: string };
  if (status === 401 || status === 403) {
    return text('gc-connection', 'test.forbidden');
  }
  return error === '' ? text('gc-connection', 'number.noAnswer') : error;
}
