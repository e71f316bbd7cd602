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
    { role: 'editMenu' },
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
