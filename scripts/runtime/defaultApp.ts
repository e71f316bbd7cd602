/**
 * Files of `resources/default_app.asar`: the small app inside every Electron distribution that starts the folder named
 * on the command line. Written from Electron's documented behaviour: name, version and path of the app come from the
 * folder's package.json, and the app counts as unpackaged.
 */
const main = `
import { app } from 'electron';
import { readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const required = [];
let target;
const words = process.argv.slice(1);
for (let at = 0; at < words.length; at += 1) {
  const word = words[at];
  if (word === '-r' || word === '--require') required.push(words[(at += 1)]);
  else if (word === '-v' || word === '--version') {
    process.stdout.write('v' + process.versions.electron + '\\n');
    process.exit(0);
  } else if (!word.startsWith('-')) {
    target = resolve(word);
    break;
  }
}
if (target === undefined) {
  process.stderr.write('Name the folder of an app.\\n');
  process.exit(1);
}

Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true });
const load = createRequire(join(process.cwd(), 'start.js'));
for (const name of required) load(name);

let entry = target;
if (statSync(target).isDirectory()) {
  const about = JSON.parse(readFileSync(join(target, 'package.json'), 'utf8'));
  if (about.version) app.setVersion(about.version);
  const name = about.productName ?? about.name;
  if (name) {
    app.setName(name);
    app.setPath('userData', join(app.getPath('appData'), name));
  }
  app.setAppPath(target);
  entry = join(target, about.main ?? 'index.js');
} else {
  app.setAppPath(dirname(target));
}
try {
  await import(pathToFileURL(entry).href);
} catch (error) {
  // A test or a terminal waits for the end of this process: no dialog.
  process.stderr.write('The app could not be loaded: ' + (error?.stack ?? error) + '\\n');
  process.exit(1);
}
`;

export const defaultApp: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'electron',
    productName: 'Electron',
    main: 'main.js',
    type: 'module',
  }),
  'main.js': main.trimStart(),
};
