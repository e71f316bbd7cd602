import { createStateFile, type StateFile } from '../stateFile.ts';
import { parseWindowState, type WindowState } from './windowState.ts';

/** The file with the window's place and look. */
export type WindowStateFile = StateFile<WindowState>;

export const createWindowStateFile = (file: string): WindowStateFile =>
  createStateFile(file, parseWindowState);
