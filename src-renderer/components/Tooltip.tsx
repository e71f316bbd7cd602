import {
  cloneElement,
  type FocusEvent,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { createPortal } from 'react-dom';
import styles from './Tooltip.module.css';

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
  /** It says what stands there already: shown only where that is cut. */
  readonly onlyCut?: boolean;
  /** `before`: at its left, so that a list stays readable below. */
  readonly side?: 'below' | 'before';
}

const gap = 6;

/**
 * A line of text beside its element on hover and on keyboard focus, described to screen readers, closed by Escape. Our
 * own because the shell shows it before any of MUI is loaded.
 */
export function Tooltip({ text, children, side = 'below', onlyCut = false }: TooltipProps) {
  const id = useId();
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const silent = text === null || text === undefined || text === '';
  const own = children.props;
  const show = (element: HTMLElement) => {
    const cut = element.scrollWidth > element.clientWidth;
    if (!silent && (cut || !onlyCut)) setAnchor(element.getBoundingClientRect());
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
      {shown && createPortal(<Tip id={id} text={text} anchor={anchor} side={side} />, document.body)}
    </>
  );
}

interface TipProps {
  readonly id: string;
  readonly text: string;
  readonly anchor: DOMRect;
  readonly side: 'below' | 'before';
}

function Tip({ id, text, anchor, side }: TipProps) {
  const ref = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState({ left: anchor.left, top: anchor.bottom + gap });
  useLayoutEffect(() => {
    if (ref.current === null) return;
    const { width, height } = ref.current.getBoundingClientRect();
    const before = anchor.left - gap - width;
    if (side === 'before' && before >= gap) {
      const middle = anchor.top + (anchor.height - height) / 2;
      setPlace({ left: before, top: Math.max(gap, Math.min(middle, window.innerHeight - height - gap)) });
      return;
    }
    const below = anchor.bottom + gap + height <= window.innerHeight;
    const centre = anchor.left + anchor.width / 2 - width / 2;
    setPlace({
      left: Math.max(gap, Math.min(centre, window.innerWidth - width - gap)),
      top: below ? anchor.bottom + gap : anchor.top - gap - height,
    });
  }, [anchor, side]);
  return (
    <div ref={ref} id={id} role="tooltip" className={styles['tip']} style={place}>
      {text}
    </div>
  );
}
