/** What a node's label shows of a typed input: "2002", "msg.payload", "${NUMBER}", or "…" for what only the runtime can tell. */
export function shownValue(value: string, type: string): string {
  if (type === 'str') {
    return value;
  }
  if (type === 'env') {
    return value === '' || value.includes('${') ? value : `\${${value}}`;
  }
  return ['msg', 'flow', 'global'].includes(type) ? `${type}.${value}` : '…';
}

/** Whether a property holds a variable, such as `${AGENT}`, in place of a value. */
export function isVariable(value: unknown): value is string {
  return typeof value === 'string' && /^\$\{.+\}$/.test(value);
}
