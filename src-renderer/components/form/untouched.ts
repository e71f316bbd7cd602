import type { DOMAttributes, KeyboardEvent, SyntheticEvent } from 'react';

/** Keys that change nothing of a field. */
const harmless = /^(?:Tab|Escape|Shift|Control|Alt|Meta|F\d+)$/u;

function refuse(event: SyntheticEvent): void {
  event.preventDefault();
  event.stopPropagation();
}

const refuseKey = (event: KeyboardEvent): void => {
  if (!harmless.test(event.key)) refuse(event);
};

/**
 * Around fields whose values are on their way: what would be typed or chosen meanwhile would be in nothing that is saved.
 * The focus stays where it is, and lists that are open are meant too.
 */
export const untouched: DOMAttributes<HTMLElement> = {
  onKeyDownCapture: refuseKey,
  onBeforeInputCapture: refuse,
  onPasteCapture: refuse,
  onCutCapture: refuse,
  onDropCapture: refuse,
  onMouseDownCapture: refuse,
  onClickCapture: refuse,
};
