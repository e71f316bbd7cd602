import { useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import styles from './Tooltip.module.css';

export interface TipProps {
  readonly id?: string;
  readonly text: string;
  /** What it stands beside. */
  readonly anchor: DOMRect;
  /** `before`: at its left, so that a list stays readable below. */
  readonly side?: 'below' | 'before';
}

const gap = 6;

/** The box of every tooltip, within the window. Its text runs in its own direction. */
export function Tip({ id, text, anchor, side = 'below' }: TipProps) {
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
  return createPortal(
    <div ref={ref} id={id} role="tooltip" dir="auto" className={styles['tip']} style={place}>
      {text}
    </div>,
    document.body,
  );
}
