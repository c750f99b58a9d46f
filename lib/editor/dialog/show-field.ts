/** Shows or hides the row of a property in the open dialog. */
export function showField(property: string, isShown: boolean): void {
  $(`#node-input-${property}, #node-config-input-${property}`).closest('.form-row').toggle(isShown);
}
