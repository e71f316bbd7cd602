import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '#shared/desktop/events.ts';

/**
 * The application menu: the system's own items, and the console's commands with the shortcuts that have to work
 * wherever the focus is. Single keys (N, E, /, ?) belong to the renderer, which knows whether somebody is typing.
 */
export function setApplicationMenu(choose: (command: MenuCommand) => void): void {
  const item = (label: string, command: MenuCommand, accelerator: string): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click: () => choose(command),
  });
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('New', 'new-item', 'CmdOrCtrl+N'),
        item('Switch Customer…', 'switch-tenant', 'CmdOrCtrl+Shift+T'),
        { type: 'separator' },
        { role: process.platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    { role: 'editMenu' },
    {
      label: '&View',
      submenu: [
        item('Find', 'find', 'CmdOrCtrl+F'),
        item('Refresh', 'refresh', 'F5'),
        item('Process Navigator', 'toggle-navigator', 'CmdOrCtrl+B'),
        { type: 'separator' },
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ type: 'separator' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
    { role: 'help', submenu: [item('Keyboard Shortcuts', 'show-shortcuts', 'F1')] },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
