import { ChevronRight } from 'lucide-react';
import { Fragment, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button.tsx';
import styles from './ScreenFrame.module.css';

export interface Crumb {
  readonly label: string;
  readonly onOpen: () => void;
}

export interface ScreenFrameProps {
  readonly title: string;
  /** The way back up, outermost first. */
  readonly breadcrumb?: readonly Crumb[];
  /** Selection actions first, the primary action last. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** Title and breadcrumb left, actions right, the rest of the window below. */
export function ScreenFrame({ title, breadcrumb = [], actions, children }: ScreenFrameProps) {
  const { t } = useTranslation();
  const heading = useRef<HTMLHeadingElement>(null);
  // What led here (a row, an option) is often gone with the screen before; the keyboard goes on from the new title.
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section className={`fill ${styles['screen']}`} aria-labelledby="screen-title">
      <header className={`line ${styles['head']}`}>
        <div className={`line ${styles['titles']}`}>
          {breadcrumb.length > 0 && (
            <nav
              aria-label={t('shell.breadcrumb')}
              className={`line ${styles['titles']}`}
              style={{ flex: 'none' }}
            >
              {breadcrumb.map(({ label, onOpen }) => (
                <Fragment key={label}>
                  <Button look="link" className={styles['crumb']} onClick={onOpen}>
                    {label}
                  </Button>
                  <ChevronRight className="muted" aria-hidden />
                </Fragment>
              ))}
            </nav>
          )}
          <h1
            ref={heading}
            id="screen-title"
            tabIndex={-1}
            className={`title cut ${styles['title']}`}
            title={title}
          >
            <bdi>{title}</bdi>
          </h1>
        </div>
        <div className="line">{actions}</div>
      </header>
      {children}
    </section>
  );
}
