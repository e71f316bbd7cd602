import { type Html, html, ownMarkup, toText } from '../pages/html.ts';
import { type ColorName, fontFamily, palette } from '#shared/domain/brand.ts';
import { mailTexts } from './texts.ts';

const light = (name: ColorName): string => palette[name][0];
const dark = (name: ColorName): string => palette[name][1];

/** Mail programs know little CSS: colours stand on the elements, and those that can are told the dark ones. */
const darkMode = `
@media (prefers-color-scheme: dark) {
  .canvas { background: ${dark('canvas')} !important; }
  .card { background: ${dark('surface')} !important; border-color: ${dark('line')} !important; color: ${dark('text')} !important; }
  .muted { color: ${dark('textMuted')} !important; }
  .button { background: ${dark('accent')} !important; color: ${dark('onAccent')} !important; }
  .link { color: ${dark('accent')} !important; }
}`;

/** A paragraph, by default in the colour of text. */
export const paragraph = (text: string, muted = false): Html =>
  html`<p
    class="${muted ? 'muted' : 'text'}"
    style="margin:0 0 16px;${muted && `font-size:13px;line-height:18px;color:${light('textMuted')};`}"
  >
    ${text}
  </p>`;

export const buttonLink = (label: string, address: string): Html =>
  html`<p style="margin:0 0 24px;">
    <a
      class="button"
      href="${address}"
      style="display:inline-block;padding:10px 20px;border-radius:6px;font-weight:600;text-decoration:none;background:${light(
        'accent',
      )};color:${light('onAccent')};"
      >${label}</a
    >
  </p>`;

export const plainLink = (address: string): Html =>
  html`<p
    style="margin:0 0 16px;font-size:13px;line-height:18px;overflow-wrap:anywhere;word-break:break-all;"
  >
    <a class="link" href="${address}" style="color:${light('accent')};">${address}</a>
  </p>`;

/** The frame of every mail: one card, no pictures, nothing loaded from anywhere. */
export function mailDocument(title: string, body: readonly Html[]): string {
  return toText(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="supported-color-schemes" content="light dark" />
          <title>${title}</title>
          <style>
            ${ownMarkup(darkMode)}
          </style>
        </head>
        <body class="canvas" style="margin:0;padding:24px 12px;background:${light('canvas')};">
          <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0">
            <tr>
              <td align="center">
                <table
                  role="presentation"
                  class="card"
                  width="100%"
                  cellpadding="0"
                  cellspacing="0"
                  border="0"
                  style="max-width:520px;border:1px solid ${light('line')};border-radius:8px;background:${light(
                    'surface',
                  )};color:${light('text')};text-align:left;"
                >
                  <tr>
                    <td style="padding:32px;font:400 15px/22px ${fontFamily};">
                      <p class="muted" style="margin:0 0 24px;font-weight:600;color:${light('textMuted')};">
                        ${mailTexts.product}
                      </p>
                      ${body}
                    </td>
                  </tr>
                </table>
              </td>
            </tr>
          </table>
        </body>
      </html>`,
  );
}
