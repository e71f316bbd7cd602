import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { exceptionFacts } from '#shared/desktop/exceptionFacts.ts';
import type { Desktop } from '../bridge/desktop.ts';
import { EmptyState } from '../components/EmptyState.tsx';

interface FailureBoundaryProps {
  readonly desktop: Desktop;
  readonly children: ReactNode;
}

/** Says it in words when the window meets a bug of its own, and has main load the page again: React itself would leave it empty. */
export class FailureBoundary extends Component<FailureBoundaryProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError = () => ({ failed: true });

  override componentDidCatch(thrown: unknown): void {
    void this.props.desktop.call('window.failed', exceptionFacts(thrown));
  }

  override render(): ReactNode {
    return this.state.failed ? <Failed /> : this.props.children;
  }
}

function Failed() {
  const { t } = useTranslation();
  return <EmptyState role="alert" title={t('failed.title')} text={t('failed.text')} />;
}
