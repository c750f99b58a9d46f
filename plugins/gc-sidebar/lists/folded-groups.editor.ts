const key = 'gc-sidebar-folded';
/** Connections come and go; the groups folded longest ago are forgotten. */
const mostKept = 200;

/** The groups that the user has folded, as this browser keeps them. */
export class FoldedGroups {
  readonly #names = new Set(readNames());

  has(name: string): boolean {
    return this.#names.has(name);
  }

  set(name: string, isFolded: boolean): void {
    this.#names.delete(name);
    if (isFolded) {
      this.#names.add(name);
    }
    RED.settings.setLocal(key, JSON.stringify([...this.#names].slice(-mostKept)));
  }
}

function readNames(): string[] {
  try {
    return JSON.parse(RED.settings.getLocal(key) ?? '[]') as string[];
  } catch {
    return [];
  }
}
