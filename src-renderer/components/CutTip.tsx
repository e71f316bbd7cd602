import { useEffect, useState } from 'react';
import { type CutText, cutTextAt, cutTextsIn } from './cutText.ts';
import { Tip } from './Tip.tsx';

/** Milliseconds that a pointer or the focus rests before it is taken for interest. */
const rest = 250;

interface Shown {
  readonly text: string;
  readonly anchor: DOMRect;
}

/**
 * Shows any text of the window whole that is cut: while the pointer rests on it, or the keyboard on its cell, row or option.
 * One for all of them, so that cells need nothing of their own. Screen readers read the whole text in its place.
 */
export function CutTip() {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => followCutTexts(document, setShown), []);
  return shown === null ? null : <Tip {...shown} />;
}

function followCutTexts(page: Document, show: (shown: Shown | null) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over: HTMLElement | undefined;
  let isShown = false;
  const rests = (find: () => readonly CutText[]): void => {
    hide();
    timer = setTimeout(() => {
      const texts = find().filter(({ element }) => element.isConnected);
      const [first] = texts;
      // What says more about the same place comes first.
      if (first === undefined || page.querySelector('[role=tooltip]') !== null) return;
      const text = texts.map((one) => one.text).join('\n');
      isShown = true;
      show({ text, anchor: first.element.getBoundingClientRect() });
      leaveWith(first.element);
    }, rest);
  };
  /** Nothing is said of a place that is gone, as rows are when others come. */
  const leaveWith = (element: HTMLElement): void => {
    timer = setTimeout(() => (element.isConnected ? leaveWith(element) : hide()), rest);
  };
  const hide = (): void => {
    clearTimeout(timer);
    over = undefined;
    isShown = false;
    show(null);
  };
  /** A grid that scrolls to the cell that has the focus now is no reason not to show it. */
  const scroll = (): void => {
    if (isShown || over !== undefined) hide();
  };
  const point = ({ target }: Event): void => {
    const cut = cutTextAt(target);
    if (cut?.element === over) return;
    if (cut === null) return hide();
    rests(() => [cut]);
    over = cut.element;
  };
  const focus = ({ target }: Event): void => {
    if (target instanceof HTMLElement && target.matches(':focus-visible')) rests(() => cutTextsIn(target));
    else hide();
  };
  const press = ({ key, target }: KeyboardEvent): void => {
    if (key === 'Escape') hide();
    // In a list of options the focus stays in its field, and the option is named.
    if (!/^(?:Arrow|Page|Home|End)/u.test(key) || !(target instanceof HTMLElement)) return;
    if (target.getAttribute('role') !== 'combobox') return;
    rests(() => {
      const option = page.querySelector<HTMLElement>(
        `[id="${CSS.escape(target.getAttribute('aria-activedescendant') ?? '')}"]`,
      );
      return option === null ? [] : cutTextsIn(option);
    });
  };
  const ends = new AbortController();
  const { signal } = ends;
  page.addEventListener('pointerover', point, { signal });
  page.addEventListener('focusin', focus, { signal });
  page.addEventListener('keydown', press, { signal, capture: true });
  page.documentElement.addEventListener('pointerleave', hide, { signal });
  page.addEventListener('pointerdown', hide, { signal, capture: true });
  page.addEventListener('focusout', hide, { signal });
  page.addEventListener('scroll', scroll, { signal, capture: true });
  return () => {
    hide();
    ends.abort();
  };
}
