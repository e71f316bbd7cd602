import { useEffect, useState } from 'react';

/** Milliseconds that a person stands before the backend is asked about them: arrows pass many by. */
const settleAfter = 300;

/** True once the component has been shown for a moment; give it a `key` made of what it shows. */
export function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(true), settleAfter);
    return () => clearTimeout(timer);
  }, []);
  return settled;
}
