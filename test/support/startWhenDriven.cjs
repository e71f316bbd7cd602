// Loaded before the console by the tests: its windows wait for the driver. Playwright does this itself only for the
// Electron that it finds; for one named by its path it attaches whenever it comes, and when it met a window in the moment
// of its first navigation, the launch never ended.
const { app } = require('electron');

const ready = app.whenReady();
let drive;
const driven = new Promise((resolve) => {
  drive = resolve;
});
app.whenReady = async () => {
  await driven;
  await ready;
};
// Playwright calls this as soon as it has attached.
globalThis.__playwright_run = drive;
