import {
  createContext,
  type ReactNode,
  use,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import {
  commandOfButton,
  keysOf,
  type WindowCommand,
  windowCommandNames,
  windowCommands,
} from '#shared/desktop/windowCommands.ts';
import { useDesktopEvent } from '../../bridge/DesktopContext.tsx';
import { isComposing, isPressed, isTyping } from './keyPress.ts';

/** What a command does where the user is now. */
export interface Command {
  readonly name: WindowCommand;
  /** Why it can't be done now, in words. */
  readonly reason?: string | null;
  /** `rowId`: the row of a grid that has the focus. */
  readonly run: (rowId: string | null) => void;
}

/** The commands that what is shown now offers; of one name the latest holds. */
interface Commands {
  readonly offer: (current: () => Command | null) => () => void;
  readonly find: (name: WindowCommand) => Command | undefined;
}

function createCommands(): Commands {
  const offers = new Set<() => Command | null>();
  return {
    offer(current) {
      offers.add(current);
      return () => offers.delete(current);
    },
    find: (name) => [...offers].findLast((current) => current()?.name === name)?.() ?? undefined,
  };
}

/** Keys of an input method choose nothing, close nothing and send nothing, in whatever they are pressed. */
function keepFromCommands(event: KeyboardEvent): void {
  if (isComposing(event)) event.stopPropagation();
}

const CommandsContext = createContext<Commands | null>(null);

/** Around everything that offers commands: hears their keys and the application menu. */
export function CommandsOfWindow({ children }: { readonly children: ReactNode }) {
  const [commands] = useState(createCommands);
  const carryOut = (name: WindowCommand): boolean => {
    const command = commands.find(name);
    if (command === undefined) return false;
    const row = document.activeElement?.closest<HTMLElement>('[data-id]');
    if ((command.reason ?? null) === null) command.run(row?.dataset['id'] ?? null);
    return true;
  };
  useEffect(() => {
    // Before anybody else on the page hears of it.
    window.addEventListener('keydown', keepFromCommands, true);
    return () => window.removeEventListener('keydown', keepFromCommands, true);
  }, []);
  const press = useEffectEvent((event: KeyboardEvent) => {
    // A key that is held would take back one act after another.
    if (event.defaultPrevented || event.repeat || isTyping(event.target)) return;
    const covered = document.querySelector('[role=dialog], [role=menu], [role=listbox]') !== null;
    const pressed = windowCommandNames.find((name) => {
      const { section, keys } = windowCommands[name];
      return keys.some((each) => isPressed(each, event)) && !(covered && section === 'grid');
    });
    if (pressed !== undefined && carryOut(pressed)) event.preventDefault();
  });
  const click = useEffectEvent((event: MouseEvent) => {
    const pressed = commandOfButton(event.button);
    if (pressed !== undefined && carryOut(pressed)) event.preventDefault();
  });
  useEffect(() => {
    document.addEventListener('keydown', press);
    document.addEventListener('mouseup', click);
    return () => {
      document.removeEventListener('keydown', press);
      document.removeEventListener('mouseup', click);
    };
  }, []);
  useDesktopEvent('menu.chosen', ({ command }) => void carryOut(command));
  return <CommandsContext value={commands}>{children}</CommandsContext>;
}

/** Offers a command while the component is shown; null: not at the moment. */
export function useCommand(command: Command | null): void {
  const commands = use(CommandsContext);
  const latest = useRef(command);
  useLayoutEffect(() => {
    latest.current = command;
  });
  useEffect(() => commands?.offer(() => latest.current), [commands]);
}

/** Its first key for `aria-keyshortcuts`. */
export const ariaKeys = (name: WindowCommand): string => keysOf(name)[0]?.replace('Mod', 'Control') ?? '';
