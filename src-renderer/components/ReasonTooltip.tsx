import { cloneElement, type MouseEvent, type ReactElement } from 'react';
import { type Anchored, Tooltip } from './Tooltip.tsx';

interface Pressable extends Anchored {
  readonly onClick?: ((event: MouseEvent<HTMLElement>) => void) | undefined;
  readonly 'aria-disabled'?: boolean | undefined;
}

export interface ReasonTooltipProps {
  /** Why the action is not possible, in words; null: it is possible and the child stays as it is. */
  readonly reason: string | null | undefined;
  readonly children: ReactElement<Pressable>;
}

/**
 * Disables an action and says why, in a way that keyboard and screen reader reach too: the element stays focusable
 * (`aria-disabled` instead of `disabled`, which would swallow focus and hover), its press does nothing.
 */
export function ReasonTooltip({ reason, children }: ReasonTooltipProps) {
  if (reason === null || reason === undefined) return children;
  return (
    <Tooltip text={reason}>
      {cloneElement(children, {
        'aria-disabled': true,
        onClick: (event: MouseEvent<HTMLElement>) => {
          event.preventDefault();
          event.stopPropagation();
        },
      })}
    </Tooltip>
  );
}
