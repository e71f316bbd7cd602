import {
  cloneElement,
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  useId,
  useState,
} from 'react';
import { Tip } from './Tip.tsx';

/** What an element must take so that a tooltip can stand beside it. */
export interface Anchored {
  readonly onPointerEnter?: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerLeave?: (event: PointerEvent<HTMLElement>) => void;
  readonly onFocus?: (event: FocusEvent<HTMLElement>) => void;
  readonly onBlur?: (event: FocusEvent<HTMLElement>) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
  readonly 'aria-describedby'?: string | undefined;
}

export interface TooltipProps {
  /** Null or empty: no tooltip. */
  readonly text: string | null | undefined;
  readonly children: ReactElement<Anchored>;
  /** `before`: at its left, so that a list stays readable below. */
  readonly side?: 'below' | 'before';
}

/**
 * What an element doesn't say itself, beside it on hover and on keyboard focus, described to screen readers, closed by Escape. Our
 * own because the shell shows it before any of MUI is loaded.
 */
export function Tooltip({ text, children, side = 'below' }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const silent = text === null || text === undefined || text === '';
  const own = children.props;
  const show = (element: HTMLElement) => {
    if (!silent) setAnchor(element.getBoundingClientRect());
  };
  const shown = anchor !== null && !silent;
  const hide = () => setAnchor(null);

  return (
    <>
      {cloneElement(children, {
        onPointerEnter: (event) => {
          show(event.currentTarget);
          own.onPointerEnter?.(event);
        },
        onPointerLeave: (event) => {
          hide();
          own.onPointerLeave?.(event);
        },
        onFocus: (event) => {
          if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget);
          own.onFocus?.(event);
        },
        onBlur: (event) => {
          hide();
          own.onBlur?.(event);
        },
        onKeyDown: (event) => {
          if (event.key === 'Escape') hide();
          own.onKeyDown?.(event);
        },
        'aria-describedby': shown ? id : own['aria-describedby'],
      })}
      {shown && <Tip id={id} text={text} anchor={anchor} side={side} />}
    </>
  );
}
