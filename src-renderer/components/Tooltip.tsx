import {
  cloneElement,
  type CSSProperties,
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  useId,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import { classes } from './classes.ts';
import styles from './Tooltip.module.css';

/** What an element must take so that a tooltip can stand beside it. */
export interface Anchored {
  readonly style?: CSSProperties | undefined;
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
 * A line of text beside its element on hover and on keyboard focus, described to screen readers, closed by Escape. Our
 * own because the shell shows it before any of MUI is loaded.
 */
export function Tooltip({ text, children, side = 'below' }: TooltipProps) {
  const id = useId();
  const [asked, setAsked] = useState(false);
  const silent = text === null || text === undefined || text === '';
  const own = children.props;
  const show = () => setAsked(true);
  const hide = () => setAsked(false);
  const shown = asked && !silent;

  return (
    <>
      {cloneElement(children, {
        onPointerEnter: (event) => {
          show();
          own.onPointerEnter?.(event);
        },
        onPointerLeave: (event) => {
          hide();
          own.onPointerLeave?.(event);
        },
        onFocus: (event) => {
          if (event.currentTarget.matches(':focus-visible')) show();
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
        ...(shown ? { style: { ...own.style, anchorName: `--${id}` } } : {}),
        'aria-describedby': shown ? id : own['aria-describedby'],
      })}
      {shown &&
        createPortal(
          <div
            id={id}
            role="tooltip"
            className={classes(styles['tip'], styles[side])}
            style={{ positionAnchor: `--${id}` }}
          >
            {text}
          </div>,
          document.body,
        )}
    </>
  );
}
