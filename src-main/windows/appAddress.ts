/** The console's own address: a standard, secure origin that exists on no network. */
export const appScheme = 'app';
export const appHost = 'console';
export const appOrigin = `${appScheme}://${appHost}`;
/** The only page there is; screens are chosen by the renderer's state, not by the address. */
export const startUrl = `${appOrigin}/`;
