/*
 * How the product looks where the console's own styles don't reach: the backend's pages and mails, and the page that the browser is
 * left with after a sign-in.
 */

/** The console's colours (`src-renderer/theme/tokens.css`), light and dark. Text pairs hold 4.5:1 or better. */
export const palette = {
  canvas: ['#f5f6f8', '#121417'],
  surface: ['#ffffff', '#191c20'],
  hover: ['#f0f2f5', '#24282e'],
  line: ['#e2e5ea', '#2c3138'],
  lineControl: ['#858c98', '#727a86'],
  text: ['#1a1e24', '#e7eaee'],
  textMuted: ['#565e6a', '#a6aeb9'],
  accent: ['#3d4ec2', '#a3aeff'],
  accentHover: ['#3342a8', '#b7c0ff'],
  onAccent: ['#ffffff', '#14183a'],
  positive: ['#17723f', '#63cc93'],
  negative: ['#b92c26', '#ff9188'],
  negativeSoft: ['#fcebea', '#3d1d1b'],
  tenantBlue: ['#2b6fdc', '#6aa5ff'],
  tenantTeal: ['#0b8587', '#45c8c4'],
  tenantGreen: ['#37863a', '#71cb75'],
  tenantAmber: ['#b87400', '#f0b748'],
  tenantRose: ['#cc3b6b', '#ff84a7'],
  tenantViolet: ['#7d4bdb', '#b592ff'],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

export type ColorName = keyof typeof palette;

export const fontFamily =
  "'Inter Variable', Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif";

const kebab = (name: string): string => name.replaceAll(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`);

/** CSS custom properties for one mode. */
export const colorProperties = (mode: 'light' | 'dark'): string =>
  Object.entries(palette)
    .map(([name, [light, dark]]) => `--${kebab(name)}: ${mode === 'light' ? light : dark};`)
    .join(' ');

/** The mark, whose rectangle and lines are coloured by the page around it. */
export const markSvg =
  '<svg viewBox="0 0 28 28" aria-hidden="true"><rect x="1" y="1" width="26" height="26" rx="6"/>' +
  '<path d="M7 10.5h14M7 17.5h14M11.5 7v14"/></svg>';
