import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import type { FieldValues, UseFormReturn } from 'react-hook-form';
import type { z } from 'zod';
import type { KeptDraft } from '#shared/desktop/drafts.ts';
import { useDesktop, useDesktopEvent } from '../../bridge/DesktopContext.tsx';
import { useTenantKey } from '../../bridge/TenantContext.tsx';
import { useConsole, useConsoleStore, useTenantSlice } from '../../state/ConsoleContext.tsx';
import { createDraftKeeper, draftsRead } from '../../state/drafts.ts';
import { type DraftContent, readContent } from './draftContent.ts';

/** Milliseconds from a change until it is kept, and so the most typing that a crash can take. */
const keptAfter = 300;

export interface DraftOptions {
  readonly title: string;
  /** Of the form's fields. */
  readonly schema: z.ZodObject;
  /** Whom or what the form edits, and as it was when the typing began; null where it makes something new. */
  readonly edits: { readonly subject: string; readonly base: NonNullable<DraftContent['base']> } | null;
  /** Fields whose values are not kept. */
  readonly notKept: readonly string[];
}

export interface FormDraft {
  /** What was typed is saved, or let go: no draft is kept of it, and nothing asks about it. */
  readonly drop: () => void;
  /** The form still stands where it was opened. */
  readonly isOpen: () => boolean;
}

/** What is kept of a form's values. */
export function keptValues(values: FieldValues, notKept: readonly string[]): FieldValues {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !notKept.includes(name)));
}

/** What the form around this component goes on from; null where it begins anew. */
export function useContinued(): KeptDraft | null {
  return useTenantSlice((slice) => slice.draft);
}

/**
 * Keeps what is typed into a form in the account's encrypted copy, so that neither a crash nor a quit takes it: from its
 * first change on, until it is saved, discarded, or taken back. A form that goes on from a draft begins with its values, unsaved.
 */
export function useDraft<V extends FieldValues>(form: UseFormReturn<V>, options: DraftOptions): FormDraft {
  const tenantKey = useTenantKey();
  const store = useConsoleStore();
  const desktop = useDesktop();
  const queries = useQueryClient();
  const continued = useContinued();
  const markUnsaved = useConsole((state) => state.markUnsaved);
  const [{ id, drawer, screen, keeper }] = useState(() => {
    const slice = store.getState().tenants[tenantKey];
    return {
      id: continued?.id ?? crypto.randomUUID(),
      drawer: slice?.drawer ?? null,
      screen: slice?.screen ?? null,
      keeper: createDraftKeeper({ desktop, queries, tenantKey, isKept: continued !== null }),
    };
  });
  const { isDirty } = form.formState;
  const typed = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const keep = useEffectEvent(() => {
    clearTimeout(timer.current);
    timer.current = undefined;
    if (!typed.current || drawer === null) return;
    // Also after a way out was taken that did not lead out.
    markUnsaved(id, true);
    const { title, edits, notKept } = options;
    const content: DraftContent = {
      values: keptValues(form.getValues(), notKept),
      base: edits?.base ?? null,
    };
    keeper.keep({
      id,
      screen: screen ?? { name: drawer.of },
      drawer,
      title,
      subject: edits?.subject ?? null,
      content: JSON.stringify(content),
    });
  });

  useLayoutEffect(() => {
    if (continued === null) return;
    const before = form.getValues();
    const { values } = readContent(continued, options.schema, before);
    form.reset({ ...before, ...values }, { keepDefaultValues: true });
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once: another draft is another form
  }, []);
  useEffect(() => {
    // Taken back; a form that goes on from a draft is about to be given its values.
    if (typed.current && !isDirty) keeper.drop(id);
    typed.current = isDirty;
    markUnsaved(id, isDirty);
  }, [id, isDirty, keeper, markUnsaved]);
  useEffect(
    () =>
      form.subscribe({
        formState: { values: true },
        callback: () => void (timer.current ??= setTimeout(() => keep(), keptAfter)),
      }),
    [form],
  );
  useEffect(() => {
    const leave = () => keep();
    window.addEventListener('pagehide', leave);
    return () => window.removeEventListener('pagehide', leave);
  }, []);
  // One that keeps its copy in memory has forgotten it, and one that was starting may have missed it.
  useDesktopEvent('engine.ready', () => keep());
  useEffect(
    () => () => {
      markUnsaved(id, false);
      const slice = store.getState().tenants[tenantKey];
      // Closed by its user, one way or another. What else takes a form away, such as a failure, leaves the draft.
      if (slice !== undefined && slice.drawer !== drawer) {
        clearTimeout(timer.current);
        keeper.drop(id);
        return;
      }
      keep();
      void queries.invalidateQueries({ queryKey: draftsRead(tenantKey) });
    },
    [id, drawer, keeper, markUnsaved, queries, store, tenantKey],
  );
  return {
    drop() {
      typed.current = false;
      markUnsaved(id, false);
      keeper.drop(id);
    },
    isOpen: () => store.getState().tenants[tenantKey]?.drawer === drawer,
  };
}
