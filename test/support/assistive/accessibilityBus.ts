import { createClient, type MessageBus } from 'dbus-native';
import { run } from '../../../scripts/runtime/processes.ts';
import type { ProcessOwner } from '../../../scripts/runtime/ordinaryUser.ts';

/** An object of a program that assistive technology reads: the program's name on the bus, and the object's path there. */
export type Reference = readonly [program: string, path: string];

/** The bus on which programs show their windows to assistive technology (AT-SPI). */
export interface AccessibilityBus {
  /** Calls a method and answers its first result. */
  call<T>(to: Reference, interfaceName: string, member: string, ...values: readonly Argument[]): Promise<T>;
  close(): Promise<void>;
}

/** An argument of a call, with its D-Bus signature. */
type Argument = readonly [signature: string, value: unknown];

/**
 * Connects as a screen reader does: says on the session's bus that there is one, so that programs show themselves, and asks
 * where they do. Only the session's user may ask that; the bus itself takes root as well.
 */
export async function openAccessibilityBus(
  env: NodeJS.ProcessEnv,
  owner: ProcessOwner,
): Promise<AccessibilityBus> {
  const ask = async (member: string, ...args: readonly string[]): Promise<string> =>
    await run(
      'dbus-send',
      ['--session', '--print-reply=literal', '--dest=org.a11y.Bus', '/org/a11y/bus', member, ...args],
      { env, owner, advice: 'Install the package at-spi2-core.' },
    );
  for (const property of ['IsEnabled', 'ScreenReaderEnabled']) {
    const value = ['string:org.a11y.Status', `string:${property}`, 'variant:boolean:true'];
    await ask('org.freedesktop.DBus.Properties.Set', ...value);
  }
  const bus: MessageBus = createClient({ busAddress: (await ask('org.a11y.Bus.GetAddress')).trim() });
  return {
    call: async ([destination, path], interfaceName, member, ...values) =>
      await bus.invoke({
        destination,
        path,
        interface: interfaceName,
        member,
        ...(values.length === 0
          ? {}
          : { signature: values.map(([signature]) => signature).join(''), body: values.map(([, v]) => v) }),
      }),
    close: async () => await bus.close(),
  };
}
