import { askChoices } from '../../../lib/editor/inputs/choices/ask-choices';
import { text } from '../../../lib/editor/text';
import type { ChoiceKind } from '../../../lib/protocol/catalogue/choices';
import type { CommandName } from '../../../lib/protocol/catalogue/commands';
import type { AgentRow, CallRow } from '../news';
import { requestCommand } from '../page/command-request.editor';
import { button, element } from '../page/elements.editor';

/** The actions that take a reason, and where the reasons are listed. */
const reasonKinds: Readonly<Partial<Record<CommandName, ChoiceKind>>> = {
  MakeNotReady: 'not-ready-reasons',
  Logout: 'logout-reasons',
};

/** The buttons for what can be done with an agent or a call. Some open the choice of a reason below them. */
export class ActionButtons {
  readonly #buttons = element('div', { class: 'gc-sidebar-actions' });
  readonly #reasons = element('div', { class: 'gc-sidebar-actions', role: 'group', hidden: '' });
  readonly elements = [this.#buttons, this.#reasons];
  /** The button that has opened the choice of a reason. */
  #opener: HTMLButtonElement | undefined;

  constructor(private readonly row: AgentRow | CallRow) {
    this.#buttons.append(...row.actions.map((command) => this.#buttonFor(command)));
  }

  #buttonFor(command: CommandName): HTMLButtonElement {
    const kind = reasonKinds[command];
    if (kind === undefined) {
      return button(labelOf(command), () => void this.#send(command), 'action');
    }
    const opener = button(labelOf(command), () => void this.#toggle(opener, command, kind), 'action');
    opener.setAttribute('aria-expanded', 'false');
    return opener;
  }

  async #toggle(opener: HTMLButtonElement, command: CommandName, kind: ChoiceKind): Promise<void> {
    const wasOpen = this.#opener === opener;
    this.#close();
    if (!wasOpen) {
      await this.#offerReasons(opener, command, kind);
    }
  }

  #close(): void {
    this.#opener?.setAttribute('aria-expanded', 'false');
    this.#opener = undefined;
    this.#reasons.hidden = true;
  }

  /** Sends the command at once where there is no reason to choose from. */
  async #offerReasons(opener: HTMLButtonElement, command: CommandName, kind: ChoiceKind): Promise<void> {
    const { connection, agentId } = this.row;
    const reasons = (await askChoices(connection, kind, agentId)).map(({ id, name }) => name || id);
    if (reasons.length === 0) {
      await this.#send(command);
      return;
    }
    const title = `${labelOf(command)}: ${text('gc-sidebar', 'fact.reason')}`;
    const named = reasons.map((reason) => button(reason, () => void this.#send(command, reason), 'action'));
    const none = button(text('gc-sidebar', 'noReason'), () => void this.#send(command), 'action');
    this.#reasons.setAttribute('aria-label', title);
    this.#reasons.replaceChildren(element('span', {}, title), ...named, none);
    this.#reasons.hidden = false;
    this.#opener = opener;
    opener.setAttribute('aria-expanded', 'true');
    named[0]?.focus();
  }

  async #send(command: CommandName, reason?: string): Promise<void> {
    const { row } = this;
    const { connection, agentId } = row;
    const dialogId = row.kind === 'call' ? row.dialogId : undefined;
    await requestCommand({ connection, command, agentId, dialogId, reason });
  }
}

function labelOf(command: CommandName): string {
  return text('gc-sidebar', `action.${command}`);
}
