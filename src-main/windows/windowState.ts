import { type Look, parseLook } from '#shared/desktop/look.ts';

export interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the window remembers between starts: nothing about accounts. */
export interface WindowState extends Look {
  /** Null until the window was moved once: the system then places it. */
  readonly bounds: Bounds | null;
  readonly maximised: boolean;
}

export const defaultSize = { width: 1280, height: 800 } as const;
export const minimumSize = { width: 960, height: 600 } as const;
export const defaultWindowState: WindowState = { bounds: null, maximised: false, ...parseLook({}) };

/** Takes what is missing or wrong from the defaults; never throws. */
export function parseWindowState(given: unknown): WindowState {
  if (typeof given !== 'object' || given === null) return defaultWindowState;
  const { bounds, maximised, ...look } = given as Partial<Record<keyof WindowState, unknown>>;
  return { bounds: parseBounds(bounds), maximised: maximised === true, ...parseLook(look) };
}

function parseBounds(given: unknown): Bounds | null {
  if (typeof given !== 'object' || given === null) return null;
  const { x, y, width, height } = given as Partial<Record<keyof Bounds, unknown>>;
  return isPixels(x) && isPixels(y) && isPixels(width) && isPixels(height) && width > 0 && height > 0
    ? { x, y, width, height }
    : null;
}

// Far beyond any arrangement of screens, and far from where native integers end.
const isPixels = (value: unknown): value is number =>
  Number.isInteger(value) && Math.abs(value as number) <= 100_000;

/**
 * Bounds that can be seen and grabbed: moved and shrunk into the work area that they overlap most, or centred by the
 * system (null) when the screen that they were on is gone.
 */
export function keepOnScreen(bounds: Bounds | null, workAreas: readonly Bounds[]): Bounds | null {
  if (bounds === null) return null;
  const best = workAreas
    .map((area) => ({ area, overlap: overlapOf(bounds, area) }))
    .toSorted((a, b) => b.overlap - a.overlap)[0];
  if (best === undefined || best.overlap === 0) return null;
  const { area } = best;
  const width = Math.min(Math.max(bounds.width, minimumSize.width), area.width);
  const height = Math.min(Math.max(bounds.height, minimumSize.height), area.height);
  return {
    x: Math.min(Math.max(bounds.x, area.x), area.x + area.width - width),
    y: Math.min(Math.max(bounds.y, area.y), area.y + area.height - height),
    width,
    height,
  };
}

function overlapOf(a: Bounds, b: Bounds): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return Math.max(width, 0) * Math.max(height, 0);
}
