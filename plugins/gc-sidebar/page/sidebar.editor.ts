import { text } from '../../../lib/editor/text';
import { button, element, setText } from './elements.editor';
import { EventList } from '../lists/event-list.editor';
import { FoldedGroups } from '../lists/folded-groups.editor';
import { GroupedList } from '../lists/grouped-list.editor';
import type { AgentRow, CallRow, ConnectionRow, News, SidebarRow, UnreadRow } from '../news';
import { NewsSource, type Problem } from './news-source.editor';
import { Pane } from './pane.editor';
import { RowList } from '../lists/row-list.editor';
import { PaneTabs } from './tabs.editor';
import { compareConnections } from './uses.editor';
import { whileVisible } from '../lists/visible.editor';

const { compare } = new Intl.Collator(undefined, { numeric: true });
const names = ['agents', 'calls', 'events', 'unread'] as const;

/** The sidebar. It asks for news, and changes the page, only while somebody sees it. */
export class Sidebar {
  readonly element = element('div', { id: 'gc-sidebar' });
  readonly #connections = new RowList<ConnectionRow>((one, other) =>
    compareConnections(one.connection, other.connection),
  );
  readonly #grouping = {
    connections: this.#connections.rows,
    folded: new FoldedGroups(),
    onToggle: () => {
      this.#draw();
    },
  };
  readonly #lists = {
    agents: new GroupedList<AgentRow>(
      'agents',
      (one, other) => compare(one.agentId, other.agentId),
      this.#grouping,
    ),
    calls: new GroupedList<CallRow>('calls', (one, other) => other.since - one.since, this.#grouping),
    events: new EventList(this.#connections.rows),
    unread: new GroupedList<UnreadRow>('unread', (one, other) => compare(one.key, other.key), this.#grouping),
  };
  readonly #panes = {
    agents: new Pane(this.#lists.agents),
    calls: new Pane(this.#lists.calls),
    events: new Pane(this.#lists.events),
    unread: new Pane(this.#lists.unread),
  };
  readonly #tabs = new PaneTabs(
    {
      agents: this.#panes.agents.element,
      calls: this.#panes.calls.element,
      events: this.#panes.events.element,
      unread: this.#panes.unread.element,
    },
    () => {
      this.#draw();
    },
  );
  readonly #problem = element('p', { class: 'gc-sidebar-note', role: 'status' });
  readonly #content = element('div', { class: 'gc-sidebar-content', hidden: '' });
  readonly #pause = button('', () => {
    this.#lists.events.isPaused = !this.#lists.events.isPaused;
    this.#draw();
  });
  readonly #source = new NewsSource(
    (news) => {
      this.#take(news);
    },
    (problem) => {
      this.#tell(problem);
    },
  );
  /** What the clock of the server is ahead of the browser's, in milliseconds. */
  #ahead = 0;
  #ticking: number | undefined;

  constructor() {
    const connections = element('section', { 'aria-label': own('connections') }, this.#connections.element);
    connections.className = 'gc-sidebar-connections';
    const tools = element('div', { class: 'gc-sidebar-tools' }, this.#filterField(), this.#pause);
    const panes = names.map((name) => this.#panes[name].element);
    this.#content.append(connections, tools, this.#tabs.element, ...panes);
    this.element.append(this.#problem, this.#content);
    this.#tabs.show('agents');
    whileVisible(
      this.element,
      () => {
        this.#begin();
      },
      () => {
        this.#end();
      },
    );
  }

  #begin(): void {
    this.#source.open();
    this.#ticking = window.setInterval(() => {
      this.#tick();
    }, 1000);
  }

  #end(): void {
    this.#source.close();
    window.clearInterval(this.#ticking);
  }

  #take({ now, rows, gone, events, isWhole }: News): void {
    this.#ahead = now - Date.now();
    this.#connections.take(ofKind(rows, 'connection'), gone, isWhole);
    this.#lists.agents.take(ofKind(rows, 'agent'), gone, isWhole);
    this.#lists.calls.take(ofKind(rows, 'call'), gone, isWhole);
    this.#lists.events.take(events, isWhole);
    this.#lists.unread.take(ofKind(rows, 'unread'), gone, isWhole);
    this.#problem.hidden = true;
    this.#content.hidden = false;
    this.#draw();
  }

  #tell(problem: Problem): void {
    this.#problem.hidden = false;
    this.#content.hidden = problem === 'forbidden' || this.#connections.size === 0;
    setText(this.#problem, own(`problem.${problem}`));
  }

  #draw(): void {
    const { agents, calls, events, unread } = this.#lists;
    const { shown = 'agents' } = this.#tabs;
    this.#connections.draw(this.#now);
    this.#panes[shown].draw(this.#now, own(`none.${shown}`), own('none.fitting'));
    this.#tabs.setLabel('agents', own('tab.agents', { count: String(agents.size) }));
    this.#tabs.setLabel('calls', own('tab.calls', { count: String(calls.size) }));
    this.#tabs.setLabel('events', own('tab.events'));
    this.#tabs.setLabel('unread', own('tab.unread', { count: String(unread.size) }));
    this.#tabs.setHidden('unread', unread.size === 0);
    this.#pause.hidden = shown !== 'events';
    this.#pause.setAttribute('aria-pressed', String(events.isPaused));
    setText(this.#pause, events.isPaused ? own('paused', { count: String(events.waiting) }) : own('pause'));
  }

  #tick(): void {
    const { shown = 'agents' } = this.#tabs;
    for (const list of [this.#connections, this.#lists[shown]]) {
      list.tick(this.#now);
    }
  }

  get #now(): number {
    return Date.now() + this.#ahead;
  }

  #filterField(): HTMLElement {
    const field = element('input', {
      type: 'search',
      placeholder: own('filter'),
      'aria-label': own('filter'),
    });
    field.dir = 'auto';
    field.addEventListener('input', () => {
      names.forEach((name) => {
        this.#lists[name].filter(field.value);
      });
      this.#draw();
    });
    return field;
  }
}

function own(key: string, values?: Readonly<Record<string, string>>): string {
  return text('gc-sidebar', key, values);
}

function ofKind<Kind extends SidebarRow['kind']>(rows: readonly SidebarRow[], kind: Kind) {
  return rows.filter((row): row is Extract<SidebarRow, { kind: Kind }> => row.kind === kind);
}
