import { configNodes } from '../../lib/editor/config-nodes';
import { text } from '../../lib/editor/text';

/** One line of the report. The server says in the same words what became of each step. */
interface Step {
  readonly outcome: string;
  readonly broker?: string;
  readonly agentId?: string;
  readonly detail?: string;
}

interface Report {
  readonly brokers: readonly Step[];
  readonly gc: Step;
  readonly login: Step;
  /** Absent for a store in memory. */
  readonly store?: Step;
}

const limitMs = 20_000;

/** Tries what the open dialog holds, and reports below the button. */
export class ConnectionTest {
  readonly #report = $('#gc-connection-test-report');
  #request: JQuery.jqXHR<Report> | undefined;

  /** `fields`: what the dialog holds now, as the server takes it. */
  constructor(private readonly fields: () => object) {
    this.#offerAgents();
    $('#gc-connection-test').on('click', () => {
      void this.#run();
    });
  }

  /** Nobody waits for the result any longer. */
  cancel(): void {
    this.#request?.abort();
  }

  #offerAgents(): void {
    const list = $('#gc-connection-test-agent');
    list.append($('<option/>', { value: '' }).text(text('gc-connection', 'test.noAgent')));
    for (const { id, name, agentId } of configNodes('gc-agent')) {
      list.append($('<option/>', { value: id }).text(String(name || agentId)));
    }
  }

  async #run(): Promise<void> {
    this.cancel();
    this.#tell($('<p/>').text(text('gc-connection', 'test.running')));
    const agent = $('#gc-connection-test-agent').val();
    const request = $.ajax({
      url: 'gc-connection/test',
      method: 'POST',
      contentType: 'application/json',
      data: JSON.stringify({ ...this.fields(), agent }),
      timeout: limitMs,
    }) as JQuery.jqXHR<Report>;
    this.#request = request;
    try {
      this.#show(await request);
    } catch {
      if (request.statusText !== 'abort') {
        this.#showFailure(request);
      }
    }
  }

  #show({ brokers, gc, login, store }: Report): void {
    const list = $('<ul/>', { class: 'fa-ul' });
    list.append(...brokers.map((step) => line('broker', step)), line('gc', gc), line('login', login));
    if (store !== undefined) {
      list.append(line('store', store));
    }
    this.#tell(list);
  }

  #showFailure({ status, responseJSON }: JQuery.jqXHR): void {
    const { error = '' } = (responseJSON ?? {}) as { error?: string };
    const isForbidden = status === 401 || status === 403;
    const reason = isForbidden ? text('gc-connection', 'test.forbidden') : error;
    const words = text('gc-connection', reason === '' ? 'test.noAnswer' : 'test.failed', { reason });
    this.#tell($('<p/>').text(words));
  }

  #tell(content: JQuery): void {
    this.#report.empty().append(content);
    content[0]?.scrollIntoView({ block: 'nearest' });
  }
}

const icons: Readonly<Record<string, string>> = {
  well: 'fa-check',
  busy: 'fa-check',
  skipped: 'fa-minus',
  'no-agent': 'fa-minus',
};

function line(
  kind: 'broker' | 'gc' | 'login' | 'store',
  { outcome, broker = '', agentId = '', detail = '' }: Step,
) {
  const title = text('gc-connection', `test.${kind}.title`, { broker, agent: agentId }).trim();
  const words = text('gc-connection', `test.${kind}.${outcome}`);
  return $('<li/>', { 'data-step': kind, 'data-outcome': outcome }).append(
    $('<i/>', { class: `fa-li fa ${icons[outcome] ?? 'fa-times'}`, 'aria-hidden': 'true' }),
    $('<strong/>').text(title),
    ` ${words} `,
    $('<small/>').text(detail),
  );
}
