import { createContext, use, useEffect } from 'react';

/** What the form around a field says to its fields, and they to it. */
export interface FormFrame {
  /** The form is only read. */
  readonly readOnly: boolean;
  /** Names of the fields that are shown. What is wrong with others is said in the summary. */
  readonly shown: Set<string>;
}

export const FormFrameContext = createContext<FormFrame>({ readOnly: false, shown: new Set() });

/** Whether the form around this component is only read. */
export const useReadOnly = (): boolean => use(FormFrameContext).readOnly;

/** The field that a path such as `phones.0.number` lies in. */
export const rootOf = (path: string): string => path.split('.', 1)[0] ?? path;

/** Says that this component shows what is wrong with a field. */
export function useShownField(path: string): void {
  const { shown } = use(FormFrameContext);
  const name = rootOf(path);
  useEffect(() => {
    shown.add(name);
    return () => void shown.delete(name);
  }, [shown, name]);
}
