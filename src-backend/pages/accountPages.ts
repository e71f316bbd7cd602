import type { TenantColor } from '#shared/api/tenants.ts';
import { html } from './html.ts';
import { createPage, type Page } from './page.ts';
import { passwordSwitch } from './passwordSwitch.ts';
import { pageTexts as texts } from './texts.ts';

/** What went wrong with one field; `field` decides where it stands. */
export interface FieldProblem {
  readonly field: 'email' | 'password' | 'repeat';
  readonly message: string;
}

/** The loopback address of RFC 8252: where the console waits for the browser to come back. */
export const loopbackTarget = 'http://127.0.0.1:*';

interface Field {
  readonly name: FieldProblem['field'];
  readonly label: string;
  readonly autocomplete: 'username' | 'current-password' | 'new-password';
  readonly value?: string;
  readonly focus?: boolean;
  readonly hint?: string;
  readonly problems: readonly FieldProblem[];
}

/**
 * A labelled field; what is wrong stands under it and is announced with it. An address is a text to browsers: what they take for
 * one has ASCII before its `@`, and they would post another one than was typed.
 */
function field({ name, label, autocomplete, value, focus = false, hint, problems }: Field) {
  const problem = problems.find((one) => one.field === name);
  const described = [hint !== undefined && `${name}-hint`, problem && `${name}-error`]
    .filter(Boolean)
    .join(' ');
  return html`<div class="field">
    <label for="${name}">${label}</label>
    <input
      id="${name}"
      name="${name}"
      type="${name === 'email' ? 'text' : 'password'}"
      autocomplete="${autocomplete}"
      ${value !== undefined && html`value="${value}"`}
      ${name === 'email' && html`inputmode="email" autocapitalize="none" spellcheck="false"`}
      ${described !== '' && html`aria-describedby="${described}"`}
      ${problem && html`aria-invalid="true"`}
      ${focus && html`autofocus`}
      required
    />
    ${problem && html`<p class="error" id="${name}-error" role="alert">${problem.message}</p>`}
    ${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
  </div>`;
}

export interface SignInPage {
  readonly email: string;
  readonly problems?: readonly FieldProblem[];
  /** What stands in the way although nothing that was typed is wrong. */
  readonly notice?: string;
  /** Identity providers to sign in with; without any, nothing is said of them. */
  readonly providers?: readonly { readonly id: string; readonly name: string }[];
  readonly status?: number;
}

/** E-mail and password, and a button per identity provider (A1). The form posts to the page's own address. */
export function signInPage(input: SignInPage): Page {
  const { email, problems = [], notice, providers = [], status = 200 } = input;
  return createPage({
    title: texts.signIn,
    body: html`<h1>${texts.signIn}</h1>
      <p class="lead">${texts.signInLead}</p>
      ${notice !== undefined && html`<p class="notice" role="alert">${notice}</p>`}
      <form method="post" novalidate>
        ${field({
          name: 'email',
          label: texts.email,
          autocomplete: 'username',
          value: email,
          focus: email === '',
          problems,
        })}
        ${field({
          name: 'password',
          label: texts.password,
          autocomplete: 'current-password',
          focus: email !== '',
          problems,
        })}
        ${passwordSwitch}
        <button type="submit">${texts.signIn}</button>
        ${
          providers.length > 0 &&
          html`<section class="providers" aria-labelledby="providers">
            <h2 id="providers">${texts.orContinueWith}</h2>
            ${providers.map(
              ({ id, name }) =>
                html`<button class="secondary" type="submit" name="provider" value="${id}">
                  ${texts.loginWith(name)}
                </button>`,
            )}
          </section>`
        }
      </form>`,
    status,
    password: true,
    formTargets: [loopbackTarget],
  });
}

export interface TenantChoice {
  readonly tenantId: string;
  readonly name: string;
  readonly code: string;
  readonly color: TenantColor;
}

/** Asked after the right password where an address is known in several tenants: one button each. */
export function chooseTenantPage(email: string, choices: readonly TenantChoice[]): Page {
  return createPage({
    title: texts.chooseTenant,
    body: html`<h1>${texts.chooseTenant}</h1>
      <p class="lead">${texts.chooseTenantLead(email)}</p>
      <form method="post">
        ${choices.map(
          ({ tenantId, name, code, color }) =>
            html`<button class="choice" type="submit" name="tenant" value="${tenantId}">
              <span class="dot ${color}"></span><span>${name}</span> <span class="code">${code}</span>
            </button>`,
        )}
      </form>`,
    formTargets: [loopbackTarget],
  });
}

export interface ActivationPage {
  readonly name: string;
  readonly email: string;
  readonly tenantName: string;
  readonly minimumLength: number;
  readonly problems?: readonly FieldProblem[];
  readonly notice?: string;
  readonly status?: number;
}

/** Sets the password. The address of the page is its secret, so the form posts to it and carries nothing else. */
export function activationPage(input: ActivationPage): Page {
  const { name, email, tenantName, minimumLength, problems = [], notice, status = 200 } = input;
  return createPage({
    title: texts.activate,
    body: html`<h1>${texts.activate}</h1>
      <p class="lead">${texts.activateLead(name, tenantName)}</p>
      ${notice !== undefined && html`<p class="notice" role="alert">${notice}</p>`}
      <form method="post" novalidate>
        <div class="field">
          <label for="email">${texts.email}</label>
          <input id="email" autocomplete="username" value="${email}" readonly />
        </div>
        ${field({
          name: 'password',
          label: texts.newPassword,
          autocomplete: 'new-password',
          focus: true,
          hint: texts.passwordHint(minimumLength),
          problems,
        })}
        ${field({ name: 'repeat', label: texts.repeatPassword, autocomplete: 'new-password', problems })}
        ${passwordSwitch}
        <button type="submit">${texts.activateButton}</button>
      </form>`,
    status,
    password: true,
  });
}

export interface MessagePage {
  readonly title: string;
  readonly lead: string;
  readonly status?: number;
  /** A code to tell to the person who helps. */
  readonly reference?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page that only says something: what happened, whether anything was changed, what to do next. */
export function messagePage({ title, lead, status = 200, reference, headers = {} }: MessagePage): Page {
  return createPage({
    title,
    body: html`<h1>${title}</h1>
      <p>${lead}</p>
      ${reference !== undefined && html`<p class="reference">${texts.reference(reference)}</p>`}`,
    status,
    headers,
  });
}
