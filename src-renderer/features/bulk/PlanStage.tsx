import type { CSSProperties, ReactNode } from 'react';
import styles from './PlanDialog.module.css';
import { planPageSize } from './PlanTable.tsx';

/** More rows than these scroll. */
const mostRows = 6;

export interface PlanStageProps {
  /** How many users the plan will be about. */
  readonly users: number;
  readonly children: ReactNode;
}

/**
 * The place of a plan, its progress and its results: as high before they arrive as after, so that nothing jumps under
 * the pointer. Tables in it fill what the lines around them leave.
 */
export function PlanStage({ users, children }: PlanStageProps) {
  const rows = Math.min(mostRows, Math.max(2, users));
  const height = {
    '--rows': rows,
    // More losses than a page holds are acknowledged in a sentence that may need some lines.
    '--note': users > planPageSize ? '64px' : '20px',
  } as CSSProperties;
  return (
    <div className={`fill ${styles['stage']}`} data-long={rows === mostRows || undefined} style={height}>
      {children}
    </div>
  );
}
