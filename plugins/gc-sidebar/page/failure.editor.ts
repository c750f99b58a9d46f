/** Says what the server has refused, or that it does not answer. */
export function tellFailure(failure: unknown): void {
  const { responseText = '', statusText } = failure as JQuery.jqXHR;
  // A text as such: Node-RED takes a string for HTML.
  RED.notify(
    $('<p>')
      .attr('dir', 'auto')
      .text(errorIn(responseText) ?? statusText),
    'error',
  );
}

function errorIn(responseText: string): string | undefined {
  try {
    const { error } = JSON.parse(responseText) as { error?: unknown };
    return typeof error === 'string' ? error : undefined;
  } catch {
    return undefined;
  }
}
