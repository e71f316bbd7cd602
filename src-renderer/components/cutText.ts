/** A text that is cut, whole, and where it stands. */
export interface CutText {
  readonly element: HTMLElement;
  readonly text: string;
}

/** How far up from what the pointer is on: a mark in a name in a tag in a cell. */
const levels = 6;
const cells = '[role=gridcell], [role=cell], [role=columnheader], td, th';

/** Whether an element shows three dots for a part of its text. */
function isCut(element: HTMLElement): boolean {
  return element.scrollWidth > element.clientWidth && getComputedStyle(element).textOverflow === 'ellipsis';
}

/** `data-whole` says it where what stands there is cut in pieces. */
function wholeOf(element: HTMLElement): CutText | null {
  const named = element.closest<HTMLElement>('[data-whole]');
  const text =
    named?.dataset['whole'] ??
    (element instanceof HTMLInputElement ? element.value : (element.textContent ?? '').trim());
  return text === '' ? null : { element: named ?? element, text };
}

/** The cut text that the pointer is on. */
export function cutTextAt(target: EventTarget | null): CutText | null {
  let element = target instanceof HTMLElement ? target : null;
  for (let level = 0; element !== null && level < levels; level += 1) {
    if (isCut(element)) return wholeOf(element);
    if (element.matches(cells)) return null;
    element = element.parentElement;
  }
  return null;
}

/** The cut texts of what the keyboard is on: of its cell, of its row where rows are walked through by their buttons, or its own. */
export function cutTextsIn(focused: HTMLElement): readonly CutText[] {
  const around = focused.closest<HTMLElement>('tr, [role=gridcell], [role=columnheader]') ?? focused;
  const found = new Map<HTMLElement, CutText>();
  for (const element of [around, ...around.querySelectorAll<HTMLElement>('*')]) {
    // What is typed is read where it is typed.
    if (element instanceof HTMLInputElement || !isCut(element)) continue;
    const whole = wholeOf(element);
    // Of a cut text in another one the outer says it all.
    const inside = [...found.keys()].some((outer) => outer.contains(element));
    if (whole !== null && !inside) found.set(whole.element, whole);
  }
  return [...found.values()];
}
