import type { Module } from './modules';

/**
 * The largest groups of modules in which each leads to every other by imports, as Tarjan finds them; those of one
 * module are none.
 */
export function findCircles(modules: readonly Module[]): string[][] {
  const importsOf = new Map(modules.map(({ file, imports }) => [file, imports]));
  const places = new Map<string, number>();
  const lowest = new Map<string, number>();
  const path: string[] = [];
  const circles: string[][] = [];

  const visit = (file: string): number => {
    const place = places.size;
    places.set(file, place);
    lowest.set(file, place);
    path.push(file);
    for (const imported of importsOf.get(file) ?? []) {
      const reached = places.has(imported)
        ? path.includes(imported)
          ? places.get(imported)
          : undefined
        : visit(imported);
      lowest.set(file, Math.min(lowest.get(file) ?? place, reached ?? place));
    }
    const low = lowest.get(file) ?? place;
    if (low === place) {
      circles.push(path.splice(path.indexOf(file)));
    }
    return low;
  };

  for (const { file } of modules) {
    if (!places.has(file)) {
      visit(file);
    }
  }
  return circles.filter(({ length }) => length > 1).map((files) => files.sort());
}
