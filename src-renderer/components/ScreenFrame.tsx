import { ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import styles from './ScreenFrame.module.css';

export interface ScreenFrameProps {
  readonly title: string;
  /** The screen above it, and the way back there. */
  readonly up?: { readonly label: string; readonly onOpen: () => void } | null;
  /** Selection actions first, the primary action last. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** Of the title of the screen in view, which has the focus when one arrives. */
export const screenTitleId = 'screen-title';

/** Title and breadcrumb left, actions right, the rest of the window below. */
export function ScreenFrame({ title, up = null, actions, children }: ScreenFrameProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  // What led here (a row, an option) is often gone with the screen before; the keyboard goes on from the new title.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section className={`fill ${styles['screen']}`} aria-labelledby={screenTitleId}>
      <header className={`line ${styles['head']}`}>
        <div className={`line ${styles['titles']}`}>
          {up !== null && (
            <nav
              aria-label={t('shell.breadcrumb')}
              className={`line ${styles['titles']}`}
              style={{ flex: 'none' }}
            >
              <Button look="link" className={styles['crumb']} onClick={up.onOpen}>
                {up.label}
              </Button>
              <ChevronRight className="muted" aria-hidden />
            </nav>
          )}
          <h1 ref={heading} id={screenTitleId} tabIndex={-1} className={`title cut ${styles['title']}`}>
            <bdi>{title}</bdi>
          </h1>
        </div>
        <div className="line">{actions}</div>
      </header>
      {children}
    </section>
  );
}
