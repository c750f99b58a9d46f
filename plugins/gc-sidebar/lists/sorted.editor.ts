/** Where an item belongs in a sorted list: behind those that are equal. */
export function placeIn<Item>(
  sorted: readonly Item[],
  item: Item,
  compare: (one: Item, other: Item) => number,
): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const other = sorted[middle];
    if (other !== undefined && compare(item, other) >= 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
