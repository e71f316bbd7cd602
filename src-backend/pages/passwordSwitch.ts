import { createHash } from 'node:crypto';
import { html, ownMarkup } from './html.ts';
import { pageTexts } from './texts.ts';

/**
 * The only script of the pages: a box that shows what was typed into the password fields. Without scripts there is no
 * box. Before the form is sent they are password fields again, for the browser's password manager.
 */
const script = `'use strict';
{
  const box = document.getElementById('show-password');
  const fields = document.querySelectorAll('input[type=password]');
  const show = (shown) => { for (const field of fields) field.type = shown ? 'text' : 'password'; };
  box.closest('p').hidden = false;
  box.checked = false;
  box.addEventListener('change', () => show(box.checked));
  box.form.addEventListener('submit', () => show(false));
}`;

/** Allows this script and no other. */
export const passwordSwitchPolicy = `script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`;

export const passwordSwitch = html`<p class="switch" hidden>
    <label><input type="checkbox" id="show-password" />${pageTexts.showPassword}</label>
  </p>
  ${ownMarkup(`<script>${script}</script>`)}`;
