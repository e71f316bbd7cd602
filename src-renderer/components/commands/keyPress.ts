/** Whether a key pressed here is meant as text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'))
  );
}

/** Whether a key belongs to an input method that puts characters together: never a command, whatever it is called. */
export function isComposing(event: KeyboardEvent): boolean {
  // Some say so only by this number, and the key that ends a composition comes after it.
  // oxlint-disable-next-line typescript/no-deprecated
  return event.isComposing || event.keyCode === 229;
}

/** Whether these keys were pressed, such as `N`, `?` or `Mod+Z`. Shift counts only beside other keys. */
export function isPressed(keys: string, event: KeyboardEvent): boolean {
  const parts = keys.split('+');
  const key = parts.pop() ?? '';
  const mod = parts.includes('Mod');
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    (event.ctrlKey || event.metaKey) === mod &&
    !event.altKey &&
    (!mod || event.shiftKey === parts.includes('Shift'))
  );
}
