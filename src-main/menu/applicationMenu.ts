import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import { acceleratorsOf, type MenuCommand } from '#shared/desktop/windowCommands.ts';

/**
 * The application menu: the system's own items, and the console's commands with the shortcuts that have to work
 * wherever the focus is. Single keys (N, E, /, ?) belong to the renderer, which knows whether somebody is typing.
 */
export function setApplicationMenu(choose: (command: MenuCommand) => void): void {
  const item = (label: string, command: MenuCommand): MenuItemConstructorOptions => {
    const [keys] = acceleratorsOf(command, process.platform === 'darwin');
    return {
      label,
      ...(keys === undefined ? {} : { accelerator: keys.replace('Mod', 'CmdOrCtrl') }),
      click: () => choose(command),
    };
  };
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('New', 'new-item'),
        item('Switch Tenant…', 'switch-tenant'),
        item('Find a Person…', 'find-person'),
        { type: 'separator' },
        { role: process.platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    editMenu(),
    {
      label: '&View',
      submenu: [
        item('Back', 'go-back'),
        item('Forward', 'go-forward'),
        { type: 'separator' },
        item('Filter', 'find'),
        item('Refresh', 'refresh'),
        item('Process Navigator', 'toggle-navigator'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ type: 'separator' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
    {
      role: 'help',
      submenu: [
        item('Keyboard Shortcuts', 'show-shortcuts'),
        item('Updates…', 'show-updates'),
        item('Copy Diagnostics', 'copy-diagnostics'),
      ],
    },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

/**
 * Where a page knows the keys of editing itself, the menu only names them. A key that has nothing to do in an empty field goes
 * on to the menu, which would carry it out after the letters that were typed since: Ctrl+A and a quick text lost its start.
 */
function editMenu(): MenuItemConstructorOptions {
  if (process.platform === 'darwin') return { role: 'editMenu' };
  const edit = (role: 'undo' | 'redo' | 'cut' | 'copy' | 'paste' | 'delete' | 'selectAll') =>
    ({ role, registerAccelerator: false }) as const;
  const separator = { type: 'separator' } as const;
  return {
    label: '&Edit',
    submenu: [
      edit('undo'),
      edit('redo'),
      separator,
      edit('cut'),
      edit('copy'),
      edit('paste'),
      edit('delete'),
      separator,
      edit('selectAll'),
    ],
  };
}
