/** Makes an element. Texts from outside become text and nothing else. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string>> = {},
  ...content: (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  made.append(...content);
  return made;
}

/** An element for a text that may be written from right to left. */
export function label<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, name: string, content = '') {
  return element(tag, { class: `gc-sidebar-${name}`, dir: 'auto' }, content);
}

/** Touches the page only where something else is shown. */
export function setText(shown: Element, content: string): void {
  if (shown.textContent !== content) {
    shown.textContent = content;
  }
}

/** A tooltip. */
export function setTitle(shown: HTMLElement, title: string): void {
  if (shown.title !== title) {
    shown.title = title;
  }
}

export function button(content: string, onClick: () => void, name = 'button'): HTMLButtonElement {
  const made = element('button', { type: 'button', class: `gc-sidebar-${name}`, dir: 'auto' }, content);
  made.addEventListener('click', onClick);
  return made;
}
