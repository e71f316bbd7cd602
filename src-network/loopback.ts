/** Whether a host as `URL.hostname` gives it (lower case, IPv4 normalised, IPv6 in brackets) is this machine. */
export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(hostname);
}
