import { cloneElement, type MouseEvent, type ReactElement } from 'react';
import { type Anchored, Tooltip } from './Tooltip.tsx';

interface Pressable extends Anchored {
  readonly onClick?: ((event: MouseEvent<HTMLElement>) => void) | undefined;
  readonly 'aria-disabled'?: boolean | undefined;
}

export interface ReasonTooltipProps {
  /** Why the action is not possible, in words; null: it is possible and the child stays as it is. */
  readonly reason: string | null | undefined;
  /** The tooltip while it is possible, such as the name of a button that shows only an icon. */
  readonly hint?: string;
  readonly side?: 'below' | 'before';
  readonly children: ReactElement<Pressable>;
}

/**
 * Disables an action and says why, in a way that keyboard and screen reader reach too: the element stays focusable
 * (`aria-disabled` instead of `disabled`, which would swallow focus and hover), its press does nothing.
 */
export function ReasonTooltip({ reason, hint, side = 'below', children }: ReasonTooltipProps) {
  // The same tree either way: an element that becomes possible must not lose the focus.
  const disabled = reason !== null && reason !== undefined;
  return (
    <Tooltip text={disabled ? reason : hint} side={side}>
      {disabled ? cloneElement(children, { 'aria-disabled': true, onClick: refuse }) : children}
    </Tooltip>
  );
}

function refuse(event: MouseEvent<HTMLElement>): void {
  event.preventDefault();
  event.stopPropagation();
}
